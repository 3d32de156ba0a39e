// Somebody who stands at the bus and on no list: looked up on the phone, then in the register where there is a line; else
// added as they were heard.
"use strict";

const unexpected = { dialog: by("add-dialog"), instead: null, asked: 0 };

function add(instead = null) {
  unexpected.instead = instead;
  const { dialog } = unexpected;
  dialog.querySelector("form").reset();
  fill(dialog, "instead", instead && say(words.instead, { name: instead.name }));
  const transfer = Line.line.pack.transfers.find((each) => each.id === view.transfer);
  fill(dialog, "direction", `${transfer.from} → ${transfer.to}`);
  offer([], []);
  dialog.showModal();
}

function offer(here, found) {
  const rows = [...here.map((entry) => offered(entry, words.on_manifest, () => lead(entry))), ...found.map(offeredPerson)];
  by("found").replaceChildren(...rows);
  by("found").hidden = !rows.length;
}

function offered(whom, told, act) {
  const row = document.getElementById("found-person").content.firstElementChild.cloneNode(true);
  fill(row, "whom", whom.name);
  fill(row, "about", [whom.born, whom.unit, told].filter(Boolean).join(" · "));
  row.querySelector("button").onclick = act;
  return row;
}

function offeredPerson(person) {
  const act = person.on_manifest ? () => search(person.name) : () => addNow({ person: person.id, shown: person.name });
  return offered(person, person.on_manifest ? words.on_manifest : `${words.in_register} · ${person.status}`, act);
}

// To the card of somebody who is on the manifest already.
function lead(entry) {
  view.transfer = entry.transfer;
  search(entry.name);
}

function search(text) {
  unexpected.dialog.close();
  by("filter").value = view.filter = "all";
  by("search").value = view.text = text;
  show();
}

async function addNow(told) {
  const { dialog, instead } = unexpected;
  const entry = { id: crypto.randomUUID(), name: told.shown };
  dialog.close();
  await mark("added", entry, { transfer: view.transfer, instead_of: instead?.id ?? null, ...told });
  search("");
}

unexpected.dialog.querySelector("[name=name]").addEventListener("input", (event) => {
  const text = event.target.value;
  const searched = Names.sought(text);
  const here = [...entriesNow(Line.line).values()].filter((entry) => entry.name && searched.length && Names.likeness(searched, entry.keys) > 0);
  offer(here.slice(0, 4), []);
  clearTimeout(unexpected.asked);
  if (text.trim().length < 3 || Line.line.state !== "online") return;
  unexpected.asked = setTimeout(async () => {
    try {
      const found = await Line.search(text);
      if (event.target.value === text) offer(here.slice(0, 4), found.filter((person) => !person.on_manifest || !here.length));
    } catch {
      // Without an answer the person is added as heard; who it may be is looked up at headquarters.
    }
  }, 400);
});

unexpected.dialog.querySelector("form").addEventListener("submit", (event) => {
  if (event.submitter?.value === "close") return;
  event.preventDefault();
  const { name, born_year: year, note } = event.target.elements;
  const told = { name: name.value.trim(), note: note.value.trim(), born_year: year.value ? Number(year.value) : null };
  if (!told.name && !told.note) return name.focus();
  addNow({ ...told, shown: told.name || told.note });
});

by("add").addEventListener("click", () => add());
