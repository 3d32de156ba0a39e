// The page of the hand-over: cards of the manifest, and what is marked on them. It shows what the phone knows: the
// manifest as the server told it last, with the own marks that wait laid over it.
"use strict";

const words = JSON.parse(document.getElementById("words").textContent);
const by = (name) => document.querySelector(`[data-${name}]`);
const cards = new Map();
const view = { transfer: null, filter: "all", text: "", bulk: null };
const SHOWN_AT_ONCE = 60;
const MISSED = ["refused", "absent", "died"];
const OFF = ["vetoed", "withdrawn"];
const FILTERS = {
  all: () => true,
  waiting: (entry) => ["approved", "nominated"].includes(entry.status),
  boarded: (entry) => entry.status === "boarded",
  delivered: (entry) => entry.status === "delivered",
  others: (entry) => [...MISSED, "substituted"].includes(entry.status),
  disagree: (entry) => Boolean(entry.other),
};
const LEADS = { added: "boarded", undelivered: "boarded", unboarded: "approved" };

const say = (text, values = {}) => text.replace(/%\((\w+)\)s/g, (_, name) => values[name]);
const clock = (moment) => moment.toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit", hour12: false });
const leadsTo = (kind, entry) => (kind === "unboarded" && entry.origin === "hand_over" ? "nominated" : (LEADS[kind] ?? kind));

// An entry as it is with the own marks that wait.
function entriesNow({ pack, marks }) {
  const now = new Map(Object.entries(pack?.entries ?? {}).map(([id, entry]) => [id, { ...entry, waits: false }]));
  for (const mark of marks.filter((each) => !each.refused)) {
    if (mark.kind === "added" && !now.has(mark.entry)) now.set(mark.entry, heard(mark));
    const entry = now.get(mark.entry);
    if (!entry) continue;
    entry.waits = true;
    if (mark.note) entry.note = mark.note;
    if (mark.kind === "note") continue;
    entry.status = leadsTo(mark.kind, entry);
    entry.mark = { id: mark.id, says: words.kinds[mark.kind], at: clock(new Date(mark.noted_at)), by: words.you, bus: mark.bus };
    entry.other = null;
  }
  return now;
}

function heard(mark) {
  const keys = mark.shown.split(/\s+/).flatMap((word) => [Names.fold(word), ...Names.readings(word).map((key) => key.toUpperCase())]);
  const { transfer, shown: name, born_year: born } = mark;
  return { id: mark.entry, transfer, name, born: born ?? "", unit: "", category: "", origin: "hand_over", status: "nominated", keys };
}

function marked(kind, entry, more = {}) {
  const told = { kind, entry: entry.id, after: entry.mark?.id ?? null, noted_at: new Date().toISOString(), bus: by("bus").value.trim() };
  return { id: crypto.randomUUID(), ...told, ...more };
}

async function mark(kind, entry, more = {}) {
  await Line.mark([marked(kind, entry, more)]);
  announce(`${entry.name}: ${words.kinds[kind]}`);
}

const announce = (text) => (by("announce").textContent = text);
const mayMark = (line) => Boolean(line.pack?.live || by("begun").dataset.on);

// Cards ------------------------------------------------------------------------------------------------------------

function fill(box, name, text) {
  const part = box.querySelector(`[data-${name}]`);
  part.textContent = text ?? "";
  part.hidden = !text;
}

function cardOf(entry) {
  let card = cards.get(entry.id);
  if (!card) {
    card = document.getElementById("card").content.firstElementChild.cloneNode(true);
    card.dataset.id = entry.id;
    cards.set(entry.id, card);
  }
  const told = JSON.stringify([entry, mayMark(Line.line)]);
  if (card.told !== told) dress(card, entry);
  card.told = told;
  return card;
}

const signed = ({ says, at, by: who, bus }) => [says, at, who, bus && say(words.bus, { bus })].filter(Boolean).join(" · ");

function dress(card, entry) {
  const [symbol, tone] = words.tones[entry.status];
  fill(card, "name", entry.name);
  fill(card, "facts", [entry.born, entry.unit, entry.category].filter(Boolean).join(" · "));
  fill(card, "note", entry.note);
  fill(card, "signed", entry.mark && signed(entry.mark));
  card.querySelector("[data-waits]").hidden = !entry.waits;
  card.querySelector("[data-unexpected]").hidden = entry.origin !== "hand_over";
  const state = card.querySelector("[data-state]");
  state.textContent = `${symbol} ${words.states[entry.status]}`;
  state.className = `ho-state tone-${tone}`;
  card.className = `ho-card ho-${tone}`;
  const conflict = card.querySelector("[data-conflict]");
  conflict.hidden = !entry.other;
  if (entry.other) {
    right(conflict.querySelector("[data-one]"), entry.mark);
    right(conflict.querySelector("[data-two]"), entry.other);
  }
  acts(card, entry);
}

// Whoever sees both marks settles it by making one of them once more.
function right(button, { kind, ...told }) {
  button.textContent = signed(told);
  button.dataset.kind = kind === "added" ? "boarded" : kind;
  button.disabled = !mayMark(Line.line);
}

function acts(card, entry) {
  const [main, undo, more] = ["main", "undo", "more"].map((name) => card.querySelector(`[data-${name}]`));
  const unapproved = entry.status === "nominated" && entry.origin !== "hand_over";
  const next = { approved: "boarded", nominated: unapproved ? null : "boarded", boarded: "delivered" }[entry.status];
  const back = { boarded: "unboarded", delivered: "undelivered", refused: "boarded", absent: "boarded", died: "boarded" }[entry.status];
  dressButton(main, next, next && words.acts[next]);
  dressButton(undo, back, back && (words.acts[back === "boarded" ? "after_all" : back]));
  more.disabled = main.disabled = undo.disabled = !mayMark(Line.line);
  more.setAttribute("aria-label", `${words.acts.more}: ${entry.name}`);
  card.querySelector("[data-unapproved]").hidden = !unapproved;
}

function dressButton(button, kind, label) {
  button.hidden = !kind;
  button.dataset.kind = kind ?? "";
  button.textContent = label ?? "";
}

// The list -----------------------------------------------------------------------------------------------------------

function listed(now) {
  const searched = Names.sought(view.text);
  const found = [];
  for (const entry of now.values()) {
    if (OFF.includes(entry.status) || entry.transfer !== view.transfer || !FILTERS[view.filter](entry)) continue;
    const like = searched.length ? Names.likeness(searched, entry.keys) : 1;
    if (like > 0) found.push([like, entry]);
  }
  const collator = new Intl.Collator("uk");
  return found.sort(([one, a], [two, b]) => two - one || collator.compare(a.name, b.name)).map(([, entry]) => entry);
}

function showList(now) {
  const found = listed(now);
  const list = by("list");
  const wanted = found.slice(0, view.most ?? SHOWN_AT_ONCE).map(cardOf);
  if (wanted.length !== list.children.length || wanted.some((card, place) => list.children[place] !== card)) list.replaceChildren(...wanted);
  by("rest").hidden = found.length <= wanted.length;
  by("rest").textContent = say(words.rest, { number: found.length - wanted.length });
  by("empty").hidden = found.length > 0 || !Line.line.pack;
}

function showCounts(now, pack) {
  const tabs = by("tabs");
  const rows = [...now.values()].filter((entry) => !OFF.includes(entry.status));
  for (const transfer of pack.transfers) {
    let tab = tabs.querySelector(`[value="${transfer.id}"]`);
    if (!tab) {
      tab = document.getElementById("tab").content.firstElementChild.cloneNode(true);
      tab.value = transfer.id;
      tabs.append(tab);
    }
    const those = rows.filter((entry) => entry.transfer === transfer.id);
    const delivered = those.filter((entry) => entry.status === "delivered").length;
    const boarded = delivered + those.filter((entry) => entry.status === "boarded").length;
    const of = transfer.agreed ?? words.unknown;
    fill(tab, "to", `${transfer.from} → ${transfer.to}`);
    fill(tab, "figures", say(words.figures, { boarded, delivered, of }));
    tab.setAttribute("aria-pressed", String(transfer.id === view.transfer));
  }
  const boarded = rows.filter((entry) => entry.transfer === view.transfer && entry.status === "boarded").length;
  by("bulk").hidden = !boarded;
  by("bulk").disabled = !mayMark(Line.line);
  by("bulk-number").textContent = boarded;
  const disagree = rows.filter((entry) => entry.other).length;
  by("disagree").hidden = !disagree;
  by("disagree-number").textContent = disagree;
}

// The line at the top --------------------------------------------------------------------------------------------------

function showLine({ state, sent, marks, pack, others }) {
  const waiting = marks.filter((mark) => !mark.refused).length;
  const told = [words.line[state], waiting ? say(words.waiting, { number: waiting }) : sent && say(words.sent, { at: clock(sent) })];
  const box = by("line");
  const text = `${state === "online" ? "●" : "○"} ${told.filter(Boolean).join(" · ")}`;
  if (box.textContent !== text) box.textContent = text;
  box.className = `ho-line ${state === "online" && !waiting ? "tone-good" : "tone-warning"}`;
  by("sign-in").hidden = state !== "signed-out";
  by("others").hidden = !others;
  by("others-number").textContent = others;
  by("gone").hidden = state !== "gone";
  by("over").hidden = !pack || pack.carried;
  by("rehearsal").hidden = !pack?.carried || pack.live || Boolean(by("begun").dataset.on);
  by("not-yet").hidden = !pack?.carried || pack.live || !by("begun").dataset.on;
  for (const part of document.querySelectorAll("[data-status]")) part.textContent = pack?.status ?? "";
  if (pack) by("number").textContent = `№ ${pack.number}`;
}

function showRefused(now, { marks }) {
  const refused = marks.filter((each) => each.refused);
  by("refused").hidden = !refused.length;
  const rows = refused.map((each) => {
    const row = document.getElementById("refused-mark").content.firstElementChild.cloneNode(true);
    fill(row, "what", [now.get(each.entry)?.name ?? each.shown, words.kinds[each.kind], clock(new Date(each.noted_at))].filter(Boolean).join(" · "));
    fill(row, "why", each.refused);
    row.querySelector("[data-again]").onclick = () => again(each);
    row.querySelector("[data-let-go]").onclick = () => ask(words.let_go, async () => (await Store.settle([each.n], new Map()), Line.show()));
    return row;
  });
  by("refused-list").replaceChildren(...rows);
}

// A mark once more is a new mark: what was refused stays refused.
async function again({ n, refused, ...old }) {
  const entry = entriesNow(Line.line).get(old.entry);
  await Store.settle([n], new Map());
  await Line.mark([{ ...old, id: crypto.randomUUID(), after: entry?.mark?.id ?? null }]);
}

function show(line = Line.line) {
  const now = entriesNow(line);
  showLine(line);
  showRefused(now, line);
  const carried = Boolean(line.pack?.carried);
  by("work").hidden = !carried;
  if (!carried) return by("list").replaceChildren();
  view.transfer ??= line.pack.transfers[0]?.id ?? null;
  showCounts(now, line.pack);
  return showList(now);
}

// What is pressed ------------------------------------------------------------------------------------------------------

const entryOf = (target) => entriesNow(Line.line).get(target.closest("[data-id]").dataset.id);

by("list").addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (!button) return;
  const entry = entryOf(button);
  if (button.matches("[data-more]")) more(entry);
  else mark(button.dataset.kind, entry);
});

by("tabs").addEventListener("click", (event) => {
  view.transfer = event.target.closest("button")?.value ?? view.transfer;
  view.most = undefined;
  show();
});

by("filter").addEventListener("change", (event) => {
  view.filter = event.target.value;
  show();
});

by("search").addEventListener("input", (event) => {
  view.text = event.target.value;
  show();
});

by("rest").addEventListener("click", () => {
  view.most = (view.most ?? SHOWN_AT_ONCE) + SHOWN_AT_ONCE;
  show();
});

by("disagree").addEventListener("click", () => {
  by("filter").value = view.filter = "disagree";
  show();
});

by("bus").addEventListener("change", (event) => Store.remember({ bus: event.target.value.trim() }));

by("begun").addEventListener("click", async () => {
  by("begun").dataset.on = "1";
  await Store.remember({ begun: true });
  show();
});

function ask(text, act) {
  const dialog = by("ask");
  fill(dialog, "text", text);
  dialog.onclose = () => dialog.returnValue === "yes" && act();
  dialog.returnValue = "";
  dialog.showModal();
}

function more(entry) {
  const dialog = by("more-dialog");
  fill(dialog, "whom", entry.name);
  const note = dialog.querySelector("textarea");
  note.value = "";
  for (const button of dialog.querySelectorAll("[value]")) {
    const back = MISSED.includes(button.value) && ["approved", "nominated", "boarded"].includes(entry.status);
    const instead = button.value === "substituted" && ["approved", "nominated", "boarded"].includes(entry.status);
    button.hidden = !(back || instead || ["note", "close"].includes(button.value));
  }
  dialog.onclose = () => {
    const kind = dialog.returnValue;
    if (!kind || kind === "close" || (kind === "note" && !note.value.trim())) return;
    if (kind === "substituted") ask(words.substituted, async () => (await mark(kind, entry, { note: note.value.trim() }), add(entry)));
    else mark(kind, entry, { note: note.value.trim() });
  };
  dialog.returnValue = "";
  dialog.showModal();
}

by("bulk").addEventListener("click", () => {
  const those = [...entriesNow(Line.line).values()].filter((entry) => entry.transfer === view.transfer && entry.status === "boarded");
  ask(say(words.bulk, { number: those.length }), async () => {
    view.bulk = crypto.randomUUID();
    view.together = those.map((entry) => entry.id);
    await Line.mark(those.map((entry) => marked("delivered", entry, { bulk: view.bulk })));
    by("undo-bulk").hidden = false;
    by("undo-number").textContent = those.length;
    announce(say(words.bulk_done, { number: those.length }));
  });
});

by("undo-bulk").addEventListener("click", async () => {
  const now = entriesNow(Line.line);
  const those = view.together.map((id) => now.get(id)).filter((entry) => entry?.status === "delivered");
  by("undo-bulk").hidden = true;
  await Line.mark(those.map((entry) => marked("undelivered", entry, { bulk: view.bulk })));
  announce(say(words.bulk_undone, { number: those.length }));
});

// Without a network the shell comes from the cache; an answer that led to signing in is no shell.
async function keepShell() {
  const cache = await caches.open("hand-over");
  const files = [...document.querySelectorAll("script[src], link[href]")].map((each) => each.src || each.href);
  const shell = await fetch(window.location.pathname, { headers: { "X-Unattended": "1" } });
  if (!shell.ok || shell.redirected) return;
  await Promise.all([cache.addAll(files), cache.put(window.location.pathname, shell)]);
}

async function start() {
  Line.watch(show);
  Store.watch(({ bus, begun }) => {
    by("bus").value = bus;
    if (begun) by("begun").dataset.on = "1";
  });
  navigator.serviceWorker?.register(document.body.dataset.worker, { scope: window.location.pathname });
  await Line.start();
  if (Line.line.state === "online") await keepShell();
  document.body.dataset.ready = "1";
}

start();
