// What is typed is saved: on the server while signed in, on the device for citizens. Only the fields that changed are sent, so that
// two windows do not overwrite each other's fields.
const WAIT = 900;
const DAY = 24 * 3600 * 1000;

function watch(form) {
  const dirty = new Set();
  let timer = 0;
  const state = form.querySelector("[data-draft-state]");

  function body() {
    const data = new FormData(form);
    const some = new FormData();
    some.set("csrf_token", data.get("csrf_token"));
    for (const name of dirty) {
      some.append("f", name);
      for (const value of data.getAll(name)) some.append(name, value);
    }
    return some;
  }

  async function save() {
    clearTimeout(timer);
    if (!dirty.size || form.dataset.sent) return;
    const sending = body();
    dirty.clear();
    try {
      const answer = await fetch(form.dataset.draft, { method: "POST", body: sending, credentials: "same-origin" });
      if (answer.ok && state) state.textContent = (await answer.json()).saved;
    } catch {
      for (const name of sending.getAll("f")) dirty.add(name);
      timer = setTimeout(save, 10 * WAIT);
    }
  }

  const touched = (event) => {
    const name = event.target.name || event.target.closest("[data-files]")?.dataset.files;
    if (!name || name === "csrf_token" || name === "command_id") return;
    dirty.add(name);
    clearTimeout(timer);
    timer = setTimeout(save, WAIT);
  };
  for (const kind of ["input", "change", "files-changed"]) form.addEventListener(kind, touched);
  addEventListener("pagehide", () => {
    if (dirty.size && !form.dataset.sent) navigator.sendBeacon(form.dataset.draft, body());
  });
}

// On the device of a citizen: a day, in this browser only, gone when the request is filed.
function keepHere(form) {
  const place = `bihuan-draft-${form.dataset.draftLocal}`;
  const read = () => {
    try {
      const kept = JSON.parse(localStorage.getItem(place));
      return kept && Date.now() - kept.at < DAY ? kept.values : null;
    } catch {
      return null;
    }
  };
  const kept = read();
  const note = form.querySelector("[data-draft-restored]");
  if (kept && note) {
    for (const [name, value] of Object.entries(kept)) {
      for (const input of form.querySelectorAll(`[name="${CSS.escape(name)}"]`)) {
        if (input.type === "radio" || input.type === "checkbox") input.checked = input.value === value;
        else if (input.type !== "hidden" && !input.value) input.value = value;
      }
    }
    note.hidden = false;
    note.querySelector("button")?.addEventListener("click", () => {
      localStorage.removeItem(place);
      location.assign(location.pathname);
    });
  }
  form.addEventListener("input", () => {
    const values = {};
    for (const [name, value] of new FormData(form)) {
      if (typeof value === "string" && value && !["csrf_token", "command_id", "website"].includes(name)) values[name] = value;
    }
    try {
      localStorage.setItem(place, JSON.stringify({ at: Date.now(), values }));
    } catch {
      // no room, or forbidden: nothing is lost but the convenience
    }
  });
}

for (const form of document.querySelectorAll("form[data-draft]")) watch(form);
for (const form of document.querySelectorAll("form[data-draft-local]")) keepHere(form);
for (const done of document.querySelectorAll("[data-draft-clear]")) localStorage.removeItem(`bihuan-draft-${done.dataset.draftClear}`);
