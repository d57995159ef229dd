// Have Lighthouse judge four pages as on a middling phone: node lighthouse.mjs SITE.
//
// All four categories must be 100. Performance is measured on a machine that others share, so a page
// gets two more tries for that one alone; the line says how many it took.

import { launch } from "chrome-launcher";
import lighthouse from "lighthouse";
import { CHROMIUM, FLAGS } from "./browser.mjs";
import { kinds } from "./kinds.mjs";
import { report, watch } from "./report.mjs";
import { serve } from "./server.mjs";

const PAGES = ["index.html", "message", "commune", "ho-tro/index.html"]; // kinds
const CATEGORIES = ["performance", "accessibility", "best-practices", "seo"];
const TRIES = 3;

const clock = watch();
const site = process.argv[2];
const { url, close } = await serve(site);
const pages = (await kinds(site)).filter(({ kind, path }) => PAGES.includes(kind) && vi(path));
const chrome = await launch({ chromePath: CHROMIUM, chromeFlags: ["--headless=new", ...FLAGS] });
const faults = [];
const lines = [];
for (const kind of PAGES) {
  const page = pages.find((page) => page.kind === kind);
  if (page) await judge(page);
  else faults.push(`no page of kind ${kind}`);
}
chrome.kill();
await close();
report(`${lines.join("; ")}; ${clock()}`, faults);

function vi(path) {
  return !path.startsWith("en/");
}

async function judge({ address, path }) {
  for (let tried = 1; ; tried++) {
    const options = { port: chrome.port, onlyCategories: CATEGORIES, logLevel: "silent" };
    const { lhr } = await lighthouse(url + address, options);
    const scores = CATEGORIES.map((name) => Math.round((lhr.categories[name].score ?? 0) * 100));
    const noise = scores[0] < 100 && scores.slice(1).every((score) => score === 100);
    if (noise && tried < TRIES) continue;
    lines.push(`${path} ${scores.join(" ")}${tried > 1 ? ` (try ${tried} of ${TRIES})` : ""}`);
    if (lhr.runtimeError) faults.push(`${path}: ${lhr.runtimeError.message}`);
    for (const fault of lost(lhr)) faults.push(`${path}: ${fault}`);
    return;
  }
}

/** Return the audits that keep a category under 100. */
function lost({ audits, categories }) {
  return CATEGORIES.filter((name) => categories[name].score !== 1).flatMap((name) =>
    categories[name].auditRefs
      .map(({ id, weight }) => ({ ...audits[id], weight }))
      .filter(({ weight, score }) => weight > 0 && score !== null && score < 1)
      .map(({ id, title, displayValue = "", details }) => {
        const items = JSON.stringify(details?.items ?? []).slice(0, 300);
        return `${name}: ${id}: ${title} ${displayValue} ${items}`;
      }),
  );
}
