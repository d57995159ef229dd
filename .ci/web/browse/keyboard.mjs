// A walk with the Tab key: whatever has the focus is seen, whole, with a ring around it.

import assert from "node:assert/strict";
import { DESK, PHONE } from "../browser.mjs";

const MOST = 400; // presses

export async function everyStopOnTheFirstPageIsSeenWithItsRing(site) {
  for (const size of [PHONE, DESK]) await walk(site, "", size);
}

export async function everyStopOnAMessageIsSeenWithItsRing(site) {
  for (const size of [PHONE, DESK]) await walk(site, "thong-diep/goi-111/", size);
}

export async function whoeverWantsNoMotionGetsNone({ open, url, pages }) {
  const page = await open();
  for (const { address, kind, language } of pages) {
    if (language !== "vi" || kind === "short") continue;
    await page.goto(url + (kind === "404.html" ? "no/such/page" : address));
    const moving = await page.evaluate(() => {
      const { scrollBehavior } = getComputedStyle(document.documentElement);
      return [scrollBehavior, document.getAnimations().length];
    });
    assert.deepEqual(moving, ["auto", 0], address);
  }
}

async function walk({ open, url }, path, size) {
  const page = await open({ size });
  await page.goto(url + path);
  const stops = await page.evaluate(countStops);
  const faults = new Set();
  const met = new Set();
  for (let i = 0; i < MOST; i++) {
    await page.keyboard.press("Tab");
    const { place, fault } = await page.evaluate(lookAtFocus);
    if (place === null || met.has(place)) break;
    met.add(place);
    if (fault) faults.add(fault);
  }
  assert.deepEqual([...faults], [], `${path || "/"} at ${size.width} px`);
  assert.equal(met.size, stops, `stops of ${path || "/"} at ${size.width} px, met and there`);
}

// In the page

function countStops() {
  const all = "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex]";
  const reached = (element) =>
    element.tabIndex >= 0 &&
    !element.disabled &&
    element.checkVisibility({ visibilityProperty: true });
  return [...document.querySelectorAll(all)].filter(reached).length;
}

/** Return which element has the focus (null: none), and what is wrong with how it is seen. */
function lookAtFocus() {
  const element = document.activeElement;
  if (!element || element === document.body) return { place: null };
  const place = [...document.querySelectorAll("*")].indexOf(element);
  const says = (why) => ({ place, fault: `${element.outerHTML.slice(0, 90)}: ${why}` });
  const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(element);
  const ring = outlineStyle !== "none" && parseFloat(outlineWidth) >= 2;
  if (!ring || /, 0\)$/.test(outlineColor)) return says("no ring");
  const seen = [...element.getClientRects()].some(({ left, top, width, height }) => {
    const x = left + width / 2;
    const y = top + Math.min(height / 2, innerHeight / 2);
    const under = document.elementFromPoint(x, y);
    return under && (element.contains(under) || under.contains(element));
  });
  if (!seen) return says("out of sight");
  const { top, bottom } = element.getBoundingClientRect();
  const bar = document.querySelector(".bar");
  const edge = bar && !bar.contains(element) ? bar.getBoundingClientRect().bottom : 0;
  const before = element.closest(".skip, .skip-exit") ? 0 : edge;
  if (bottom - top < innerHeight - before && (top < before - 1 || bottom > innerHeight + 1)) {
    return says(`from ${Math.round(top)} to ${Math.round(bottom)} px, of ${innerHeight}`);
  }
  return { place };
}
