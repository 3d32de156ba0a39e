// The decision page from the keyboard: a key presses the button or link that shows it; a verdict brings the next entry
// in its answer, without loading the page anew. Without script the same buttons and links do the same.
"use strict";

const box = document.querySelector("[data-entry]");
const find = box.querySelector.bind(box);
let busy = false;

function show(answer, html) {
  box.innerHTML = html;
  const address = answer.headers.get("X-Address");
  if (address) history.pushState(null, "", address);
  document.title = find("[data-title]")?.dataset.title ?? document.title;
  const found = find("[data-found]");
  // The comparison stays where it is; whom the search found is brought into sight.
  (found ?? find("[data-focus]"))?.focus({ preventScroll: !found });
}

async function send(form, button) {
  if (busy) return;
  busy = true;
  box.setAttribute("aria-busy", "true");
  try {
    const body = new FormData(form, button);
    const answer = await fetch(form.action, { method: "POST", body, headers: { "X-Fragment": "1" } });
    // Signed out meanwhile, or at the end of the list: the page that it leads to.
    if (answer.redirected) return window.location.assign(answer.url);
    if (!answer.headers.has("X-Fragment")) throw new Error(String(answer.status));
    show(answer, await answer.text());
  } catch {
    find("[data-lost]").hidden = false;
  } finally {
    busy = false;
    box.removeAttribute("aria-busy");
  }
}

box.addEventListener("submit", (event) => {
  if (!event.target.matches("[data-fragment]")) return;
  event.preventDefault();
  send(event.target, event.submitter);
});

document.addEventListener("keydown", (event) => {
  // A key held down decides one entry, not all of them.
  if (event.repeat && event.key === "Enter" && event.target.closest("button")) event.preventDefault();
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
  const typing = event.target.closest("input:not([type=radio]), textarea, select");
  // Out of the note and the search by Escape, back to the keys.
  if (typing && event.key === "Escape") return find("[data-focus]").focus();
  if (typing) return;
  const target = find(`[data-key="${CSS.escape(event.key.toLowerCase())}"]`);
  if (!target) return;
  event.preventDefault();
  if (target.matches("input[type=text], textarea, input[type=search]")) target.focus();
  else target.click();
});

// Back in the browser shows the entry that the address names.
window.addEventListener("popstate", () => window.location.reload());
