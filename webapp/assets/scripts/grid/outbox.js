// Sends what was written, in order, until the number comes back. Everything carries an id made here, so that sending twice files once.
import { draft, drafts, drop, keep, set, setting, wipe } from "./store.js";

const FIRST_PAUSE = 4000;
const LONGEST_PAUSE = 60000;
const REMEMBERED = 10 * 60 * 1000;
const HEADERS = (csrf) => ({ Accept: "application/json", "X-CSRFToken": csrf });

let page, box, pause = FIRST_PAUSE, timer, running = Promise.resolve();

export async function begin(element) {
  page = element;
  box = page.querySelector("[data-outbox]");
  const who = page.dataset.who;
  if (who) {
    if ((await setting("who") ?? who) !== who) await wipe(); // somebody else's phone now
    await set("who", who);
    const grids = [...document.querySelectorAll("[data-grids] option")].map((o) => [o.value, o.textContent]);
    if (grids.length) await set("grids", grids);
  }
  const leave = page.querySelector("[data-sign-out]");
  leave?.addEventListener("submit", async (event) => {
    event.preventDefault();
    const unsent = (await drafts()).some((entry) => entry.state !== "sent");
    if (unsent && !confirm(leave.dataset.signOut)) return;
    await wipe();
    leave.submit();
  });
  addEventListener("online", () => flush());
  addEventListener("offline", net);
  document.addEventListener("visibilitychange", () => document.hidden || flush());
  await flush();
}

// Hand over an entry {id, target, title, fields: [[name, value]], photos: [{upload, field, bytes, small}]}.
export async function send(entry) {
  await keep({ ...entry, state: "waiting", words: "" });
  await flush();
  return draft(entry.id);
}

export function flush() {
  clearTimeout(timer);
  running = running.then(() => (navigator.locks ? navigator.locks.request("bihuan-grid", sendAll) : sendAll())).catch(() => {}).then(show);
  return running;
}

async function sendAll() {
  const waiting = (await drafts()).filter((entry) => entry.state === "waiting" || entry.state === "sending");
  if (!waiting.length) return;
  await show();
  try {
    const answer = await fetch(page.dataset.session, { headers: { Accept: "application/json" }, cache: "no-store" });
    const { who, csrf } = await answer.json();
    if (!who || String(who) !== (await setting("who"))) return mark(waiting, who ? "waiting" : "signed-out");
    for (const entry of waiting) await deliver(entry, csrf);
    pause = FIRST_PAUSE;
  } catch {
    timer = setTimeout(flush, pause); // no network, or a server that is just coming up
    pause = Math.min(pause * 2, LONGEST_PAUSE);
  }
}

async function deliver(entry, csrf) {
  entry.state = "sending";
  await keep(entry);
  await show();
  for (const photo of entry.photos) {
    if (photo.file) continue;
    const form = new FormData();
    form.append("upload", photo.upload);
    form.append("file", new Blob([photo.bytes], { type: "image/jpeg" }), `${photo.field}.jpg`);
    if (entry.case) form.append("case", entry.case);
    const answer = await post(page.dataset.upload, form, csrf);
    if (!answer.ok) return refused(entry, answer.said);
    photo.file = answer.said.id;
    await keep(entry);
  }
  const form = new FormData();
  for (const [name, value] of entry.fields) form.append(name, value);
  form.append("command_id", entry.id);
  for (const photo of entry.photos) form.append(photo.field, photo.file);
  const answer = await post(entry.target, form, csrf);
  if (!answer.ok) return refused(entry, answer.said);
  await keep({ id: entry.id, made: entry.made, title: entry.title, state: "sent", words: answer.said.number || "", sentAt: Date.now(), fields: [], photos: [] });
}

// {ok, said}; fails when there was no answer or the server could not act just now, which is worth another try.
async function post(address, form, csrf) {
  const answer = await fetch(address, { method: "POST", body: form, headers: HEADERS(csrf), redirect: "manual" });
  if (answer.status >= 500 || answer.status === 429 || answer.type === "opaqueredirect") throw new Error("later");
  return { ok: answer.ok, said: await answer.json().catch(() => ({})) };
}

const refused = (entry, said) => keep({ ...entry, state: "refused", words: said.words || said.error || "" });
const mark = async (entries, state) => {
  page.dataset.signedOut = state === "signed-out" ? "1" : "";
  for (const entry of entries) await keep({ ...entry, state: "waiting" });
};

export async function show() {
  net();
  const all = (await drafts()).filter((entry) => entry.state !== "draft");
  for (const entry of all) if (entry.state === "sent" && Date.now() - entry.sentAt > REMEMBERED) await drop(entry.id);
  box.hidden = !all.length;
  box.querySelector("ul").replaceChildren(...all.map(line));
}

function line(entry) {
  const item = document.createElement("li");
  item.dataset.state = entry.state;
  const title = document.createElement("b");
  title.textContent = entry.title;
  const state = document.createElement("span");
  const photos = entry.photos.length ? ` · ${box.dataset.photos.replace("#", entry.photos.length)}` : "";
  const word = entry.state === "waiting" && page.dataset.signedOut ? box.dataset.signedOut : box.dataset[entry.state];
  state.textContent = `${word}${entry.words ? ` · ${entry.words}` : ""}${photos}`;
  item.append(title, state);
  if (entry.state === "refused") {
    item.append(
      button(box.dataset.again, async () => { await keep({ ...entry, state: "waiting", words: "" }); await flush(); }),
      button(box.dataset.discard, async () => { if (confirm(box.dataset.discardAsked)) { await drop(entry.id); await show(); } }),
    );
  }
  return item;
}

function button(words, act) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "button";
  made.textContent = words;
  made.addEventListener("click", act);
  return made;
}

function net() {
  const mark = page.querySelector("[data-net]");
  mark.textContent = navigator.onLine ? "" : mark.dataset.offline;
  mark.classList.toggle("off", !navigator.onLine);
}
