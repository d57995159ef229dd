// Have another parser than ours read every feed: node feeds.mjs SITE.

import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parseFeed } from "feedsmith";
import { report, watch } from "./report.mjs";

const FORMATS = {
  "application/rss+xml": "rss",
  "application/atom+xml": "atom",
  "application/feed+json": "json",
};

const clock = watch();
const site = process.argv[2];
const { files } = JSON.parse(await readFile(join(site, "manifest.json"), "utf8"));
const feeds = files.filter(({ kind }) => kind === "feed");
const faults = [];
let entries = 0;
for (const feed of feeds) {
  for (const fault of judge(feed, await readFile(join(site, feed.path), "utf8"))) {
    faults.push(`${feed.path}: ${fault}`);
  }
}
if (!feeds.length) faults.push("the manifest names no feed");
report(`${feeds.length} feeds, ${entries} entries: ${faults.length} failures; ${clock()}`, faults);

function judge({ type }, text) {
  const faults = [];
  let read;
  try {
    read = parseFeed(text);
  } catch (error) {
    return [error.message];
  }
  if (read.format !== FORMATS[type]) faults.push(`reads as ${read.format}, not ${type}`);
  const items = read.feed.items ?? read.feed.entries ?? [];
  if (!read.feed.title) faults.push("no title");
  if (!items.length) faults.push("no entries");
  entries += items.length;
  for (const item of items) {
    const id = item.guid?.value ?? item.id;
    const link = item.link ?? item.url ?? item.links?.[0]?.href;
    const day = item.pubDate ?? item.updated ?? item.date_published;
    for (const [name, value] of Object.entries({ id, link, day, title: item.title })) {
      if (!value) faults.push(`an entry without ${name}: ${id ?? link}`);
    }
    if (day && Number.isNaN(Date.parse(day))) faults.push(`not a day: ${day}`);
  }
  return faults;
}
