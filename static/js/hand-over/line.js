// The line between a phone and the server: asks what changed, sends marks in the order in which they were made, and
// keeps at it. A mark leaves the phone when the server has answered for it, never before.
"use strict";

const Line = (() => {
  const base = window.location.pathname;
  const exchange = document.body.dataset.exchange;
  const language = document.documentElement.lang;
  const SLOW = 10_000;
  const PATIENCE = 20_000;
  const AT_ONCE = 50;
  const UNATTENDED = 60_000;
  const line = { state: "starting", sent: null, pack: null, marks: [], others: 0 };
  const listeners = [];
  let csrf = "", touched = Date.now(), running = null, again = false;

  document.addEventListener("pointerdown", () => (touched = Date.now()));
  document.addEventListener("keydown", () => (touched = Date.now()));

  class Answer extends Error {
    constructor(state) {
      super(state);
      this.state = state;
    }
  }

  async function ask(path, options) {
    // What the phone asks by itself is no sign that somebody is there, and keeps no session alive.
    const unattended = Date.now() - touched > UNATTENDED ? { "X-Unattended": "1" } : {};
    const headers = { Accept: "application/json", ...unattended, ...options.headers };
    const signal = AbortSignal.timeout(PATIENCE);
    const answer = await fetch(base + path, { ...options, headers, signal, cache: "no-store" });
    if (answer.redirected) throw new Answer("signed-out");
    if (answer.status === 404) throw new Answer("gone");
    if (answer.status === 403) throw new Answer(options.method ? "again" : "gone");
    if (!answer.ok && answer.status !== 304) throw new Answer("silent");
    return answer;
  }

  const post = (path, body) =>
    ask(path, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-CSRFToken": csrf },
      body: JSON.stringify(body),
    });

  // What was told in another language is told anew.
  const known = () => (line.pack?.language === language ? line.pack.point : "");

  async function look(point = known()) {
    const answer = await ask("state/", { headers: point ? { "If-None-Match": `"${point}"` } : {} });
    csrf = answer.headers.get("X-CSRFToken");
    if (answer.status === 304) return Store.remember({ contact: Date.now() });
    return take(await answer.json());
  }

  // What the server told. Where something is missing afterwards, it is asked for all of it.
  async function take(told) {
    const before = line.pack?.owner;
    await Store.use(exchange, told.owner);
    if (before && before !== told.owner) line.pack = await Store.pack();
    if (!told.whole && (!line.pack || (before && before !== told.owner))) return look("");
    const { entries, whole, ...rest } = told;
    const all = whole ? {} : { ...line.pack.entries };
    for (const entry of entries) all[entry.id] = entry;
    line.pack = { ...rest, language, entries: all };
    const rows = Object.values(all);
    const versions = rows.reduce((sum, entry) => sum + entry.version, 0);
    const missing = rows.length !== told.entries_total || versions !== told.versions_total;
    if (told.carried && missing && !whole) return look("");
    if (told.carried) await Store.keep(line.pack);
    else await Store.wipe();
  }

  async function send() {
    for (;;) {
      const waiting = (await Store.marks()).filter((mark) => !mark.refused).slice(0, AT_ONCE);
      if (!waiting.length) return;
      const body = waiting.map(({ n, refused, shown, ...mark }) => mark);
      const answer = await (await post("marks/", { marks: body, since: known() })).json();
      const became = new Map(answer.results.map((each, place) => [waiting[place].id, each]));
      const refused = new Map([...became].filter(([, each]) => each.effect === "refused").map(([id, each]) => [id, each.detail]));
      const gone = waiting.filter((mark) => !["refused", "not_yet"].includes(became.get(mark.id).effect));
      await take(answer.state);
      await Store.settle(gone.map((mark) => mark.n), refused);
      if (gone.length) line.sent = new Date();
      await show();
      if (!gone.length && !refused.size) return;
    }
  }

  async function exchangeMarks() {
    try {
      await look();
      line.state = "online";
      await send();
    } catch (error) {
      if (error.state === "gone") {
        await Store.wipe();
        line.pack = null;
      }
      // A token of a session that ended is renewed by looking once more.
      line.state = error.state === "again" ? "silent" : (error.state ?? "offline");
    }
    await show();
  }

  async function show() {
    line.marks = await Store.marks();
    line.others = await Store.others();
    for (const listener of listeners) listener(line);
  }

  // At most one at a time; what is asked for meanwhile comes right after.
  async function now() {
    if (running) {
      again = true;
      return running;
    }
    running = exchangeMarks();
    await running;
    running = null;
    if (again) {
      again = false;
      return now();
    }
    return undefined;
  }

  async function start() {
    const drawer = await Store.begin(exchange);
    line.pack = await Store.pack();
    if (drawer && line.pack) line.state = navigator.onLine ? "starting" : "offline";
    await show();
    window.addEventListener("online", now);
    window.addEventListener("offline", () => {
      line.state = "offline";
      show();
    });
    document.addEventListener("visibilitychange", () => document.hidden || now());
    setInterval(now, SLOW);
    return now();
  }

  async function mark(marks) {
    await Store.add(marks);
    await show();
    now();
  }

  async function search(text) {
    return (await (await post("search/", { q: text })).json()).found;
  }

  const watch = (listener) => listeners.push(listener);
  return { line, start, mark, search, show, now, watch };
})();
