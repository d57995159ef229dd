"use strict";
// What every page does where scripts run. Without them each page works all the same.
(() => {
  const out = document.querySelector("a.exit");
  const said = document.getElementById("said"); // role=status; its data- attributes hold our words
  if (!out || !said) return;
  const say = (words) => { said.textContent = words; };

  // Quick exit: cover the page at once, forget what was kept, go where anybody might be, and leave
  // no way back. The pattern is that of “Exit this page” in the GOV.UK Design System.

  const PRESSES = 3, PATIENCE = 5000; // ms
  let presses = 0, tired = 0;

  const leave = () => {
    const cover = document.createElement("div");
    cover.className = "cover";
    cover.setAttribute("role", "alert");
    cover.textContent = said.dataset.leaving;
    document.body.append(cover);
    document.title = said.dataset.leaving;
    navigator.serviceWorker?.controller?.postMessage("forget");
    if (window.caches) caches.keys().then((names) => names.forEach((name) => caches.delete(name)));
    location.replace(out.href);
  };

  const count = (many) => {
    presses = many;
    clearTimeout(tired);
    out.dataset.presses = many;
    if (many === PRESSES) leave();
    else if (many) {
      say(said.dataset[`left${PRESSES - many}`]);
      tired = setTimeout(() => { count(0); say(said.dataset.kept); }, PATIENCE);
    }
  };

  for (const link of document.querySelectorAll("a.exit, a.skip-exit")) {
    link.addEventListener("click", (event) => { event.preventDefault(); leave(); });
  }
  addEventListener("keydown", (event) => {
    if (event.key === "Shift" && !event.repeat) count(presses + 1);
    else if (event.key !== "Shift" && presses) count(0); // capitals are being typed
  });
  addEventListener("pageshow", () => { document.querySelector(".cover")?.remove(); });

  // Copy and share.

  const told = (button, words) => {
    const before = button.dataset.name ??= button.textContent;
    say(words);
    button.textContent = words;
    setTimeout(() => { button.textContent = before; }, 3000);
  };
  for (const button of document.querySelectorAll("button.copy")) {
    const source = document.getElementById(button.dataset.copy);
    button.hidden = false;
    button.addEventListener("click", async () => {
      const text = source.innerText.trim();
      try {
        await navigator.clipboard.writeText(text);
      } catch { // an old browser, or a page opened from a disk
        getSelection().selectAllChildren(source);
        if (!document.execCommand("copy")) return say(said.dataset.failed);
      }
      told(button, said.dataset.copied);
    });
  }
  for (const button of navigator.share ? document.querySelectorAll("button.share") : []) {
    button.hidden = false;
    const { title, words } = button.dataset;
    button.addEventListener("click", () => {
      navigator.share({ title, text: document.getElementById(words).innerText.trim() }).catch(() => {});
    });
  }

  // Keep help and the reader's commune readable without a network; a site on a disk is already.

  if (location.protocol.startsWith("http")) {
    const keeper = navigator.serviceWorker;
    const first = !keeper?.controller; // then this very page was not seen by it
    keeper?.register(new URL("../sw.js", document.currentScript.src));
    if (first) keeper?.ready.then(({ active }) => active.postMessage(location.href));
  }
})();
