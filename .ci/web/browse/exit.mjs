// Quick exit: away from here at once, with no way back, leaving nothing behind.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";

const HELP = "ho-tro/";
const TELLING = /mua bán|nạn nhân|traffick|victim/i;
const HELPING = /^([a-z]{2,3}\/)?(ho-tro|trinh-bao|nhan-biet|xem-an-toan|thong-diep\/ho-tro-nan-nhan|xa\/16813-muong-xen\/ho-tro-nan-nhan)\/index\.html$/;
const WINDOW = 5000; // ms in which three presses of Shift count

export async function aPlainLinkLeavesWithoutScripts({ open, url, exit }) {
  const page = await open({ js: false });
  const asked = await standIn(page, exit);
  await page.goto(url + HELP);
  await page.locator("a.exit").first().click();
  await page.waitForURL(exit);
  assert.equal(asked[0].referer, undefined, "the next site is told where somebody came from");
}

export async function aClickCoversThePageAtOnceAndLeavesNoWayBack({ open, url, exit }) {
  const page = await open();
  const leave = () => page.locator("a.exit").first().click({ noWaitAfter: true });
  await leaves(page, url, exit, leave, 1);
}

export async function threeShiftsInFiveSecondsDoTheSame({ open, url, exit }) {
  const page = await open();
  await leaves(page, url, exit, () => press(page, 3), 3);
}

export async function fewerOrSlowerShiftsAndCapitalsDoNot({ open, url, exit }) {
  const page = await open();
  const asked = await standIn(page, exit);
  await page.goto(url + HELP);
  await press(page, 2);
  await page.waitForTimeout(WINDOW + 500);
  await press(page, 1);
  for (const letter of "ABCD") await page.keyboard.press(`Shift+${letter}`);
  await page.waitForTimeout(300);
  assert.equal(asked.length, 0, "somebody who only types is sent away");
  assert.equal(page.url(), url + HELP);
}

export async function aSecondSkipLinkLeadsToIt({ open, url }) {
  const page = await open();
  await page.goto(url + HELP);
  for (let i = 0; i < 2; i++) {
    await page.keyboard.press("Tab");
    if (await page.evaluate(() => document.activeElement.matches("a.skip-exit"))) return;
  }
  assert.fail("a.skip-exit is not among the first two things that Tab reaches");
}

export async function nothingIsKeptAfterwards({ open, url, exit }) {
  const page = await open({ workers: true });
  await standIn(page, exit);
  await page.goto(url + HELP);
  const spy = await page.context().newPage(); // of the same profile; without scripts of the site
  await spy.goto(`${url}robots.txt`);
  const names = () => spy.evaluate(() => caches.keys());
  await until(async () => (await names()).length > 0, "nothing was ever kept, so nothing is proved");
  await page.waitForTimeout(1000); // so that the cache is full
  await page.locator("a.exit").first().click({ noWaitAfter: true });
  await page.waitForURL(exit);
  await until(async () => (await names()).length === 0, "pages are still on the device");
  await page.waitForTimeout(500);
  assert.deepEqual(await names(), [], "pages came back to the device");
  assert.deepEqual(await page.context().cookies(), []);
}

export async function nothingComesAfterALeaveInHaste({ open, url, exit }) {
  for (const wait of [0, 50, 400, 900]) { // ms; before, while and after the worker is installed
    const page = await open({ workers: true });
    await standIn(page, exit);
    const spy = await page.context().newPage();
    await spy.goto(`${url}robots.txt`);
    await page.goto(`${url}xa/16813-muong-xen/`);
    await page.waitForTimeout(wait);
    await page.locator("a.exit").first().click({ noWaitAfter: true });
    await page.waitForURL(exit);
    await page.waitForTimeout(1500);
    const kept = await spy.evaluate(async () => {
      const all = await Promise.all((await caches.keys()).map((name) => caches.open(name)));
      return (await Promise.all(all.map((cache) => cache.keys()))).flat().map((one) => one.url);
    });
    assert.deepEqual(kept, [], `left after ${wait} ms`);
  }
}

export async function thePageIsCoveredWhileItStillComes({ open, url, exit }) {
  const page = await open();
  const asked = await standIn(page, exit);
  await page.route("**/site.js", () => {}); // which never comes
  await page.goto(`${url}robots.txt`);
  await page.goto(url + HELP, { waitUntil: "commit" });
  await page.locator("a.exit").first().waitFor();
  await page.waitForFunction(() => performance.getEntriesByName(
    document.querySelector('script[src$="exit.js"]').src).length > 0);
  await page.waitForTimeout(300);
  await page.locator("a.exit").first().click({ noWaitAfter: true });
  await page.waitForURL(exit);
  assert.equal(asked.length, 1);
  await page.goBack();
  assert.equal(page.url(), `${url}robots.txt`, "Back leads back");
}

export async function shiftWithAnotherKeyOrTheMouseDoesNotCount({ open, url, exit }) {
  const page = await open();
  const asked = await standIn(page, exit);
  await page.goto(url + HELP);
  for (let i = 0; i < 4; i++) {
    await page.locator("h1").click({ modifiers: ["Shift"] });
    await page.keyboard.press("Control+Shift");
  }
  await page.waitForTimeout(300);
  assert.equal(asked.length, 0);
  assert.equal(page.url(), url + HELP);
}

export async function titlesOfHelpPagesTellNothing({ folder }) {
  const { files } = JSON.parse(await readFile(join(folder, "manifest.json"), "utf8"));
  const helping = files.filter(({ path }) => HELPING.test(path));
  assert.ok(helping.length >= 3, "the help pages are not where they were");
  for (const { path } of helping) {
    const page = await readFile(join(folder, path), "utf8");
    const [, title] = page.match(/<title>([^<]+)<\/title>/);
    assert.doesNotMatch(title.normalize("NFC"), TELLING, path);
  }
}

/** Prove that the last event of an act covers the page before all else, and that none leads back. */
async function leaves(page, url, exit, act, events) {
  let arrive;
  const asked = await standIn(page, exit, new Promise((done) => (arrive = done)));
  const seen = new Map(); // event -> what could still be seen right after it, and a while later
  page.on("console", (message) => {
    const [, event, what] = message.text().match(/^seen (\S+) (.*)/) ?? [];
    if (event) seen.set(event, what);
  });
  await page.addInitScript(tellWhatIsSeen);
  await page.goto(`${url}robots.txt`);
  await page.goto(url + HELP);
  const before = await page.evaluate(() => history.length);
  await act();
  await until(() => asked.length > 0, "no exit is asked for");
  // While it loads the browser answers no questions, so the page tells by itself.
  await until(() => seen.has(`${events}+`), "the page is gone before the exit came");
  for (const when of [events, `${events}+`]) assert.equal(seen.get(String(when)), "", "the cover");
  arrive();
  await page.waitForURL(exit);
  assert.equal(asked[0].referer, undefined, "the next site is told where somebody came from");
  assert.equal(await page.evaluate(() => history.length), before, "the page stays in the history");
  await page.goBack();
  assert.equal(page.url(), `${url}robots.txt`, "Back leads back");
}

/** Answer at the address of the exit, once `gate` opens; return the requests as they come. */
async function standIn(page, exit, gate = Promise.resolve()) {
  const asked = [];
  const { origin } = new URL(exit);
  await page.route(
    (address) => address.origin === origin,
    async (route) => {
      asked.push(route.request().headers());
      await gate;
      const body = "<!doctype html><title>Dự báo thời tiết</title><h1>Dự báo thời tiết</h1>";
      await route.fulfill({ contentType: "text/html; charset=utf-8", body }).catch(() => null);
    },
  );
  return asked;
}

async function press(page, times) {
  for (let i = 0; i < times; i++) await page.keyboard.press("Shift");
}

async function until(true_, otherwise) {
  const end = Date.now() + 8000;
  while (!(await true_())) {
    if (Date.now() > end) assert.fail(otherwise);
    await new Promise((done) => setTimeout(done, 50));
  }
}

// In the page

function tellWhatIsSeen() {
  let events = 0;
  const tell = () => {
    const event = ++events;
    setTimeout(() => console.log(`seen ${event} ${uncovered()}`));
    setTimeout(() => console.log(`seen ${event}+ ${uncovered()}`), 300);
  };
  addEventListener("click", tell, true);
  addEventListener("keydown", tell, true);

  /** Return what of the page can still be seen, or nothing. */
  function uncovered() {
    const parts = [0.02, 0.5, 0.98];
    const points = parts.flatMap((x) => parts.map((y) => [x * innerWidth, y * innerHeight]));
    const tops = points.map(([x, y]) => document.elementFromPoint(x, y));
    let cover = tops[4];
    while (cover && !tops.every((top) => cover.contains(top))) cover = cover.parentElement;
    if (!cover || cover === document.body || cover === document.documentElement) {
      return "nothing covers the whole screen";
    }
    const { backgroundColor, opacity } = getComputedStyle(cover);
    const [, alpha = "1"] = backgroundColor.match(/rgba\(.*, ([\d.]+)\)/) ?? [];
    return Number(alpha) * Number(opacity) < 1 ? `one can see through: ${backgroundColor}` : "";
  }
}
