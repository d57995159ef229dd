// Keeps the first page and the pages of help, and of what was read these in other languages and the
// pages of communes, for when there is no network. self.press, above this line when the site is
// built, has KEPT, FOLDERS (of the languages) and VERSION. Nothing is ever served from here while
// the network answers; a quick exit clears all of it. Others may have caches at the same host: ours
// begin with our path.
(() => {
  "use strict";

  const { FOLDERS, KEPT, VERSION } = self.press;
  const MOST = 40, PATIENCE = 6000; // pages, ms
  const root = new URL("./", self.location);
  const OURS = `press ${root.pathname} `, SHELL = OURS + VERSION, SEEN = `${OURS}seen`;
  let gone = false; // somebody has left in haste: what comes late must not be kept

  const clear = async (...but) => {
    const ours = (await caches.keys()).filter((name) => name.startsWith(OURS));
    const names = ours.filter((name) => !but.includes(name));
    await Promise.all(names.map((name) => caches.delete(name)));
  };

  self.addEventListener("install", (event) => {
    const fresh = KEPT.map((path) => new Request(new URL(path, root), { cache: "reload" }));
    const fill = async () => {
      await (await caches.open(SHELL)).addAll(fresh);
      if (gone) await clear();
    };
    event.waitUntil(fill());
    self.skipWaiting();
  });

  self.addEventListener("activate", (event) => {
    event.waitUntil(clear(SHELL, SEEN).then(() => self.clients.claim()));
  });

  self.addEventListener("message", (event) => {
    const forget = async () => {
      gone = true;
      await clear();
      await self.registration.unregister();
    };
    event.waitUntil(event.data === "forget" ? forget() : see(new Request(event.data)));
  });

  // Help in another language and a commune's pages, once read, and what they are shown with.
  const worthKeeping = (path) => {
    const folder = FOLDERS.find((one) => one && path.startsWith(one)) ?? "";
    const page = path.slice(folder.length);
    const ofCommune = /^xa\/[^/]+\/([^/]+\/)?$/.test(page);
    const ours = KEPT.includes(page) || ofCommune || path.startsWith("assets/");
    return ours && !KEPT.includes(path) && !gone;
  };

  const keep = async (request, answer) => {
    const cache = await caches.open(SEEN);
    await cache.put(request, answer);
    const old = (await cache.keys()).slice(0, -MOST);
    await Promise.all(old.map((one) => cache.delete(one)));
    if (gone) await clear();
  };

  // The page on which this began to work came without it.
  const see = async (request) => {
    const path = new URL(request.url).pathname.slice(root.pathname.length);
    if (!request.url.startsWith(root.href) || !worthKeeping(path)) return;
    const answer = await fetch(request);
    if (answer.ok) await keep(request, answer);
  };

  // Nothing, after a while in which a page, or what it is shown with, should have begun to come.
  const slow = ({ mode }) => new Promise((resolve) => {
    setTimeout(resolve, mode === "navigate" ? PATIENCE : PATIENCE / 3);
  });

  const kept = async (request) => {
    const how = { ignoreSearch: true, ignoreVary: true };
    const found = (cacheName) => caches.match(request, { ...how, cacheName });
    return (await found(SHELL)) ?? found(SEEN);
  };

  // A page that was never kept: what it is an address of without its slash, else the first page.
  const instead = async ({ url, mode }, path) => {
    if (mode !== "navigate" || !path || /\.(?!html)\w+$/.test(path)) return null;
    const folder = `${url.split(/[?#]/)[0]}/`;
    return Response.redirect(await kept(new Request(folder)) ? folder : root);
  };

  const answered = async (event, request, path) => {
    const network = fetch(request);
    const keeping = network.then((answer) => {
      if (answer.ok && worthKeeping(path)) return keep(request, answer.clone());
    });
    event.waitUntil(keeping.catch(() => {}));
    try {
      const soon = await Promise.race([network, slow(request)]);
      const copy = !soon || soon.status >= 500 ? await kept(request) : null;
      return copy ?? soon ?? (await network); // what was never kept may take its time
    } catch (error) {
      const copy = (await kept(request)) ?? (await instead(request, path));
      if (copy) return copy;
      throw error;
    }
  };

  self.addEventListener("fetch", (event) => {
    const { request } = event, url = new URL(request.url);
    if (request.method !== "GET" || !url.href.startsWith(root.href)) return;
    const path = url.pathname.slice(root.pathname.length);
    if (request.mode === "navigate" || path.startsWith("assets/")) {
      event.respondWith(answered(event, request, path));
    }
  });
})();
