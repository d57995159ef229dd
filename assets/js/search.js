"use strict";
// The search page: names first, then all words of all pages, which Pagefind knows.
(() => {
  const input = document.getElementById("tim"), list = document.getElementById("ket-qua");
  const status = document.getElementById("so-ket-qua");
  const { find, item, home } = window.finder;
  const MOST = 20;
  let engine = null;

  // A site on a disk has names only: browsers let no script read other files there.
  const pagefind = () => engine ??= location.protocol.startsWith("http")
    ? import(new URL(`${home}pagefind/pagefind.js`, location))
    : Promise.resolve(null);

  const inTexts = async (text) => {
    try {
      const found = await (await pagefind())?.search(text);
      return Promise.all((found?.results ?? []).slice(0, MOST).map((one) => one.data()));
    } catch {
      return []; // names alone are better than nothing
    }
  };

  const plain = (html) => new DOMParser().parseFromString(html, "text/html").body.textContent;

  // What a page says around the words that were sought; its title stands above already.
  const around = ({ meta, excerpt }) => {
    const text = plain(excerpt);
    return text.startsWith(meta.title) ? text.slice(meta.title.length).replace(/^[\s.]+/, "") : text;
  };

  const search = async () => {
    const text = input.value.trim();
    const named = (await find(text)).slice(0, MOST).map(({ entry, former }) => ({ ...entry, note: former }));
    if (text !== input.value.trim()) return;
    list.replaceChildren(...named.map(item));
    const paths = new Set(named.map(({ path }) => path));
    const pages = text.length > 1 ? await inTexts(text) : [];
    if (text !== input.value.trim()) return;
    const more = pages.map((page) => ({ title: page.meta.title, path: page.meta.path, note: around(page) }))
      .filter(({ path }) => !paths.has(path)).slice(0, MOST - named.length);
    list.append(...more.map(item));
    status.textContent = text ? status.dataset[list.children.length ? "found" : "none"].replace("{count}", list.children.length) : "";
  };

  let waiting = 0;
  input.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(search, 150); });
  input.form.addEventListener("submit", (event) => { event.preventDefault(); search(); });

  // What was asked for on the first page is read once, and kept in no history.
  const asked = new URLSearchParams(location.search).get("q") ?? decodeURIComponent(location.hash.slice(1));
  history.replaceState(null, "", location.pathname);
  if (asked) { input.value = asked; search(); }
})();
