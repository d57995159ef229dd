// A feed that somebody opens in a browser: a page that says what it is, not the source of a file.

import assert from "node:assert/strict";

export async function aFeedHasAFaceForPeople({ open, url }) {
  for (const path of ["feed.xml", "atom.xml", "en/feed.xml", "xa/16813-muong-xen/feed.xml"]) {
    const page = await open();
    await page.goto(url + path);
    const { about, shown, hidden } = await page.evaluate(face);
    assert.match(about, /111/, `${path} does not say what it is and whom to call`);
    assert.ok(shown.length > 10, `${path} shows ${shown.length} titles`);
    assert.deepEqual(hidden, [], `${path} shows what only machines read`);
  }
}

// In the page

function face() {
  const all = [...document.querySelectorAll("*")];
  const seen = (element) => element.getClientRects().length > 0;
  return {
    about: getComputedStyle(document.documentElement, "::before").content,
    shown: all.filter(({ localName }) => localName === "title").filter(seen),
    hidden: all.filter((one) => /encoded|content|guid|id|enclosure/.test(one.localName))
      .filter(seen).map(({ localName }) => localName),
  };
}
