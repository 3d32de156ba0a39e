// Follows long work: asks the address in data-url and writes progress and words; when it has finished, loads the page anew.
"use strict";

const PAUSE = 1000;
const SLOW = 5000;

for (const box of document.querySelectorAll("[data-progress]:not([data-finished])")) {
  const bar = box.querySelector("progress");
  const message = box.querySelector("[data-message]");
  const lost = box.querySelector("[data-lost]");

  const ask = async () => {
    try {
      const answer = await fetch(box.dataset.url, { headers: { Accept: "application/json" }, credentials: "same-origin" });
      if (!answer.ok) throw new Error(String(answer.status));
      const job = await answer.json();
      lost.hidden = true;
      if (job.finished) return window.location.reload();
      if (job.progress === null) bar.removeAttribute("value");
      else bar.value = Math.round(job.progress * 100);
      if (message.textContent !== job.message) message.textContent = job.message;
      setTimeout(ask, PAUSE);
    } catch {
      lost.hidden = false;
      setTimeout(ask, SLOW);
    }
  };
  setTimeout(ask, PAUSE);
}
