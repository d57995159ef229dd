// Debian's Chromium, cut off from everything but this machine.

import { chromium } from "playwright-core";

export const CHROMIUM = process.env.CHROME_PATH ?? "/usr/bin/chromium";
export const FLAGS = [
  "--no-sandbox", // it runs as root in CI
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
];
export const PHONE = { width: 360, height: 800 };
export const DESK = { width: 1280, height: 900 };

/** Start the browser. */
export function launch() {
  return chromium.launch({ executablePath: CHROMIUM, args: FLAGS });
}

/**
 * Return a list that fills with what goes wrong on a page: errors on the console (breaches of the
 * content security policy among them) and in scripts, answers without success, foreign hosts.
 */
export function complaints(page, origin) {
  const heard = [];
  let status = 200;
  page.on("console", (message) => {
    const missing = status === 404 && message.text().includes("status of 404");
    if (message.type() === "error" && !missing) heard.push(`console: ${message.text()}`);
  });
  page.on("pageerror", (error) => heard.push(`script: ${error.message}`));
  page.on("request", (request) => {
    const url = request.url();
    if (!url.startsWith(origin) && !/^(data|blob|about|file):/.test(url)) {
      heard.push(`asks elsewhere: ${url}`);
    }
  });
  page.on("response", (response) => {
    const document = response.request().isNavigationRequest();
    if (document) status = response.status();
    else if (response.status() >= 400) heard.push(`${response.status()}: ${response.url()}`);
  });
  return heard;
}

/**
 * Begin to watch what a page asks for; return what waits until it has asked for nothing for half a
 * second. Chromium's own word for that, "networkidle", now and then never comes.
 */
export function idling(page, patience = 30_000) {
  const asked = new Set();
  let last = Date.now();
  const note = (change) => (request) => {
    change.call(asked, request);
    last = Date.now();
  };
  page.on("request", note(asked.add));
  for (const end of ["requestfinished", "requestfailed"]) page.on(end, note(asked.delete));
  return async () => {
    for (const start = Date.now(); asked.size || Date.now() - last < 500; ) {
      const open = [...asked].map((request) => request.url()).join(" ");
      if (Date.now() - start > patience) throw new Error(`no end of asking: ${open}`);
      await page.waitForTimeout(50);
    }
  };
}

/** Open a page and keep it there, even if it would send on to another. */
export async function open(page, address) {
  let arrived = false;
  await page.route("**/*", (route) => {
    if (arrived && route.request().isNavigationRequest()) return route.abort("aborted");
    arrived ||= route.request().isNavigationRequest();
    return route.fallback();
  });
  await page.goto(address, { waitUntil: "load" });
}
