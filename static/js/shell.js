// What every page does with script; without it nothing is lost but convenience.
"use strict";

// "/" puts the cursor into the search box, unless the person is typing.
document.addEventListener("keydown", (event) => {
  const search = document.querySelector("[data-search]");
  const typing = event.target.closest("input, textarea, select, [contenteditable]");
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || typing || !search) return;
  event.preventDefault();
  search.focus();
  search.select();
});

// A refused form starts at the summary of what to correct; "still" leaves the page where it is.
const first = document.querySelector("[data-focus]");
first?.focus({ preventScroll: first.dataset.focus === "still" });

// Leaving a form with changes asks first. A form that came back with errors holds unsaved words from the start.
const changed = new Set();
for (const form of document.querySelectorAll("form[data-guard]")) {
  if (form.querySelector(".error-summary")) changed.add(form);
  form.addEventListener("input", () => changed.add(form));
  form.addEventListener("submit", () => changed.clear());
}
window.addEventListener("beforeunload", (event) => {
  if (changed.size) event.preventDefault();
});

// To sign out throws away what a page kept on the device: first the marks of a hand-over have to be sent.
for (const form of document.querySelectorAll("form[data-sign-out]")) {
  form.addEventListener("submit", (event) => {
    const waiting = Number(localStorage.getItem("marks-waiting"));
    if (waiting > 0 && !window.confirm(form.dataset.signOut)) event.preventDefault();
  });
}
