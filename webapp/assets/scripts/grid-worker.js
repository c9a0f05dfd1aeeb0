// Opens the pages under /grid without a network. It keeps the empty report form and the files it needs, nothing of any person.
// The server puts the list of what to keep (KEPT, the form first) before this text.
const PATIENCE = 6000;
const SHELF = `grid-${self.KEPT.join("|").length}-${self.KEPT.join("").split("").reduce((sum, sign) => (sum * 31 + sign.charCodeAt(0)) >>> 0, 7)}`;

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(SHELF).then((shelf) => shelf.addAll(self.KEPT)).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  const old = (names) => Promise.all(names.filter((name) => name.startsWith("grid-") && name !== SHELF).map((name) => caches.delete(name)));
  event.waitUntil(caches.keys().then(old).then(() => self.clients.claim()));
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const place = new URL(request.url);
  if (request.method !== "GET" || place.origin !== location.origin) return;
  if (request.mode === "navigate") event.respondWith(page(request));
  else if (place.pathname.startsWith("/static/")) event.respondWith(file(request));
});

// The living page, unless the network does not answer in time.
async function page(request) {
  try {
    return await Promise.race([fetch(request), new Promise((_, late) => setTimeout(late, PATIENCE))]);
  } catch {
    return (await caches.match(self.KEPT[0])) ?? Response.error();
  }
}

async function file(request) {
  return (await caches.match(request, { ignoreSearch: true })) ?? fetch(request);
}
