// Shows the shell of the hand-over where there is no network, or none to speak of. It keeps nothing itself: the page puts
// the shell, its scripts and its styles into the cache, and nothing of an exchange stands in them.
"use strict";

const PATIENCE = 4_000;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

async function page(request) {
  const kept = await caches.match(new URL(request.url).pathname);
  if (!kept) return fetch(request);
  try {
    return await fetch(request, { signal: AbortSignal.timeout(PATIENCE) });
  } catch {
    return kept;
  }
}

async function file(request) {
  return (await caches.match(request)) ?? fetch(request);
}

self.addEventListener("fetch", (event) => {
  if (event.request.mode === "navigate") event.respondWith(page(event.request));
  else if (["script", "style", "image"].includes(event.request.destination)) event.respondWith(file(event.request));
});
