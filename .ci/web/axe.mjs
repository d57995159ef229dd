// Have axe judge one page of each kind, in light and dark, narrow and wide: node axe.mjs SITE.

import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { DESK, PHONE, launch, open } from "./browser.mjs";
import { kinds } from "./kinds.mjs";
import { report, several, watch } from "./report.mjs";
import { serve } from "./server.mjs";

const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"];
const SCHEMES = ["light", "dark"];
const SIZES = [PHONE, DESK];

const clock = watch();
const site = process.argv[2];
const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const { url, close } = await serve(site);
const browser = await launch();
const context = await browser.newContext({ serviceWorkers: "block", reducedMotion: "reduce" });
const pages = await kinds(site);
const judged = (await several(3, pages, judge)).flat();
await browser.close();
await close();

const faults = judged.flatMap(({ where, violations }) =>
  violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ target, failureSummary }) => {
      const why = failureSummary.split("\n").slice(1).join(" ").trim();
      return `${where}: ${id}: ${help}: ${target.join(" ")}: ${why}`;
    }),
  ),
);
const undecided = judged.flatMap(({ incomplete }) =>
  incomplete.filter(({ id }) => id === "color-contrast").flatMap(({ nodes }) => nodes),
);
const passed = new Set(judged.flatMap(({ passes }) => passes.map(({ id }) => id)));
if (!passed.has("color-contrast")) faults.push("axe judged no contrast at all");
report(
  `${pages.length} pages × ${SCHEMES.length} schemes × ${SIZES.length} widths: ` +
    `${faults.length} violations; ${passed.size} rules, contrast undecided at ` +
    `${undecided.length} places; ${clock()}`,
  faults,
);

async function judge({ address, kind, path }) {
  const page = await context.newPage();
  await open(page, url + (kind === "404.html" ? "no/such/page" : address));
  await page.evaluate(axe);
  const results = [];
  for (const size of SIZES) {
    await page.setViewportSize(size);
    for (const colorScheme of SCHEMES) {
      await page.emulateMedia({ colorScheme });
      const result = await page.evaluate(
        (values) =>
          globalThis.axe.run(document, {
            runOnly: { type: "tag", values },
            rules: { "target-size": { enabled: true } },
            resultTypes: ["violations", "incomplete"],
          }),
        TAGS,
      );
      results.push({ where: `${path} (${colorScheme}, ${size.width})`, ...result });
    }
  }
  await page.close();
  return results;
}
