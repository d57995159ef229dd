// Serve a folder as a good host would: node server.mjs SITE [PORT]. Packed texts, right types,
// entity tags, index.html for folders, 404.html with its status.

import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";

const TYPES = {
  ".css": "text/css; charset=utf-8",
  ".csv": "text/csv; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".ics": "text/calendar; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".mjs": "text/javascript; charset=utf-8",
  ".mp3": "audio/mpeg",
  ".opml": "text/x-opml; charset=utf-8",
  ".pdf": "application/pdf",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".vcf": "text/vcard; charset=utf-8",
  ".wasm": "application/wasm",
  ".webmanifest": "application/manifest+json",
  ".webp": "image/webp",
  ".woff2": "font/woff2",
  ".xml": "application/xml",
  ".xsl": "text/xsl; charset=utf-8",
  ".zip": "application/zip",
};
const PACKED = /^(text\/|application\/(json|xml|wasm|manifest)|image\/svg)/;
const LONG = /^(font|image)\//; // may be kept for a week; the rest is asked for again

const brotli = promisify(brotliCompress);
const zip = promisify(gzip);

/**
 * Serve `folder` on a port of this machine.
 * `brotli: false` sends gzip only, as plain hosts do; `kept: false` lets browsers keep nothing.
 * Returns { url, close }.
 */
export async function serve(folder, { port = 0, brotli: best = true, kept = true } = {}) {
  const bodies = new Map(); // file and coding -> promise of what is sent
  const server = createServer((request, response) => {
    answer(request, response).catch((error) => response.writeHead(500).end(String(error)));
  });

  async function answer(request, response) {
    const { pathname, search } = new URL(request.url, `http://${request.headers.host}/`);
    const path = decodeURIComponent(pathname);
    const file = join(folder, normalize(path), path.endsWith("/") ? "index.html" : "");
    const found = await stat(file).catch(() => null);
    if (found?.isDirectory()) {
      response.writeHead(301, { Location: `${pathname}/${search}` }).end();
    } else if (found) {
      await send(request, response, file, found, 200);
    } else {
      const missing = join(folder, "404.html");
      await send(request, response, missing, await stat(missing), 404);
    }
  }

  async function send(request, response, file, found, status) {
    const type = typeOf(file);
    const coding = PACKED.test(type) ? codingFor(request, best) : "";
    const headers = {
      "Content-Type": type,
      "Cache-Control": kept ? `max-age=${LONG.test(type) ? 604800 : 0}` : "no-store",
      "X-Content-Type-Options": "nosniff",
    };
    if (!PACKED.test(type)) {
      response.writeHead(status, { ...headers, "Content-Length": found.size });
      if (request.method === "HEAD") response.end();
      else createReadStream(file).pipe(response);
      return;
    }
    const key = `${file} ${coding}`;
    if (!bodies.has(key)) bodies.set(key, pack(file, coding));
    const { body, tag } = await bodies.get(key);
    Object.assign(headers, { ETag: tag, Vary: "Accept-Encoding" });
    if (coding) headers["Content-Encoding"] = coding;
    if (status === 200 && request.headers["if-none-match"] === tag) {
      response.writeHead(304, headers).end();
      return;
    }
    response.writeHead(status, { ...headers, "Content-Length": body.length });
    response.end(request.method === "HEAD" ? undefined : body);
  }

  async function pack(file, coding) {
    let body = await readFile(file);
    const tag = `"${createHash("sha256").update(body).digest("hex").slice(0, 16)}${coding}"`;
    const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } };
    if (coding === "br") body = await brotli(body, quality);
    if (coding === "gzip") body = await zip(body, { level: 6 });
    return { body, tag };
  }

  server.keepAliveTimeout = 60_000;
  await new Promise((ready, failed) => {
    server.once("error", failed).listen(port, "127.0.0.1", ready);
  });
  return {
    url: `http://127.0.0.1:${server.address().port}/`,
    close() {
      server.closeAllConnections();
      return new Promise((closed) => server.close(closed));
    },
  };
}

/** Return where a built site says that it stands. */
export async function addressOf(folder) {
  const robots = await readFile(join(folder, "robots.txt"), "utf8");
  const [, base] = robots.match(/^Sitemap: (.*\/)[^/]+$/m) ?? [];
  if (!base) throw new Error(`${folder}/robots.txt names no sitemap, so no address is known`);
  return base;
}

function typeOf(file) {
  return TYPES[extname(file)] ?? "application/octet-stream";
}

function codingFor(request, best) {
  const accepted = request.headers["accept-encoding"] ?? "";
  if (best && /\bbr\b/.test(accepted)) return "br";
  return /\bgzip\b/.test(accepted) ? "gzip" : "";
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { url } = await serve(process.argv[2], { port: Number(process.argv[3] ?? 0) });
  console.log(url);
}
