// Without a network: what somebody has seen, and where to get help, can still be read.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { join } from "node:path";
import { idling } from "../browser.mjs";
import { serve } from "../server.mjs";

const COMMUNE = "xa/16813-muong-xen/";
const READ = ["en/trinh-bao/", COMMUNE, `${COMMUNE}goi-111/`]; // stays
const PASSED = ["tai-lieu/", "thong-diep/", "gioi-thieu/"]; // read as well, and does not
const KEPT = ["", "ho-tro/", "trinh-bao/", "nhan-biet/", "xem-an-toan/", ...READ];

export async function theFirstPageHelpAndASeenCommuneStayReadable({ open, folder }) {
  const server = await serve(folder, { kept: false }); // so that only a service worker can keep
  const page = await open({ workers: true });
  try {
    await page.goto(server.url);
    const ready = navigatorReady(page);
    await ready;
    const idle = idling(page);
    for (const path of [...READ, ...PASSED]) {
      await page.goto(server.url + path);
      await idle();
    }
    await page.waitForTimeout(1000);
    const kept = await page.evaluate(addressesKept);
    assert.deepEqual(PASSED.filter((path) => kept.includes(`/${path}`)), [], "kept without need");
    assert.deepEqual(kept.filter((path) => /\.(zip|pdf|png)$/.test(path)), [], "kept, and heavy");
  } finally {
    await server.close();
  }
  await page.context().setOffline(true);
  for (const path of KEPT) {
    await page.goto(server.url + path).catch((error) => {
      assert.fail(`/${path} cannot be read: ${error.message.split("\n")[0]}`);
    });
    const written = await readFile(join(folder, path, "index.html"), "utf8");
    const [, title] = written.match(/<title>([^<]+)<\/title>/);
    assert.equal(await page.title(), title, `/${path} is another page`);
    assert.ok(await page.locator('a[href="tel:111"]').first().isVisible(), `/${path} has no 111`);
    const styled = await page.evaluate(() => {
      return [...document.styleSheets].some((sheet) => sheet.cssRules.length > 10);
    });
    assert.ok(styled, `/${path} has lost its style sheet`);
  }
}

export async function whatWasNeverReadLeadsToTheFirstPageAndAPathToItsFolder({ open, folder }) {
  const server = await serve(folder, { kept: false });
  const page = await open({ workers: true });
  try {
    await page.goto(server.url);
    await navigatorReady(page);
    const idle = idling(page);
    await page.goto(server.url + COMMUNE);
    await idle();
    await page.waitForTimeout(500);
  } finally {
    await server.close();
  }
  await page.context().setOffline(true);
  const ways = { "xa/16816-my-ly/": "", "ho-tro": "ho-tro/", [COMMUNE.slice(0, -1)]: COMMUNE };
  for (const [asked, found] of Object.entries(ways)) {
    await page.goto(server.url + asked);
    assert.equal(page.url(), server.url + found);
    assert.ok(await page.locator('a[href="tel:111"]').first().isVisible());
  }
}

export async function keptHelpIsThereThoughTheNetworkStallsOrFails({ open, url, folder }) {
  let how = "well";
  const host = createServer(async ({ url: path }, answer) => {
    if (how === "stalled") return;
    if (how === "failing") {
      answer.writeHead(503).end();
      return;
    }
    const found = await fetch(new URL(path, url));
    answer.writeHead(found.status, { "content-type": found.headers.get("content-type"), "cache-control": "no-store" });
    answer.end(Buffer.from(await found.arrayBuffer()));
  });
  await new Promise((listening) => host.listen(0, "127.0.0.1", listening));
  const page = await open({ workers: true });
  const written = await readFile(join(folder, "ho-tro", "index.html"), "utf8");
  const [, title] = written.match(/<title>([^<]+)<\/title>/);
  try {
    const address = `http://127.0.0.1:${host.address().port}/`;
    await page.goto(address);
    await navigatorReady(page);
    await page.waitForTimeout(1000);
    for (how of ["failing", "stalled"]) {
      await page.goto(`${address}ho-tro/`, { timeout: 20_000, waitUntil: "domcontentloaded" });
      await page.waitForFunction(() => document.styleSheets.length > 0);
      assert.equal(await page.title(), title, how);
      await page.goto("about:blank");
    }
  } finally {
    host.closeAllConnections();
    host.close();
  }
}

export async function aSlowPageIsWaitedForAndNoOtherShownInItsPlace({ open, url, folder }) {
  const late = 7500; // ms, more than the worker's patience
  const slow = createServer(async ({ url: path }, answer) => {
    if (path.startsWith("/thong-diep/")) await new Promise((go) => setTimeout(go, late));
    const found = await fetch(new URL(path, url));
    answer.writeHead(found.status, { "content-type": found.headers.get("content-type") });
    answer.end(Buffer.from(await found.arrayBuffer()));
  });
  await new Promise((listening) => slow.listen(0, "127.0.0.1", listening));
  const page = await open({ workers: true });
  try {
    const address = `http://127.0.0.1:${slow.address().port}/`;
    await page.goto(address);
    await navigatorReady(page);
    await page.goto(`${address}thong-diep/`, { timeout: 3 * late });
    const written = await readFile(join(folder, "thong-diep", "index.html"), "utf8");
    assert.equal(await page.title(), written.match(/<title>([^<]+)<\/title>/)[1]);
  } finally {
    slow.closeAllConnections();
    slow.close();
  }
}

/** Wait for a service worker that is at work. */
function navigatorReady(page) {
  return page.evaluate(() => {
    const late = new Promise((_, fail) => {
      setTimeout(() => fail(new Error("no service worker came within 10 s")), 10_000);
    });
    return Promise.race([navigator.serviceWorker.ready.then(() => null), late]);
  });
}

// In the page

async function addressesKept() {
  const caches_ = await Promise.all((await caches.keys()).map((name) => caches.open(name)));
  const requests = await Promise.all(caches_.map((cache) => cache.keys()));
  return requests.flat().map(({ url }) => new URL(url).pathname);
}
