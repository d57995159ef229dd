// What every page does where scripts run, but for quick exit. Without them all pages work as well.
(() => {
  "use strict";

  const said = document.getElementById("said"); // role=status; its data- attributes hold our words
  if (!said) return;

  // Copy and share.

  const told = (button, words) => {
    const before = button.dataset.name ??= button.textContent;
    said.textContent = words;
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
        if (!document.execCommand("copy")) {
          said.textContent = said.dataset.failed;
          return;
        }
      }
      told(button, said.dataset.copied);
    });
  }
  for (const button of navigator.share ? document.querySelectorAll("button.share") : []) {
    button.hidden = false;
    const { title, words } = button.dataset;
    button.addEventListener("click", () => {
      const text = document.getElementById(words).innerText.trim();
      navigator.share({ title, text }).catch(() => {});
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
