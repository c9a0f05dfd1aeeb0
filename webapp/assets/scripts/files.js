// Files go up as soon as they are chosen; the form then carries their ids. A broken line is tried again with the same key, so that
// a file never arrives twice.
const ATTEMPTS = 4;

const key = () => (crypto.randomUUID ? crypto.randomUUID() : [...crypto.getRandomValues(new Uint8Array(16))].map((b) => b.toString(16).padStart(2, "0")).join(""));
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

async function send(box, file, upload) {
  const form = box.closest("form");
  const body = new FormData();
  body.set("csrf_token", form.elements.csrf_token.value);
  for (const name of ["case", "task"]) if (form.dataset[name]) body.set(name, form.dataset[name]);
  if (box.dataset.as) body.set("as", box.dataset.as);
  body.set("upload", upload);
  body.set("file", file);
  for (let attempt = 1; ; attempt++) {
    try {
      const answer = await fetch(box.dataset.to, { method: "POST", body, credentials: "same-origin" });
      if (answer.ok || (answer.status >= 400 && answer.status < 500)) {
        const told = answer.headers.get("Content-Type")?.startsWith("application/json") ? await answer.json() : {};
        return answer.ok ? told : { error: told.error ?? box.dataset.failed };
      }
    } catch {
      // the network is away: below
    }
    if (attempt === ATTEMPTS) return { error: box.dataset.failed };
    await pause(1000 * 2 ** attempt);
  }
}

function row(box, name) {
  const item = document.createElement("li");
  const label = document.createElement("span");
  label.textContent = name;
  const state = document.createElement("span");
  state.className = "quiet small";
  state.textContent = box.dataset.sending;
  item.append(label, state);
  box.querySelector(".file-list").append(item);
  return { item, label, state };
}

function remover(box, name) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button small quiet";
  button.dataset.removeFile = "";
  button.setAttribute("aria-label", box.dataset.remove.replace("…", name));
  button.textContent = "✕";
  return button;
}

// Whoever works by keyboard goes on where the button that is gone now stood.
function stay(at) {
  if (document.activeElement === document.body || !document.activeElement.checkVisibility()) at?.focus({ preventScroll: true });
}

// The browser asks for a file only while none is there.
function settle(box) {
  const input = box.querySelector(".file-input");
  const has = box.querySelector(".file-list input[type=hidden]");
  input.required = "required" in input.dataset && !has;
  if (!input.multiple) input.hidden = Boolean(has);
}

async function take(box, files) {
  const form = box.closest("form");
  for (const file of files) {
    const { item, label, state } = row(box, file.name);
    form.dataset.uploading = Number(form.dataset.uploading ?? 0) + 1;
    const told = await send(box, file, key());
    form.dataset.uploading -= 1;
    if (told.error) {
      state.textContent = told.error;
      state.className = "wrong";
      item.append(remover(box, file.name));
      continue;
    }
    state.remove();
    label.textContent = told.name;
    item.dataset.file = told.id;
    if (told.preview) {
      const picture = new Image(48, 48);
      picture.src = told.preview;
      picture.alt = "";
      item.prepend(picture);
    }
    const hidden = document.createElement("input");
    Object.assign(hidden, { type: "hidden", name: box.dataset.files, value: told.id });
    item.append(hidden, remover(box, told.name));
    settle(box);
    stay(item.querySelector("[data-remove-file]"));
    hidden.dispatchEvent(new Event("change", { bubbles: true }));
  }
}

document.addEventListener("change", (event) => {
  if (!event.target.matches(".file-input")) return;
  const files = [...event.target.files];
  event.target.value = "";
  take(event.target.closest("[data-files]"), files);
});
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-remove-file]");
  if (!button) return;
  const box = button.closest("[data-files]");
  button.closest("li").remove();
  settle(box);
  stay(box.querySelector(".file-input"));
  box.querySelector(".file-input").dispatchEvent(new Event("files-changed", { bubbles: true }));
});
// A form is not sent while a file is still under way.
document.addEventListener(
  "submit",
  (event) => {
    if (Number(event.target.dataset.uploading ?? 0) > 0) {
      event.preventDefault();
      event.stopImmediatePropagation();
    }
  },
  true,
);
for (const box of document.querySelectorAll("[data-files]")) settle(box);
