// On every kind of page, at every width and size of text, a tap on 111 calls and does not leave. What
// a reader sees of a control is what a tap on it meets, whole, and no page needs scrolling sideways.
//
// Large text is emulated as the size of the root, so that the widths that style sheets ask for stay
// as they are: the harder case. 180 px are a phone of 360 px at 200 % zoom.

import assert from "node:assert/strict";

const TEXTS = [100, 150, 200]; // % of the usual size
const HEIGHT = 640;
const LOST = "a/b/c/d";
const SHOWN = 20; // faults

export const everyControlIsFreeAt180 = (site) => everyPage(site, 180, true);
export const everyControlIsFreeAt320 = (site) => everyPage(site, 320, true);
export const everyControlIsFreeAt360 = (site) => everyPage(site, 360, true);
export const everyControlIsFreeAt414 = (site) => everyPage(site, 414, true);
export const everyControlIsFreeAt768 = (site) => everyPage(site, 768, true);
export const everyControlIsFreeAt1280 = (site) => everyPage(site, 1280, true);
export const everyControlIsFreeWithoutScriptsAt180 = (site) => everyPage(site, 180, false);
export const everyControlIsFreeWithoutScriptsAt320 = (site) => everyPage(site, 320, false);
export const everyControlIsFreeWithoutScriptsAt360 = (site) => everyPage(site, 360, false);
export const everyControlIsFreeWithoutScriptsAt414 = (site) => everyPage(site, 414, false);
export const everyControlIsFreeWithoutScriptsAt768 = (site) => everyPage(site, 768, false);
export const everyControlIsFreeWithoutScriptsAt1280 = (site) => everyPage(site, 1280, false);

export async function linksThatTheTabKeyShowsDoNotLieOverTheNumber({ open, url }) {
  for (const width of [180, 320, 1280]) {
    const page = await open({ size: { width, height: HEIGHT } });
    await page.goto(url);
    for (const link of ["a.skip", "a.skip-exit"]) {
      await page.keyboard.press("Tab");
      assert.ok(await page.locator(link).first().evaluate((one) => one === document.activeElement));
      const under = await page.evaluate(() => {
        const { left, top, width, height } = document.querySelector(".bar-call b").getBoundingClientRect();
        return document.elementFromPoint(left + width / 2, top + height / 2).closest("a")?.className;
      });
      assert.equal(under, "bar-call", `${link} lies over 111 at ${width} px`);
    }
  }
}

async function everyPage({ open, url, pages }, width, js) {
  const faults = [];
  const page = await open({ js, hasTouch: true, size: { width, height: HEIGHT } });
  for (const { address, kind } of pages) {
    if (kind === "short") continue; // sends on at once
    const here = url + (kind === "404.html" ? LOST : address);
    await page.goto(here);
    for (const text of TEXTS) {
      const [x, y, ...wrong] = await page.evaluate(look, text);
      await page.touchscreen.tap(x, y);
      const called = await until(() => page.url() === `${here}#called-${text}`);
      if (!called) wrong.push(`a tap on 111 leads to ${page.url()}`);
      faults.push(...wrong.map((why) => `/${address}, text at ${text} %: ${why}`));
      if (!called) break;
    }
  }
  const some = faults.slice(0, SHOWN).join("; ");
  assert.equal(faults.length, 0, `${faults.length} faults, the first: ${some}`);
}

async function until(done) {
  const end = Date.now() + 3000;
  while (!done() && Date.now() < end) await new Promise((rest) => setTimeout(rest, 5));
  return done();
}

// In the page

/**
 * Set the text at a size; return where to tap the number (x, y), then all that is wrong. The number
 * leads to a place on the page afterwards, as no call can be seen from here.
 */
function look(text) {
  const root = document.documentElement;
  root.style.fontSize = ""; // what the sheet says
  root.style.fontSize = `${(parseFloat(getComputedStyle(root).fontSize) * text) / 100}px`;
  const wrong = [];
  const name = (element) => element.outerHTML.slice(0, 70).replaceAll(/\s+/g, " ");
  const fault = (element, why) => wrong.push(`${name(element)}: ${why}`);
  const points = ({ left, top, width, height }, parts) =>
    parts.flatMap((x) => parts.map((y) => [left + x * width, top + y * height]));
  const seen = (element) => {
    const { width, height } = element.getBoundingClientRect();
    return width > 1 && height > 1 && element.checkVisibility({ visibilityProperty: true });
  };
  const meets = (element, [x, y]) => {
    const under = document.elementFromPoint(x, y);
    return under && (element.contains(under) || element.closest("label")?.contains(under));
  };

  for (const details of document.querySelectorAll("details")) details.open = true;
  scrollTo({ top: 0, behavior: "instant" });
  if (root.scrollWidth > innerWidth) {
    const wide = [...document.body.querySelectorAll("*")].filter(
      (one) => one.checkVisibility() && !one.closest("svg *") && one.getBoundingClientRect().right > innerWidth + 0.5,
    );
    wrong.push(`${root.scrollWidth} px wide: ${wide.slice(-2).map(name).join(" and ")}`);
  }
  const bar = document.querySelector(".bar");
  for (const control of bar.querySelectorAll("a, button")) {
    if (control.matches(".skip")) continue; // not seen, so it must not be met: by what follows
    const box = control.getBoundingClientRect();
    if (box.left < 0 || box.right > innerWidth) fault(control, "is cut by the edge");
    if (control.scrollWidth > control.clientWidth) fault(control, "is too narrow for its words");
    const lost = points(box, [0.06, 0.28, 0.5, 0.72, 0.94]).filter((point) => !meets(control, point));
    if (lost.length) fault(control, `at ${lost.length} of 25 points something else lies over it`);
  }
  const controls = ":is(main, header, footer) :is(a, button, input, select, summary)";
  const left = new Map([...document.querySelectorAll(controls)].filter(seen).map((one) => {
    const { left, right, top, bottom } = one.getClientRects()[0];
    if (left < -0.5 || right > innerWidth + 0.5) fault(one, `from ${left | 0} to ${right | 0} px`);
    return [one, [(left + right) / 2, (top + bottom) / 2]];
  }));
  const step = innerHeight - bar.offsetHeight - 40;
  for (let y = 0; left.size && y < root.scrollHeight; y += step) {
    scrollTo({ top: y, behavior: "instant" });
    for (const [one, [x, middle]] of left) {
      const point = [x, middle - scrollY];
      if (point[1] < bar.offsetHeight || point[1] > innerHeight - 1) continue;
      left.delete(one);
      if (!meets(one, point)) fault(one, "is covered");
    }
  }
  for (const one of left.keys()) fault(one, "is never seen");
  scrollTo({ top: 0, behavior: "instant" });
  bar.querySelector(".bar-call").setAttribute("href", `#called-${text}`);
  const number = bar.querySelector(".bar-call b").getBoundingClientRect();
  return [number.left + number.width / 2, number.top + number.height / 2, ...wrong];
}
