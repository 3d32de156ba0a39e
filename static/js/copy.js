// Copies a text that is shown once; without script it is marked and copied by hand.
"use strict";

for (const button of document.querySelectorAll("[data-copy]")) {
  const status = document.querySelector("[data-copy-status]");
  button.hidden = false;
  button.addEventListener("click", async () => {
    const shown = document.getElementById(button.dataset.copy);
    try {
      await navigator.clipboard.writeText(shown.textContent);
      status.textContent = button.dataset.copied;
    } catch {
      // No clipboard without TLS, or without the reader's leave: the text is marked for her.
      window.getSelection().selectAllChildren(shown);
      status.textContent = button.dataset.failed;
    }
  });
}
