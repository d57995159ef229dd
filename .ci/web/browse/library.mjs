// The library of materials: filters are links to pages; where scripts run, controls that combine.

import assert from "node:assert/strict";
import { DESK } from "../browser.mjs";

const LIBRARY = "tai-lieu/";

export async function filtersAreLinksToWhatFitsThem({ open, url }) {
  const page = await open({ js: false });
  await page.goto(url + LIBRARY);
  const filters = await page.locator("a[data-filter]").evaluateAll((links) =>
    links.map(({ dataset, href, textContent }) => [dataset.filter, href, textContent]),
  );
  assert.ok(filters.length > 5, `${filters.length} filters`);
  for (const [filter, address, name] of filters) {
    await page.goto(address);
    const items = await page.locator(".item").evaluateAll(shelves);
    assert.ok(items.length > 0, `${filter} has nothing`);
    assert.deepEqual(items.filter((item) => !item.includes(filter)), [], `on ${filter}`);
    const [, count] = name.match(/\((\d+)\)/) ?? [];
    if (count) assert.equal(items.length, Number(count), `items of ${name}`);
  }
}

export async function everyItemIsOnAllItsShelves({ open, url }) {
  const page = await open({ js: false });
  await page.goto(url + LIBRARY);
  const filters = await page
    .locator("a[data-filter]")
    .evaluateAll((links) => links.map(({ dataset }) => dataset.filter));
  const items = await page.locator(".item").evaluateAll(shelves);
  const facets = new Set(filters.map((filter) => filter.split("/")[0]));
  for (const facet of facets) {
    const without = items.filter((item) => !item.some((shelf) => shelf.startsWith(`${facet}/`)));
    assert.deepEqual(without.slice(0, 3), [], `items that nobody finds by ${facet}`);
  }
}

export async function controlsCombineCountAndKeepTheChoice({ open, url }) {
  const page = await open({ size: DESK });
  await page.goto(url + LIBRARY);
  const all = await left(page);
  const [first, second] = await choices(page);
  await page.locator(`select[name="${first.name}"]`).selectOption(first.value);
  const one = await left(page);
  assert.ok(one.length > 0 && one.length < all.length, `${first.value} leaves ${one.length}`);
  assert.deepEqual(unfit(one, first), []);
  await page.locator(`select[name="${second.name}"]`).selectOption(second.value);
  const both = await left(page);
  assert.ok(both.length > 0 && both.length < one.length, `both leave ${both.length}`);
  assert.deepEqual([...unfit(both, first), ...unfit(both, second)], []);
  const query = new URL(page.url()).searchParams;
  assert.equal(query.get(first.name), first.value, "the address forgets the first choice");
  assert.equal(query.get(second.name), second.value, "the address forgets the second choice");
  await page.reload();
  assert.deepEqual(await left(page), both, "after loading again");
  assert.equal(await page.locator(`select[name="${second.name}"]`).inputValue(), second.value);
  await page.locator(`select[name="${first.name}"]`).selectOption("");
  await page.locator(`select[name="${second.name}"]`).selectOption("");
  assert.equal((await left(page)).length, all.length, "without a choice");
}

export async function theFilesAndPagesOfTheChosenCommuneAreThereAndWeighedOnce({ open, url }) {
  for (const language of ["", "en/"]) {
    const page = await open();
    await page.goto(url + language + LIBRARY);
    const communes = page.locator('select[name="xa"]');
    await communes.locator("option").nth(2).waitFor({ state: "attached" });
    const codes = await communes.locator("option").evaluateAll((all) => all.map((o) => o.value));
    // Chosen in haste, back and forth: what comes late of an earlier choice must not be added.
    const late = [];
    await page.route("**/dung-luong.js", (route) => late.push(route));
    for (const code of [codes[1], codes[2], codes[1], codes[2]]) await communes.selectOption(code);
    for (const route of late) await route.continue();
    await page.waitForFunction(weighed);
    await page.waitForTimeout(500); // what must not be added may come later still
    const links = await page.locator("a[data-x]").evaluateAll((all) =>
      all.map((a) => ({ href: a.href, type: a.nextElementSibling.textContent })),
    );
    assert.ok(links.length > 100, `${links.length} links to files`);
    for (const { href, type } of links) {
      assert.ok(href.includes(`/xa/${codes[2]}-`), `${href} is not of ${codes[2]}`);
      if (href.endsWith("index.html")) assert.ok(href.startsWith(`${url}${language}xa/`), href);
      else assert.match(type, /^[A-Z]+( \(.+\))? \d+([.,]\d)? [KM]B$/, `${href}: ${type}`);
    }
    const sample = [...links.slice(0, 9), ...links.slice(-9)];
    for (const { href } of sample) {
      const { status } = await fetch(href, { method: "HEAD" });
      assert.equal(status, 200, href);
    }
  }
}

export async function backShowsAPageAsItWas({ open, url }) {
  const page = await open();
  await page.goto(`${url}${LIBRARY}doi-tuong/workers/`);
  const all = await left(page);
  const size = page.locator('select[name="co"]');
  await size.selectOption({ index: 1 });
  await page.waitForURL((address) => address.searchParams.has("co"));
  await page.goBack();
  await page.locator('select[name="co"]').waitFor();
  assert.deepEqual(await left(page), all);
  assert.equal(await size.inputValue(), "", "a choice that is not applied");
}

export async function lettersStayWhereTheNamesOfCommunesCannotBeHad({ open, url }) {
  const page = await open();
  await page.route("**/noi.js", (route) => route.abort());
  await page.goto(url + LIBRARY);
  await page.locator("details.mine summary").click();
  assert.ok(await page.locator("details.mine .letters a").first().isVisible());
}

/** Return two filters that leave fewer and fewer items, but some. */
async function choices(page) {
  const found = await page.evaluate(() => {
    const items = [...document.querySelectorAll(".item")].map(({ dataset }) => dataset.v.split(" "));
    const options = [...document.querySelectorAll("select[name] option")]
      .map((option) => ({ name: option.closest("select").name, value: option.value }))
      .filter(({ value }) => value);
    const count = (...wanted) =>
      items.filter((item) => wanted.every(({ name, value }) => item.includes(`${name}/${value}`)))
        .length;
    for (const one of options) {
      const second = options.find((other) => {
        return other.name !== one.name && count(one, other) > 0 && count(one, other) < count(one);
      });
      if (second && count(one) < items.length) return [one, second];
    }
    return null;
  });
  assert.ok(found, "no two filters of select[name] combine");
  return found;
}

/** Return the shelves of all items that are shown, once the count says as many. */
async function left(page) {
  const visible = () => page.locator(".item").evaluateAll(shown);
  const said = page.locator("#so-an-pham");
  let items = [];
  let count = "";
  for (let i = 0; i < 60; i++) {
    [items, count] = [await visible(), await said.innerText()];
    if (count.replaceAll(/[.,\s]/g, "").match(/\d+/)?.[0] === String(items.length)) return items;
    await page.waitForTimeout(50);
  }
  return assert.fail(`${items.length} items are shown, and the count is “${count}”`);
}

function unfit(items, { name, value }) {
  return items.filter((item) => !item.includes(`${name}/${value}`));
}

// In the page

function weighed() {
  const files = [...document.querySelectorAll("a[data-x]")].filter(({ href }) => !href.endsWith("index.html"));
  return files.length && files.every((file) => /[KM]B$/.test(file.nextElementSibling.textContent));
}

function shelves(items) {
  return items.map(({ dataset }) => dataset.v.split(" "));
}

function shown(items) {
  return items.filter((item) => !item.hidden && !item.closest("[hidden]")).map(({ dataset }) => {
    return dataset.v.split(" ");
  });
}
