// Say which Typst files typstyle would set otherwise: node typstyle.mjs [--fix] FILE…
//
// typstyle comes as WebAssembly meant for bundlers; there is no other package of it that installs
// without compiling. So its module is started here, as a bundler would.

import { readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";

const STYLE = { max_width: 100, tab_spaces: 2 }; // as ruff has it; indented as Typst's manual

const format = await start("@typstyle/typstyle-wasm-bundler/typstyle_wasm_bg");
const fix = process.argv[2] === "--fix";
const files = process.argv.slice(fix ? 3 : 2);
if (!files.length) throw new Error("no files were given");
const odd = [];
for (const file of files) {
  const text = await readFile(file, "utf8");
  const set = format(text, STYLE); // throws at what is no Typst
  if (set === text) continue;
  odd.push(file);
  if (fix) await writeFile(file, set);
}
for (const file of odd) console.log(`${file}: ${fix ? "set anew" : "would be set otherwise"}`);
console.log(`typstyle: ${files.length} files, ${odd.length} ${fix ? "set anew" : "faults"}`);
process.exitCode = odd.length && !fix ? 1 : 0;

async function start(name) {
  const glue = await import(`${name}.js`);
  const code = await readFile(fileURLToPath(import.meta.resolve(`${name}.wasm`)));
  const { instance } = await WebAssembly.instantiate(code, { "./typstyle_wasm_bg.js": glue });
  glue.__wbg_set_wasm(instance.exports);
  instance.exports.__wbindgen_start();
  return glue.format;
}
