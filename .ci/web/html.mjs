// Have the Nu HTML checker read every page and every style sheet: node html.mjs SITE.

import { execFile } from "node:child_process";
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { report, several, watch } from "./report.mjs";

const JAR = fileURLToPath(new URL("node_modules/vnu-jar/build/dist/vnu.jar", import.meta.url));
const AT_ONCE = 2000; // files for one run: a command line holds no nation

const clock = watch();
const site = process.argv[2];
const found = await readdir(site, { recursive: true });
const pages = found.filter((path) => path.endsWith(".html"));
const styles = found.filter((path) => path.endsWith(".css"));

// A checker that says nothing may have read nothing: each run gets a page that it must refuse.
const folder = await mkdtemp(join(tmpdir(), "canary-"));
const canary = join(folder, "canary.html");
await writeFile(canary, "<!doctype html><title>Canary</title><p id=a><b id=a>");

const batches = [];
for (let i = 0; i < pages.length; i += AT_ONCE) batches.push(pages.slice(i, i + AT_ONCE));
const faults = (await several(2, [...batches, styles], check)).flat();
await rm(folder, { recursive: true });
report(
  `${pages.length} pages, ${styles.length} style sheets: ${faults.length} errors; ${clock()}`,
  faults,
);

async function check(paths) {
  const options = ["--errors-only", "--format", "json", "--stdout", "--also-check-css"];
  const files = [...paths.map((path) => join(site, path)), canary];
  const run = promisify(execFile)("java", ["-Xmx1g", "-jar", JAR, ...options, ...files], {
    maxBuffer: 1 << 28,
  });
  const { stdout, stderr } = await run.catch((error) => error); // it fails, for the canary
  let messages = [];
  try {
    ({ messages } = JSON.parse(stdout));
  } catch {
    return [`no answer: ${stderr || stdout}`];
  }
  const about = (message) => (message.url ?? "").endsWith("/canary.html");
  const silent = messages.some(about) ? [] : ["the checker let a wrong page pass"];
  const ours = messages.filter((message) => !about(message));
  return [
    ...silent,
    ...ours.map(({ url, lastLine, message }) => `${url}:${lastLine ?? ""}: ${message}`),
  ];
}
