// A form is sent once. The command id inside makes a second sending harmless anyway; this says so to the eye.
// One that brings a file (data-download) leaves the page as it is, and may be sent again.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!(form instanceof HTMLFormElement) || form.method !== "post" || form.dataset.sent || "download" in form.dataset) {
    if (form.dataset?.sent) event.preventDefault();
    return;
  }
  form.dataset.sent = "1";
  setTimeout(() => {
    for (const button of form.querySelectorAll("button:not([type=button])")) button.setAttribute("aria-disabled", "true");
  });
});

// Coming back with the browser's own button must not find a locked form.
addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) {
    delete form.dataset.sent;
    for (const button of form.querySelectorAll("button")) button.removeAttribute("aria-disabled");
  }
});
document.addEventListener("htmx:after:request", (event) => {
  if (event.target instanceof HTMLFormElement) delete event.target.dataset.sent;
});
