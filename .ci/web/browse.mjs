// Use the site as people do: node browse.mjs SITE [WORD]. Every function that a file of browse/
// exports is a test, its name the sentence that it proves; with WORD only those with it in their
// names are run.

import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { PHONE, launch } from "./browser.mjs";
import { kinds } from "./kinds.mjs";
import { report, several, watch } from "./report.mjs";
import { addressOf, serve } from "./server.mjs";

const AT_ONCE = 6; // they wait most of the time
const PATIENCE = 300_000; // ms for one test, on a busy machine
const FOLDER = new URL("browse/", import.meta.url);

const clock = watch();
const [site, word = ""] = process.argv.slice(2);
const { url, close } = await serve(site);
const browser = await launch();
const given = {
  url,
  folder: site,
  base: await addressOf(site), // where the site says that it stands
  exit: await exitOf(site), // where quick exit leads
  pages: await kinds(site),
};
const tests = await allTests();
const faults = (await several(AT_ONCE, tests, run)).flat();
await browser.close();
await close();
if (!tests.length) faults.push(`no test has ${word} in its name`);
report(`${tests.length - faults.length} of ${tests.length} tests passed; ${clock()}`, faults);

async function allTests() {
  const files = (await readdir(FOLDER)).filter((file) => file.endsWith(".mjs")).sort();
  const modules = await Promise.all(files.map((file) => import(new URL(file, FOLDER))));
  return modules
    .flatMap((module, i) => Object.entries(module).map(([name, test]) => ({ name, test, i })))
    .map(({ name, test, i }) => ({ name: `${files[i].slice(0, -4)}: ${sentence(name)}`, test }))
    .filter(({ name }) => name.includes(word));
}

/** Run one test in browsers of its own; return why it failed, if it did. */
async function run({ name, test }) {
  const contexts = [];
  let timer;
  const late = new Promise((_, fail) => {
    timer = setTimeout(() => fail(new Error(`took over ${PATIENCE / 1000} s`)), PATIENCE);
  });
  try {
    await Promise.race([test({ ...given, open: (how) => open(contexts, how) }), late]);
    return [];
  } catch (error) {
    return [`${name}: ${error.message.split("\n=====")[0].replaceAll(/\s*\n\s*/g, " ")}`];
  } finally {
    clearTimeout(timer);
    await Promise.all(contexts.map((context) => context.close().catch(() => null)));
  }
}

/** Open a page in a profile of its own: without scripts, of another size, with service workers. */
async function open(contexts, { js = true, size = PHONE, workers = false, ...more } = {}) {
  const context = await browser.newContext({
    viewport: size,
    javaScriptEnabled: js,
    serviceWorkers: workers ? "allow" : "block",
    reducedMotion: "reduce",
    ...more,
  });
  contexts.push(context);
  context.setDefaultTimeout(30_000);
  return context.newPage();
}

async function exitOf(site) {
  const home = await readFile(join(site, "index.html"), "utf8");
  const [link] = home.match(/<a [^>]*class="exit"[^>]*>/) ?? [];
  const [, exit] = link?.match(/href="([^"]+)"/) ?? [];
  if (!exit) throw new Error("the first page has no a.exit");
  return exit;
}

function sentence(name) {
  return name.replace(/[A-Z]|\d+/g, (letters) => ` ${letters.toLowerCase()}`);
}
