// Copy buttons: a commune's words to share, on the clipboard with one press.

import assert from "node:assert/strict";

const PAGE = "xa/16813-muong-xen/goi-111/";

export async function eachButtonCopiesItsTextAndSaysSo({ open, url }) {
  const page = await open();
  const permissions = ["clipboard-read", "clipboard-write"];
  await page.context().grantPermissions(permissions, { origin: new URL(url).origin });
  await page.goto(url + PAGE);
  const buttons = await page.locator("button.copy[data-copy]").all();
  assert.ok(buttons.length > 0, "no button.copy[data-copy]");
  for (const button of buttons) {
    await page.evaluate(() => navigator.clipboard.writeText("nothing"));
    await button.click();
    const id = await button.getAttribute("data-copy");
    const wanted = words(await page.locator(`[id="${id}"]`).innerText());
    await page.waitForFunction(async () => (await navigator.clipboard.readText()) !== "nothing");
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    assert.equal(words(copied), wanted, `#${id}`);
    assert.ok(wanted.length > 10, `#${id} is nearly empty`);
    const said = page.locator('[aria-live="polite"], [aria-live="assertive"], [role="status"]');
    await page.waitForFunction((lines) => lines.some((line) => line.textContent.trim()), [
      ...(await said.elementHandles()),
    ]);
  }
}

export async function nobodySeesThemWithoutScripts({ open, url }) {
  const page = await open({ js: false });
  await page.goto(url + PAGE);
  for (const button of await page.locator("button").all()) {
    assert.equal(await button.isVisible(), false, "a button that does nothing");
  }
}

function words(text) {
  return text.split(/\s+/).filter(Boolean).join(" ");
}
