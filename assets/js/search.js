// The search page: names first, then all words of all pages, which Pagefind knows.
(() => {
  "use strict";

  const input = document.getElementById("tim"), list = document.getElementById("ket-qua");
  const status = document.getElementById("so-ket-qua");
  const { find, item, home, SOUGHT } = window.press.finder;
  const MOST = 20;
  let engine = null, tries = 0;

  // A site on a disk has names only: browsers let no script read other files there.
  const pagefind = () => engine ??= location.protocol.startsWith("http")
    ? import(new URL(`${home}pagefind/pagefind.js?${tries++}`, location))
    : Promise.resolve(null);

  // Pages with all the words; if there is none, with all but the last, as long as there are two.
  const inTexts = async (text) => {
    try {
      const words = text.split(/\s+/), search = await pagefind();
      let results = [];
      do results = (await search?.search(words.join(" ")))?.results ?? [];
      while (!results.length && words.pop() && words.length > 1);
      const pages = await Promise.allSettled(results.slice(0, MOST).map((one) => one.data()));
      return pages.filter(({ value }) => value).map(({ value }) => value);
    } catch {
      engine = null; // asked for again the next time; names alone are better than nothing
      return null;
    }
  };

  const plain = (html) => new DOMParser().parseFromString(html, "text/html").body.textContent;

  // What a page says around the words that were sought; its title stands above already.
  const around = ({ meta, excerpt }) => {
    const text = plain(excerpt);
    if (!text.startsWith(meta.title)) return text;
    return text.slice(meta.title.length).replace(/^[\s.]+/, "");
  };

  const say = (what) => {
    status.textContent = (status.dataset[what] ?? "").replace("{count}", list.children.length);
  };

  const search = async () => {
    const text = input.value.trim();
    const best = (await find(text)).slice(0, MOST);
    const named = best.map(({ entry, former }) => ({ ...entry, note: former }));
    if (text !== input.value.trim()) return;
    list.replaceChildren(...named.map(item));
    const paths = new Set(named.map(({ path }) => path));
    say(text.length > 1 ? "seeking" : named.length ? "found" : "");
    const pages = text.length > 1 ? await inTexts(text) : [];
    if (text !== input.value.trim()) return;
    const more = (pages ?? []).filter(({ meta }) => !paths.has(meta.path));
    for (const page of more.slice(0, MOST - named.length)) {
      list.append(item({ title: page.meta.title, path: page.meta.path, note: around(page) }));
    }
    const nothing = pages ? "none" : "failed";
    say(!text ? "" : list.children.length ? "found" : nothing);
  };

  let waiting = 0;
  input.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(search, 150);
  });
  input.form.addEventListener("submit", (event) => {
    event.preventDefault();
    search();
  });

  // What was asked for on the first page is read once, and kept in no history.
  const asked = window.name.startsWith(SOUGHT)
    ? window.name.slice(SOUGHT.length)
    : new URLSearchParams(location.search).get("q");
  if (window.name.startsWith(SOUGHT)) window.name = "";
  if (location.search) history.replaceState(null, "", location.pathname);
  if (asked) {
    input.value = asked;
    search();
  }
})();
