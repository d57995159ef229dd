// Quick exit: cover the page at once, forget what was kept, go where anybody might be, and leave no
// way back. The pattern is that of “Exit this page” in the GOV.UK Design System. It must work
// while the page still comes, so this script waits for nothing, not even the style sheet.
(() => {
  "use strict";

  const PRESSES = 3, PATIENCE = 5000; // ms
  const root = new URL("../", document.currentScript.src);
  const button = () => document.querySelector("a.exit"); // its data- attributes hold our words
  const say = (words) => {
    const said = document.getElementById("said"); // role=status
    if (said) said.textContent = words;
  };
  let presses = 0, tired = 0;

  // A worker that is only being installed keeps things too, so each is told.
  const forget = async () => {
    const one = await navigator.serviceWorker?.getRegistration(root);
    if (one?.scope === root.href) {
      for (const worker of [one.installing, one.waiting, one.active]) worker?.postMessage("forget");
      one.unregister();
    }
    const ours = `press ${root.pathname} `;
    const names = window.caches ? await caches.keys() : [];
    names.filter((name) => name.startsWith(ours)).forEach((name) => caches.delete(name));
  };

  const leave = () => {
    const out = button(), cover = document.createElement("div");
    cover.className = "cover";
    cover.setAttribute("role", "alert");
    cover.textContent = document.title = out.dataset.leaving;
    document.body.hidden = true;
    document.documentElement.append(cover);
    forget().catch(() => {});
    location.replace(out.href);
  };

  const count = (many) => {
    presses = many;
    clearTimeout(tired);
    const out = button();
    if (!out) return;
    out.dataset.presses = many;
    if (many === PRESSES) leave();
    else if (many) {
      say(out.dataset[`left${PRESSES - many}`]);
      tired = setTimeout(() => {
        count(0);
        say(out.dataset.kept);
      }, PATIENCE);
    }
  };
  const other = () => { // text is being selected, capitals are typed
    if (presses) count(0);
  };

  addEventListener("click", (event) => {
    if (!event.target.closest?.("a.exit, a.skip-exit")) return;
    event.preventDefault();
    leave();
  });
  addEventListener("keydown", ({ key, repeat, ctrlKey, altKey, metaKey }) => {
    if (key !== "Shift" || ctrlKey || altKey || metaKey) other();
    else if (!repeat) count(presses + 1);
  });
  addEventListener("pointerdown", other);
  addEventListener("wheel", other, { passive: true });
  addEventListener("pageshow", () => {
    document.querySelector(".cover")?.remove();
    if (document.body) document.body.hidden = false;
  });
})();
