// Keeps the first page and the pages of help, and of what was read these in other languages and the
// pages of communes, for when there is no network. KEPT, FOLDERS (of the languages) and VERSION stand
// above this line when the site is built. Nothing is ever served from here while the network answers;
// a quick exit clears all of it.
const SHELL = `kept-${VERSION}`, SEEN = "seen", MOST = 40, PATIENCE = 6000; // pages, ms
const root = new URL("./", self.location);

self.addEventListener("install", (event) => {
  const fresh = KEPT.map((path) => new Request(new URL(path, root), { cache: "reload" }));
  event.waitUntil(caches.open(SHELL).then((cache) => cache.addAll(fresh)));
  self.skipWaiting();
});

self.addEventListener("activate", (event) => {
  const clear = async () => {
    const names = await caches.keys();
    await Promise.all(names.filter((name) => ![SHELL, SEEN].includes(name)).map((name) => caches.delete(name)));
    await self.clients.claim();
  };
  event.waitUntil(clear());
});

self.addEventListener("message", (event) => {
  const forget = async () => {
    await Promise.all((await caches.keys()).map((name) => caches.delete(name)));
    await self.registration.unregister();
  };
  event.waitUntil(event.data === "forget" ? forget() : see(new Request(event.data)));
});

// Help and a commune's pages, once read, and what they are shown with.
const worthKeeping = (path) => {
  const folder = FOLDERS.find((one) => one && path.startsWith(one)) ?? "";
  const page = path.slice(folder.length);
  return KEPT.includes(page) || /^xa\/[^/]+\/([^/]+\/)?$/.test(page) || path.startsWith("assets/");
};

const keep = async (request, answer) => {
  const cache = await caches.open(SEEN);
  await cache.put(request, answer);
  const old = (await cache.keys()).slice(0, -MOST);
  await Promise.all(old.map((one) => cache.delete(one)));
};

// The page on which this began to work came without it.
const see = async (request) => {
  const path = new URL(request.url).pathname.slice(root.pathname.length);
  if (!request.url.startsWith(root.href) || !worthKeeping(path)) return;
  const answer = await fetch(request);
  if (answer.ok) await keep(request, answer);
};

// Nothing, after a while in which a page should have begun to come.
const slow = (request) => new Promise((resolve) => {
  if (request.mode === "navigate") setTimeout(resolve, PATIENCE);
});

const kept = (request) => caches.match(request, { ignoreSearch: true, ignoreVary: true });

const answered = async (event, request, path) => {
  const network = fetch(request);
  const keeping = network.then((answer) => answer.ok && worthKeeping(path) && keep(request, answer.clone()));
  event.waitUntil(keeping.catch(() => {}));
  try {
    const soon = await Promise.race([network, slow(request)]);
    return soon ?? (await kept(request)) ?? (await network); // what was never kept may take its time
  } catch (error) {
    const copy = await kept(request) ?? (request.mode === "navigate" && await kept(new Request(root)));
    if (copy) return copy;
    throw error;
  }
};

self.addEventListener("fetch", (event) => {
  const { request } = event, url = new URL(request.url);
  if (request.method !== "GET" || !url.href.startsWith(root.href)) return;
  const path = url.pathname.slice(root.pathname.length);
  if (request.mode === "navigate" || path.startsWith("assets/")) event.respondWith(answered(event, request, path));
});
