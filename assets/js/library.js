// The library: filters that combine, and links to the files of the reader's commune. Only the
// address keeps what is chosen. A page of one filter sends on to its `home`, where they combine.
// What it loads puts its data into window.press: `places`, [folder, name] of each commune, and
// `bytes`, the sizes of one commune's files by their names.
(() => {
  "use strict";

  const root = document.getElementById("thu-vien");
  if (!root) return;
  const all = (selector, from = root) => [...from.querySelectorAll(selector)];
  const [hint, own, count, clear, none, found] =
    all(".hint, .own, #so-an-pham, .clear, .none, .found");
  const { home, words, atOnce, communes, places, decimalMark } = root.dataset;
  const items = all(".item").map((li) => {
    const on = li.dataset.v.split(" ");
    return { li, list: li.parentNode, on };
  });
  const query = new URLSearchParams(location.search);
  const folders = {};
  const press = window.press ??= {};

  const control = (box) => {
    const label = document.createElement("label");
    const select = document.createElement("select");
    select.name = box.dataset.name;
    select.autocomplete = "off"; // the address alone says what is chosen
    select.append(new Option(box.dataset.all, ""));
    for (const link of all("[data-filter]", box)) {
      const value = link.dataset.filter.split("/")[1];
      const chosen = home ? link.matches("[aria-current]") : query.get(select.name) === value;
      select.append(new Option(link.textContent, value, chosen, chosen));
    }
    label.className = box.className;
    label.append(box.querySelector("span"), select);
    box.replaceWith(label);
    return select;
  };
  const boxes = all("details.facet"), mine = boxes.find(({ dataset }) => dataset.name === "xa");
  const filters = boxes.filter((box) => box !== mine).map(control);
  let commune = null; // a control once the names of communes are there; till then, letters

  // What fits all choices, one of them replaced.
  const fitting = (one, instead) =>
    items.filter(({ on }) =>
      filters.every((filter) => {
        const value = filter === one ? instead : filter.value;
        return !value || on.includes(`${filter.name}/${value}`);
      }));

  const show = () => {
    const left = fitting();
    const chosen = filters.some(({ value }) => value);
    for (const item of items) {
      item.li.hidden = !left.includes(item);
      (chosen && left.length <= atOnce ? found : item.list).append(item.li);
    }
    for (const group of all(".group")) {
      const { length } = all(".item:not([hidden])", group);
      group.hidden = !length;
      group.querySelector("b").textContent = length;
    }
    for (const filter of filters) {
      for (const option of [...filter].slice(1)) {
        const { length } = fitting(filter, option.value);
        option.text = option.text.replace(/\d+\)$/, `${length})`);
        option.disabled = !length;
      }
    }
    count.textContent = words.replace("{count}", left.length);
    none.hidden = left.length;
    clear.hidden = !chosen;
  };

  const load = (src, onload) =>
    document.head.append(Object.assign(document.createElement("script"), { src, onload }));

  const size = (bytes) => bytes < 1024 * 1000
    ? ` ${Math.max(1, Math.round(bytes / 1024))} KB`
    : ` ${(bytes / 1048576).toFixed(1).replace(".", decimalMark)} MB`;

  const link = () => {
    const folder = folders[commune.value];
    const told = {};
    for (const a of all("a[data-x]")) {
      const type = a.nextElementSibling;
      const name = (a.closest(".item")?.dataset.f ?? "") + a.dataset.x.replace("*", folder);
      const base = a.closest("[data-communes]").dataset.communes;
      type.textContent = type.dataset.type ??= type.textContent;
      if (folder) a.href = `${base}${folder}/${name}`;
      else a.removeAttribute("href");
      a.toggleAttribute("download", Boolean(folder) && !name.endsWith("html"));
      told[name] = type;
    }
    hint.hidden = folder;
    own.hidden = !folder;
    if (!folder) return;
    load(`${communes}${folder}/dung-luong.js`, () => {
      if (folder !== folders[commune.value]) return;
      for (const [name, type] of Object.entries(told)) {
        const bytes = press.bytes[name];
        if (bytes) type.textContent = type.dataset.type + size(bytes);
      }
    });
  };

  const choose = ({ target }) => {
    for (const { name, value } of commune ? [commune, ...filters] : filters) {
      query.delete(name);
      if (value) query.set(name, value);
    }
    const asked = String(query) && `?${query}`;
    if (home && target !== commune) {
      for (const select of filters) {
        select.value = [...select].find((option) => option.defaultSelected)?.value ?? "";
      }
      location.assign(home + asked);
    } else {
      history.replaceState(null, "", location.pathname + asked);
      (target === commune ? link : show)();
    }
  };
  root.addEventListener("change", choose);
  clear.addEventListener("click", (event) => {
    event.preventDefault();
    for (const filter of filters) filter.value = "";
    choose(event);
  });
  if (!home && filters.some(({ value }) => value)) show();
  if (mine) {
    load(places, () => {
      commune = control(mine);
      for (const [folder, name] of press.places) {
        const code = folder.slice(0, 5);
        folders[code] = folder;
        commune.append(new Option(name, code, false, code === query.get("xa")));
      }
      if (commune.value) link();
    });
  }
})();
