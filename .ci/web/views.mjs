// Look at one page of each kind as a newcomer's browser does, with nothing kept: node views.mjs SITE.
//
// What the first view takes over the line, whether anything shifts, whether the console or the
// content security policy complains, whether anything is asked of other hosts, and whether the page
// needs scrolling sideways at 200 % (640 px wide, so 320 CSS px).

import { DESK, PHONE, complaints, idling, launch, open } from "./browser.mjs";
import { kinds } from "./kinds.mjs";
import { report, several, watch } from "./report.mjs";
import { serve } from "./server.mjs";

const BUDGET = 60 * 1024; // bytes over the line, heads of answers included
const NARROW = { width: 320, height: 400 };

const clock = watch();
const site = process.argv[2];
const { url, close } = await serve(site, { brotli: false });
const browser = await launch();
const pages = await kinds(site);
const views = pages.flatMap((page) => [PHONE, DESK].map((size) => ({ ...page, size })));
const seen = await several(4, views, look);
await browser.close();
await close();

const heaviest = seen.reduce((a, b) => (a.bytes > b.bytes ? a : b));
const faults = seen.flatMap(({ where, faults }) => faults.map((fault) => `${where}: ${fault}`));
report(
  `${pages.length} pages at ${PHONE.width} and ${DESK.width} px: ${faults.length} faults; ` +
    `heaviest first view ${kilobytes(heaviest.bytes)}: ${heaviest.where}; ${clock()}`,
  faults,
);

async function look({ address, kind, path, size }) {
  const context = await browser.newContext({ viewport: size });
  const page = await context.newPage();
  const faults = complaints(page, url);
  const line = await context.newCDPSession(page);
  let bytes = 0;
  line.on("Network.loadingFinished", ({ encodedDataLength }) => (bytes += encodedDataLength));
  await line.send("Network.enable");
  await page.addInitScript(observe);
  const idle = idling(page);
  await open(page, url + (kind === "404.html" ? "no/such/page" : address));
  await idle();
  const first = bytes;
  if (first > BUDGET) faults.push(`the first view takes ${kilobytes(first)}, the most is 60 KB`);
  if (first < 1000) faults.push(`only ${first} bytes came`);
  await page.evaluate(scrollThrough);
  for (const shift of await page.evaluate(() => globalThis.shifts)) faults.push(`shifts: ${shift}`);
  await page.setViewportSize(NARROW);
  for (const wide of await page.evaluate(tooWide)) faults.push(`at 200 %: ${wide}`);
  await context.close();
  return { where: `${path} (${size.width})`, bytes: first, faults };
}

function kilobytes(bytes) {
  return `${(bytes / 1024).toFixed(1)} KB`;
}

// In the page

function observe() {
  globalThis.shifts = [];
  const note = (list) => {
    for (const entry of list.getEntries()) {
      const nodes = entry.sources.map(({ node }) => node?.outerHTML?.slice(0, 80) ?? "?");
      globalThis.shifts.push(`${entry.value.toFixed(4)} by ${nodes.join(", ")}`);
    }
  };
  new PerformanceObserver(note).observe({ type: "layout-shift", buffered: true });
}

async function scrollThrough() {
  const rest = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 20)));
  for (let y = 0; y < document.documentElement.scrollHeight; y += innerHeight) {
    scrollTo({ top: y, behavior: "instant" });
    await rest();
  }
  scrollTo({ top: 0, behavior: "instant" });
  await rest();
}

function tooWide() {
  const { scrollWidth } = document.documentElement;
  const faults = scrollWidth > innerWidth ? [`${scrollWidth} px wide, not ${innerWidth}`] : [];
  const scrolls = (element) => /auto|scroll/.test(getComputedStyle(element).overflowX);
  const inside = (element) => element && (scrolls(element) || inside(element.parentElement));
  for (const element of document.querySelectorAll("body *")) {
    const text = [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
    if (!text || !element.checkVisibility({ visibilityProperty: true })) continue;
    const range = document.createRange();
    range.selectNodeContents(element);
    const { right, width } = range.getBoundingClientRect();
    if (width && right > innerWidth + 1 && !inside(element)) {
      faults.push(`cut off: ${element.outerHTML.slice(0, 100)}`);
    }
  }
  return faults;
}
