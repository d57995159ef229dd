// Which page stands for each kind of page: the heaviest of its kind in each language.

import { readFile } from "node:fs/promises";
import { join } from "node:path";

// Paths below the folder of a language; * is one folder, ** any number. The first that fits counts.
// A page that fits none is a kind of its own, so that nothing is left out.
const KINDS = [
  ["message", "thong-diep/*/index.html"],
  ["commune", "xa/*/index.html"],
  ["commune message", "xa/*/*/index.html"],
  ["short", "x/*/index.html"],
  ["audience", "danh-cho/*/index.html"],
  ["part of the library", "tai-lieu/**/index.html"],
].map(([kind, pattern]) => [kind, expression(pattern)]);

/** Return the pages to look at: [{ kind, language, path, address }], sorted by path. */
export async function kinds(site) {
  const { files } = JSON.parse(await readFile(join(site, "manifest.json"), "utf8"));
  const chosen = new Map();
  for (const { path, kind, language, bytes } of files) {
    if (kind !== "page") continue;
    const below = path.startsWith(`${language}/`) ? path.slice(language.length + 1) : path;
    const name = KINDS.find(([, pattern]) => pattern.test(below))?.[0] ?? below;
    const key = `${name} ${language}`;
    if (!chosen.has(key) || chosen.get(key).bytes < bytes) {
      const address = path.replace(/(^|\/)index\.html$/, "$1");
      chosen.set(key, { kind: name, language, path, address, bytes });
    }
  }
  return [...chosen.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
}

function expression(pattern) {
  const folders = pattern.replaceAll(".", "\\.").replace("**", "\t").replaceAll("*", "[^/]+");
  return new RegExp(`^${folders.replace("\t", ".+")}$`);
}
