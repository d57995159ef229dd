// Search and the finder of the first page: names typed as on any keyboard lead to the right page.

import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";

const PATIENCE = 30_000; // ms until the right page must be first, on a busy machine

const { plain, former, district, texts } = JSON.parse(await readFile(new URL("queries.json", import.meta.url)));

export async function wordsWithoutMarksFindTheRightPageFirst(site) {
  assert.equal(Object.keys(plain).length, 20);
  await finds(site, "tim-kiem/", plain);
}

export async function formerNamesFindTheCommuneOfToday(site) {
  assert.equal(Object.keys(former).length, 10);
  await finds(site, "tim-kiem/", former);
}

export async function aFormerDistrictFindsItsCommunes(site) {
  await finds(site, "tim-kiem/", district);
}

export async function namesWithMarksFindTheSame(site) {
  await finds(site, "tim-kiem/", {
    "Mường Xén": plain["muong xen"],
    "xã Hưng Hòa": former["xa hung hoa"],
    "ĐÔ LƯƠNG": plain["do luong"],
    ["Nậm Cắn".normalize("NFD")]: plain["nam can"],
  });
}

export async function wordsInTextsAreFoundWithAndWithoutMarks(site) {
  await finds(site, "tim-kiem/", texts);
}

export async function theEnglishSearchLeadsToEnglishPages(site) {
  const english = Object.entries({ ...plain, ...former }).filter(([, path]) => /^xa/.test(path));
  const paths = english.map(([query, path]) => [query, `en/${path}`]);
  await finds(site, "en/tim-kiem/", Object.fromEntries(paths));
}

export async function theFinderOfTheFirstPageSuggestsCommunes(site) {
  for (const language of ["", "en/"]) {
    const page = await site.open();
    await page.goto(site.url + language);
    const faults = [];
    for (const query of ["muong xen", "Mường Xén", "xa hung hoa", "cua lo"]) {
      const path = { ...plain, ...former, "Mường Xén": plain["muong xen"] }[query];
      faults.push(...(await finds1(page, "#tim-xa", "#xa-tim-thay a", query, language + path)));
    }
    assert.deepEqual(faults, []);
    await page.locator("#xa-tim-thay a").first().click();
    await page.waitForURL((address) => address.pathname.startsWith(`/${language}xa/`));
  }
}

export async function suggestionsCoverNothingThatHasTheFocus({ open, url }) {
  const page = await open({ size: { width: 1280, height: 800 } });
  await page.goto(url);
  const list = page.locator("#xa-tim-thay");
  await page.locator("#tim-xa").fill("thanh");
  await list.waitFor({ state: "visible" });
  assert.match(await page.locator("#said").innerText(), /\d/, "nobody is told how many there are");
  await page.keyboard.press("Escape");
  assert.equal(await list.isVisible(), false, "Escape leaves the list there");
  await page.locator("#tim-xa").pressSequentially(" c");
  await list.waitFor({ state: "visible" });
  for (let i = 0; i < 30 && (await list.isVisible()); i++) await page.keyboard.press("Tab");
  assert.equal(await list.isVisible(), false, "the list stays when the focus has gone on");
}

export async function whatIsSoughtStaysInNoHistoryAndGoesToNoServer({ open, url }) {
  const page = await open();
  const asked = [];
  page.on("request", (request) => asked.push(request.url()));
  await page.goto(url);
  await page.locator("#tim-xa").fill("bị lừa bán");
  await page.locator("#tim-xa").press("Enter");
  await page.locator("#ket-qua li a").first().waitFor();
  assert.equal(page.url(), `${url}tim-kiem/`);
  await page.locator("#tim").fill("tien chuoc");
  await page.waitForTimeout(500);
  assert.equal(page.url(), `${url}tim-kiem/`);
  const told = asked.filter((address) => /lừa|lu?a|chuoc|%E1/i.test(new URL(address).search));
  assert.deepEqual(told, []);
}

export async function marksAloneFindNothingAndLongQuestionsSomething({ open, url }) {
  const page = await open();
  await page.goto(`${url}tim-kiem/`);
  const status = page.locator("#so-ket-qua");
  const none = await status.getAttribute("data-none");
  for (const marks of ["!!!", "🙂", '"']) {
    await page.locator("#tim").fill(marks);
    await status.filter({ hasText: none }).waitFor();
    assert.equal(await page.locator("#ket-qua li").count(), 0, marks);
  }
  await page.locator("#tim").fill("bị bán sang Trung Quốc");
  await page.locator("#ket-qua li a").first().waitFor();
}

export async function searchSaysWhenTextsCouldNotBeSearchedAndTriesAgain({ open, url }) {
  const page = await open();
  await page.route("**/pagefind.js*", (route) => route.abort());
  await page.goto(`${url}tim-kiem/`);
  const status = page.locator("#so-ket-qua");
  await page.locator("#tim").fill("sách giáo khoa");
  await status.filter({ hasText: await status.getAttribute("data-failed") }).waitFor();
  await page.unroute("**/pagefind.js*");
  await page.locator("#tim").fill("sách giáo");
  await page.locator("#ket-qua li a").first().waitFor();
}

export async function searchGoesOnWhenTheNamesCouldNotBeHad({ open, url }) {
  const page = await open();
  await page.route("**/names-vi.js", (route) => route.abort());
  await page.goto(`${url}tim-kiem/`);
  await page.locator("#tim").fill("hộ chiếu");
  await page.locator("#ket-qua li a").first().waitFor();
}

export async function lettersLeadToCommunesWithoutScripts({ open, url }) {
  const page = await open({ js: false });
  await page.goto(url);
  await page.locator('a[href^="xa/#"]', { hasText: /^M$/ }).click();
  const { pathname, hash } = new URL(page.url());
  assert.equal(pathname, "/xa/");
  const group = page.locator(`[id="${decodeURIComponent(hash.slice(1))}"]`);
  await group.locator('a[href^="16813-"]').click();
  await page.waitForURL(`${url}xa/16813-muong-xen/`);
}

async function finds({ open, url, folder }, address, queries) {
  const page = await open();
  await page.goto(url + address);
  const faults = [];
  for (const [query, path] of Object.entries(queries)) {
    if (!existsSync(join(folder, path, "index.html"))) faults.push(`${path} is not in the site`);
    else faults.push(...(await finds1(page, "#tim", "#ket-qua li a", query, path)));
  }
  assert.deepEqual(faults, []);
}

/** Type a query; return what is found first instead of `path`, if it is not. */
async function finds1(page, field, results, query, path) {
  await page.locator(`input${field}`).fill("");
  await page.locator(`input${field}`).fill(query);
  const first = page.locator(results).first();
  let found = "nothing";
  const end = Date.now() + PATIENCE;
  while (Date.now() < end) {
    found = await first.evaluate((link) => link.pathname, null, { timeout: 300 }).catch(() => found);
    if (found === `/${path}`) return [];
    await page.waitForTimeout(30);
  }
  return [`“${query}” finds ${found}, not ${path}`];
}
