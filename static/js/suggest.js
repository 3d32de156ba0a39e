// Boxes with suggestions ask for them as they are written in; without script one writes the whole.
// Loaded as a module, so that its names are its own on a page that has other scripts.
const PAUSE = 150; // milliseconds without a key before it is asked
let waiting;

async function suggest(box) {
  const asked = box.value.trim();
  if (box.dataset.asked === asked) return;
  box.dataset.asked = asked;
  const answer = await fetch(`${box.dataset.suggested}?q=${encodeURIComponent(asked)}`, { credentials: "same-origin" });
  // A later answer may have come first.
  if (answer.ok && box.dataset.asked === asked) box.list.innerHTML = await answer.text();
}

for (const event of ["focusin", "input"]) {
  document.addEventListener(event, ({ target }) => {
    if (!target.matches?.("input[data-suggested]")) return;
    clearTimeout(waiting);
    waiting = setTimeout(() => suggest(target), event === "input" ? PAUSE : 0);
  });
}
