// What a phone keeps of a hand-over: the manifest and the marks that wait, encrypted by a key that no script can read.
// Each exchange and person has a drawer of her own; to throw the key away is to wipe it.
"use strict";

const Store = (() => {
  const DAY = 24 * 60 * 60 * 1000;
  const text = new TextEncoder();
  let db, drawer, watcher;

  const asked = (request) =>
    new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });

  function open() {
    const request = indexedDB.open("obmin-hand-over", 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore("drawers", { keyPath: "id" });
      request.result.createObjectStore("marks", { keyPath: "n", autoIncrement: true }).createIndex("drawer", "drawer");
    };
    return asked(request);
  }

  // One transaction, through when it is on the disk: a mark that was shown as kept is kept.
  function within(names, act) {
    const transaction = db.transaction(names, "readwrite", { durability: "strict" });
    return new Promise((resolve, reject) => {
      const result = act(...names.map((name) => transaction.objectStore(name)));
      transaction.oncomplete = () => resolve(result?.result);
      transaction.onabort = () => reject(transaction.error);
    });
  }

  async function seal(value) {
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const data = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, drawer.key, text.encode(JSON.stringify(value)));
    return { iv, data };
  }

  async function unseal({ iv, data }) {
    const plain = await crypto.subtle.decrypt({ name: "AES-GCM", iv }, drawer.key, data);
    return JSON.parse(new TextDecoder().decode(plain));
  }

  const all = async (name) => asked(db.transaction(name).objectStore(name).getAll());
  const marksOf = async (id) => asked(db.transaction("marks").objectStore("marks").index("drawer").getAll(id));
  const put = () => within(["drawers"], (drawers) => drawers.put(drawer));

  // The drawer last used for this exchange, whoever's it is; none where there is none.
  async function begin(exchange) {
    db = await open();
    for (const each of await all("drawers")) {
      // A list that was not confirmed for a day is thrown away; marks that nobody has yet are not.
      if (Date.now() - each.contact > DAY) await within(["drawers"], (drawers) => drawers.put({ ...each, pack: null }));
    }
    const mine = (await all("drawers")).filter((each) => each.exchange === exchange);
    drawer = mine.sort((one, other) => other.contact - one.contact)[0] ?? null;
    await tell();
    if (drawer) watcher?.(drawer);
    return drawer;
  }

  // The drawer of this person, made where there is none.
  async function use(exchange, owner) {
    if (drawer?.id === `${exchange}/${owner}`) return drawer;
    const id = `${exchange}/${owner}`;
    drawer = (await all("drawers")).find((each) => each.id === id) ?? null;
    if (!drawer) {
      const key = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
      drawer = { id, exchange, owner, key, contact: Date.now(), bus: "", begun: false, pack: null };
      await put();
    }
    watcher?.(drawer);
    return drawer;
  }

  async function remember(values) {
    Object.assign(drawer, values);
    await put();
  }

  const keep = async (pack) => remember({ contact: Date.now(), pack: await seal(pack) });
  const pack = async () => (drawer?.pack ? unseal(drawer.pack) : null);

  async function add(marks) {
    const sealed = await Promise.all(marks.map(seal));
    const rows = marks.map((mark, place) => ({ id: mark.id, drawer: drawer.id, refused: "", ...sealed[place] }));
    await within(["marks"], (store) => rows.map((row) => store.add(row)).at(-1));
    await tell();
  }

  async function marks() {
    const rows = drawer ? await marksOf(drawer.id) : [];
    return Promise.all(rows.map(async (row) => ({ n: row.n, refused: row.refused, ...(await unseal(row)) })));
  }

  // What became of marks: those the server has go, one that it refused stays with the reason.
  async function settle(gone, refused) {
    const rows = (await marksOf(drawer.id)).filter((row) => refused.has(row.id));
    await within(["marks"], (store) => {
      for (const n of gone) store.delete(n);
      for (const row of rows) store.put({ ...row, refused: refused.get(row.id) });
    });
    await tell();
  }

  // Throws the list away; the drawer with it where no mark waits.
  async function wipe() {
    if (!drawer) return;
    if ((await marksOf(drawer.id)).length) return remember({ pack: null });
    await within(["drawers"], (drawers) => drawers.delete(drawer.id));
    drawer = null;
  }

  // How many marks wait in drawers of others.
  async function others() {
    return (await all("marks")).filter((row) => row.drawer !== drawer?.id).length;
  }

  // Other pages warn by this number before somebody signs out. It tells nothing of anybody.
  async function tell() {
    localStorage.setItem("marks-waiting", String((await all("marks")).length));
  }

  // Told of each drawer that is opened.
  const watch = (listener) => (watcher = listener);

  return { watch, begin, use, remember, keep, pack, add, marks, settle, wipe, others };
})();
