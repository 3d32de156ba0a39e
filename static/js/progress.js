// Follows long work: asks the address in data-url and writes progress and words; when it has finished, loads the page anew.
// Loaded as a module, so that its names are its own on a page that has other scripts.
const PAUSE = 1000;
const SLOW = 5000;

for (const box of document.querySelectorAll("[data-progress]:not([data-finished])")) {
  const bar = box.querySelector("progress");
  const message = box.querySelector("[data-message]");
  const lost = box.querySelector("[data-lost]");

  const ask = async () => {
    try {
      // Nobody asked for this: it is no sign that the person is still here, and keeps no session alive.
      const headers = { Accept: "application/json", "X-Unattended": "1" };
      const answer = await fetch(box.dataset.url, { headers, credentials: "same-origin" });
      if (answer.redirected) return window.location.reload();
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
