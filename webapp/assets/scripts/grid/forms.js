// Forms that need no network: every change is kept, photos too, and come back when the page is opened again.
import { drafts, keep, setting } from "./store.js";
import { send } from "./outbox.js";
import { shrink } from "./shrink.js";

const PAUSE = 300;
const form = document.querySelector("form[data-draft]");
if (form) start();

async function start() {
  const key = form.dataset.draft;
  let entry = (await drafts()).find((one) => one.key === key && one.state === "draft") ?? fresh(key);
  await fillGrids();
  restore(entry);
  ask();
  showPhotos();

  let timer;
  form.addEventListener("input", () => {
    ask();
    say("");
    clearTimeout(timer);
    timer = setTimeout(save, PAUSE);
  });
  for (const box of form.querySelectorAll("[data-photos]")) {
    box.querySelector("input[type=file]").addEventListener("change", (event) => take(box, event.target));
  }
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    clearTimeout(timer);
    if (missing()) return;
    const button = document.querySelector(`button[form="${form.id}"]`);
    button.disabled = true;
    await save();
    const sent = await send(entry);
    if (sent?.state === "sent" || !key.startsWith("report")) location.assign("/grid");
    else {
      entry = fresh(key);
      form.reset();
      ask();
      showPhotos();
      say("");
      button.disabled = false;
      scrollTo(0, 0);
    }
  });

  async function take(box, input) {
    const wrong = box.querySelector(".wrong");
    wrong.hidden = true;
    for (const file of input.files) {
      try {
        const { bytes, small } = await shrink(file);
        entry.photos.push({ upload: identity(), field: box.dataset.photos, bytes, small });
      } catch {
        wrong.textContent = box.dataset.failed;
        wrong.hidden = false;
      }
    }
    input.value = "";
    await save();
    showPhotos();
  }

  function showPhotos() {
    for (const box of form.querySelectorAll("[data-photos]")) {
      box.querySelectorAll(".shot").forEach((old) => old.remove());
      for (const photo of entry.photos.filter((one) => one.field === box.dataset.photos)) {
        const shot = document.createElement("button");
        shot.type = "button";
        shot.className = "shot";
        shot.setAttribute("aria-label", box.dataset.remove);
        const image = document.createElement("img");
        image.src = photo.small;
        image.alt = "";
        shot.append(image);
        shot.addEventListener("click", async () => {
          entry.photos = entry.photos.filter((one) => one !== photo);
          await save();
          showPhotos();
        });
        box.querySelector(".shots").prepend(shot);
      }
    }
  }

  async function save() {
    entry.fields = [...new FormData(form)].filter(([name, value]) => typeof value === "string" && name !== "csrf_token" && name !== "command_id");
    entry.photos = entry.photos.filter((photo) => !off(form.querySelector(`[data-photos="${photo.field}"]`)));
    await keep(entry);
    say(form.dataset.saved);
  }

  function missing() {
    const open = [...form.querySelectorAll("[data-required]")].filter((box) => !off(box) && !answered(box));
    form.querySelectorAll(".lacking").forEach((box) => box.classList.remove("lacking"));
    if (!open.length && form.reportValidity()) return false;
    open.forEach((box) => box.classList.add("lacking"));
    say(form.dataset.missing);
    open[0]?.scrollIntoView({ block: "center" });
    return true;
  }

  function answered(box) {
    if (box.dataset.photos) return entry.photos.some((photo) => photo.field === box.dataset.photos);
    return Boolean(box.querySelector("input:checked"));
  }
}

// A draft's id is the command id: the same report sent again is the same report.
function fresh(key) {
  const [, number] = key.split(":");
  return { id: identity(), key, case: number ?? "", made: Date.now(), target: form.getAttribute("action"), title: form.dataset.title, state: "draft", fields: [], photos: [] };
}

function restore(entry) {
  for (const [name, value] of entry.fields) {
    for (const input of form.querySelectorAll(`[name="${CSS.escape(name)}"]`)) {
      if (input.type === "radio" || input.type === "checkbox") input.checked = input.value === value;
      else input.value = value;
      if (input.checked) input.closest("details")?.setAttribute("open", "");
    }
  }
}

// Which questions the answer to the first one leaves open; told by the server beforehand.
function ask() {
  const result = new FormData(form).get("result");
  for (const box of form.querySelectorAll("[data-asked-for]")) {
    box.hidden = !box.dataset.askedFor.split(" ").includes(result);
    for (const input of box.querySelectorAll("input, select, textarea")) input.disabled = box.hidden;
  }
}

const say = (words) => { document.querySelector("[data-say]").textContent = words; };

const off = (box) => Boolean(box?.closest("[data-asked-for]")?.hidden);

async function fillGrids() {
  const list = form.querySelector("[data-grids]");
  if (!list || list.options.length) return;
  for (const [code, name] of (await setting("grids")) ?? []) list.add(new Option(name, code));
}


// Also where the page is not served over TLS, and browsers know no randomUUID.
const identity = () => [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
