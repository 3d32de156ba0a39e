// A security key that does not answer, or is taken away, is told in words beside its button.
"use strict";

document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  document.querySelector("[data-key-failed]").hidden = false;
});
