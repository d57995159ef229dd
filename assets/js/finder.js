// Finds pages by their names, with or without diacritics, former names too. The list of names is
// a script, so that it can also be read from a disk, and comes only when somebody begins to type:
// it puts [title, path, ...former names] of each page into window.press.names.
(() => {
  "use strict";

  const press = window.press ??= {};
  const folded = (text) => {
    const bare = text.normalize("NFD").replace(/\p{M}/gu, "");
    return bare.replace(/[đĐ]/g, "d").toLowerCase();
  };
  const BEFORE = "xa|phuong|thi tran|dac khu|huyen|thi xa|thanh pho|commune|ward";
  const KINDS = new RegExp(`^(${BEFORE})\\s+|\\s+(commune|ward)$`, "g");
  const words = (text) => text.split(/[^\p{L}\p{N}]+/u).filter(Boolean);
  const home = document.currentScript.dataset.home;
  let names = null;

  const load = () => names ??= new Promise((resolve) => {
    const script = document.createElement("script");
    script.src = document.querySelector("script[data-names]").dataset.names;
    script.onload = () => resolve(press.names.map(([title, path, ...former]) => ({
      title, path, former, all: [title, ...former].map((name) => [name, folded(name)]),
    })));
    script.onerror = () => {
      names = null; // asked for again with the next letter
      resolve([]);
    };
    document.head.append(script);
  });

  // How well one name answers: the whole name, the name without its kind, its beginning, its words.
  const fits = (name, query) => {
    if (name === query) return 100;
    const bare = name.replace(KINDS, ""), sought = query.replace(KINDS, "");
    if (bare === sought) return 90;
    if (bare.startsWith(sought)) return 70;
    const there = words(bare), asked = words(sought);
    const all = asked.every((word) => there.some((one) => one.startsWith(word)));
    return all && asked.length ? 40 : 0;
  };

  const best = (entry, query, plain) => {
    let top = { score: 0 };
    entry.all.forEach(([name, fold], place) => {
      const fit = fits(fold, plain);
      if (!fit) return;
      const marked = name.toLowerCase().includes(query); // the marks were typed, and are right
      const score = fit + (marked ? 3 : 0) - (place ? 5 : 0);
      if (score > top.score) top = { score, former: place ? name : "" };
    });
    return { entry, ...top };
  };

  const find = async (text) => {
    const query = text.normalize("NFC").trim().toLowerCase(), plain = folded(query);
    if (!plain) return [];
    const found = (await load()).map((entry) => best(entry, query, plain));
    return found.filter(({ score }) => score).sort((a, b) => b.score - a.score);
  };

  const item = ({ title, path, note }) => {
    const li = document.createElement("li"), a = document.createElement("a");
    a.href = home + path;
    a.textContent = title;
    li.append(a);
    if (note) {
      const small = document.createElement("small");
      small.textContent = note;
      li.append(small);
    }
    return li;
  };

  const show = (list, found) => list.replaceChildren(
    ...found.map(({ entry: { title, path }, former }) => item({ title, path, note: former })),
  );

  // On the first page: the communes whose names begin so, as one types. The list covers what is
  // below it, so it goes with Escape and with the focus. What is sought goes to the page of search
  // by a name of the window: in an address, servers and histories would keep it.
  const input = document.getElementById("tim-xa");
  const list = document.getElementById("xa-tim-thay");
  const SOUGHT = "sought: ", MOST = 12; // no former district had more communes
  const said = document.getElementById("said");
  const close = () => {
    list.hidden = true;
  };
  const suggest = async () => {
    const text = input.value, found = await find(text);
    if (text !== input.value) return;
    show(list, found.filter(({ entry }) => entry.path.includes("xa/")).slice(0, MOST));
    list.hidden = !list.children.length;
    const told = list.dataset[list.hidden ? "none" : "found"];
    said.textContent = text && told.replace("{count}", list.children.length);
  };
  input?.addEventListener("focus", load, { once: true });
  input?.addEventListener("input", suggest);
  input?.form.addEventListener("keydown", ({ key }) => {
    if (key === "Escape") close();
  });
  input?.form.addEventListener("focusout", ({ relatedTarget }) => {
    if (!input.form.contains(relatedTarget)) close();
  });
  input?.form.addEventListener("submit", (event) => {
    event.preventDefault();
    window.name = SOUGHT + input.value;
    location.assign(input.form.action);
  });

  press.finder = { find, item, home, SOUGHT };
})();
