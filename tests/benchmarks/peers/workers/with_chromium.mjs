// Cards as screenshots of Chromium, print PDFs as its printed pages: one page, its body swapped.

import { rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { take, work } from './bench.mjs';

const { chromium } = take('playwright-core');

// Runs inside the page: show a body, and wait for its typefaces and pictures.
async function show(markup) {
  document.body.innerHTML = markup;
  await document.fonts.ready;
  await Promise.all([...document.images].map((image) => image.decode()));
}

await work(async ({ sheet, style, jobs, browser }) => {
  const { unit, width, height } = sheet;
  const running = await chromium.launch({
    executablePath: browser,
    args: ['--no-sandbox', '--disable-gpu', '--font-render-hinting=none'],
  });
  const viewport = unit === 'px' ? { width, height } : { width: 1200, height: 800 };
  const page = await running.newPage({ viewport });
  // A page of the file system, since only those may load typefaces and pictures from it.
  const shell = join(dirname(jobs[0].file), 'shell.html');
  writeFileSync(shell, `<!doctype html><meta charset="utf-8"><style>${style}</style><body>`);
  await page.goto(pathToFileURL(shell).href);
  rmSync(shell);

  async function make({ file, markup }) {
    await page.evaluate(show, markup);
    if (unit === 'px') await page.screenshot({ path: file });
    else await page.pdf({ path: file, printBackground: true, preferCSSPageSize: true });
  }

  return { make, stop: () => running.close() };
});
