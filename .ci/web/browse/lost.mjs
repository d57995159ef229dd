// At an address that does not exist, however deep: the page that helps on, whole and safe.

import assert from "node:assert/strict";
import { complaints, idling } from "../browser.mjs";

const LOST = "a/b/c/d";

export async function thePageForLostReadersIsWholeAtAnyDepth({ open, url }) {
  for (const address of [LOST, `${LOST}/`, "lost", "en/lost/?tim=x"]) {
    const page = await open();
    const heard = complaints(page, url);
    const idle = idling(page);
    const answer = await page.goto(url + address);
    await idle();
    assert.equal(answer.status(), 404, address);
    assert.deepEqual(heard, [], address);
    const { position, scripts } = await page.evaluate(() => ({
      position: getComputedStyle(document.querySelector(".bar")).position,
      scripts: [...document.scripts].filter(({ src }) => src).length,
    }));
    assert.equal(position, "sticky", `${address} comes without its style`);
    assert.equal(scripts, 2);
    assert.equal(await page.locator(".bar-call").getAttribute("href"), "tel:111");
  }
}

export async function everyLinkOfItLeadsSomewhere({ open, url }) {
  const page = await open({ js: false });
  await page.goto(url + LOST);
  const links = await page.evaluate(() =>
    [...document.querySelectorAll("a[href], link[href], script[src]")].map((one) => one.href || one.src),
  );
  const ours = [...new Set(links)].filter((link) => link.startsWith(url) && !link.includes("#"));
  assert.ok(ours.length > 10, "the page leads nowhere");
  for (const link of ours) {
    const answer = await page.request.get(link);
    assert.equal(answer.status(), 200, link);
  }
}

export async function quickExitWorksThere({ open, url, exit }) {
  for (const js of [true, false]) {
    const page = await open({ js });
    const body = "<!doctype html><title>Dự báo thời tiết</title>";
    await page.route(exit, (route) => route.fulfill({ contentType: "text/html; charset=utf-8", body }));
    await page.goto(`${url}robots.txt`);
    await page.goto(url + LOST);
    await page.locator("a.exit").first().click({ noWaitAfter: true });
    await page.waitForURL(exit);
    if (!js) continue;
    await page.goBack();
    assert.equal(page.url(), `${url}robots.txt`, "Back leads back");
  }
}
