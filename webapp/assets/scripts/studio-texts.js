// The texts tab of a draft: every input stands for one place in manifest.json or locale/en.json.
import "../styles/studio-texts.css";
import { DraftFile } from "./studio/draft-file.js";
import { at, put, removed, writeLike } from "./studio/texts/json.js";
import { draft, fileAddress, say, send, w } from "./studio/workspace.js";

const LIMIT = /^\d+(\.\d{1,3})?(wd|wh|min|h|d)( .+)?$/;

const box = document.getElementById("texts");
const words = JSON.parse(box.dataset.words ?? "{}");
const files = new Map();

// A file with its content as an object; a locale that does not exist yet begins empty.
async function opened(path) {
  let file;
  try {
    file = await DraftFile.open(path, { replace: () => location.reload() });
  } catch {
    await send(fileAddress(path), "PUT", "{}\n", { "If-Match": String(draft.revision), "Content-Type": "text/plain" });
    file = await DraftFile.open(path, { replace: () => location.reload() });
  }
  const entry = { file, before: file.text, content: JSON.parse(file.text) };
  files.set(path, entry);
  return entry;
}

function touched({ file, before, content }) {
  file.changed(async () => writeLike(before, content));
}

function typed(input) {
  const entry = files.get(input.dataset.file);
  const path = JSON.parse(input.dataset.path);
  const wrong = complaint(input);
  input.setCustomValidity(wrong);
  input.title = wrong;
  input.toggleAttribute("aria-invalid", Boolean(wrong));
  if (wrong || !entry) return;
  put(entry.content, path, valueOf(input));
  touched(entry);
  if ("english" in input.dataset) {
    input.closest("tr").classList.toggle("missing", !input.value.trim());
    count();
  }
}

function complaint(input) {
  const text = input.value.trim();
  if (input.type === "date") return text ? "" : words["day-missing"];
  if (!("kind" in input.dataset)) return "";
  if (!text) return words["value-missing"];
  if ("limit" in input.dataset && !LIMIT.test(text)) return words["not-a-limit"];
  if (input.dataset.kind === "number" && Number.isNaN(Number(text))) return words["not-a-number"];
  if (input.dataset.kind === "boolean" && !["true", "false"].includes(text)) return words["not-yes-or-no"];
  return "";
}

function valueOf(input) {
  const text = input.value.trim();
  if (input.dataset.kind === "number") return Number(text);
  if (input.dataset.kind === "boolean") return text === "true";
  if (input.dataset.kind !== "json") return text || undefined;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

// Another value of a policy, for a later day; or one that goes. The rows are made by the server.
async function changeRows(change) {
  const entry = files.get("manifest.json");
  change(entry.content);
  touched(entry);
  await Promise.all([...files.values()].map(({ file }) => file.flush()));
  if (!entry.file.waiting) location.reload();
}

function later(content, place) {
  const day = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
  content.policies.splice(place + 1, 0, { ...at(content, ["policies", place]), effective_from: day, basis: "" });
}

function count() {
  const missing = box.querySelectorAll("tr.missing").length;
  box.querySelector("[data-missing]").textContent = (words.missing ?? "").replace("{n}", missing);
}

async function begin() {
  await opened("manifest.json");
  await opened("locale/en.json");
  for (const [path, entry] of files) {
    if (entry.file.waiting) for (const input of box.querySelectorAll(`[data-file="${path}"]`)) input.value = shown(at(entry.content, JSON.parse(input.dataset.path)));
  }
  box.addEventListener("input", ({ target }) => target.dataset?.path && typed(target));
  for (const button of box.querySelectorAll("[data-later]")) button.addEventListener("click", () => changeRows((content) => later(content, Number(button.dataset.later))));
  for (const button of box.querySelectorAll("[data-remove]")) button.addEventListener("click", () => changeRows((content) => removed(content, ["policies", Number(button.dataset.remove)])));
  for (const link of document.querySelectorAll("[data-leave], .workspace-tabs a")) {
    link.addEventListener("click", async (event) => {
      if (![...files.values()].some(({ file }) => file.waiting)) return;
      event.preventDefault();
      await Promise.all([...files.values()].map(({ file }) => file.flush()));
      location.assign(link.href);
    });
  }
  box.dataset.ready = "1";
}

const shown = (value) => (value === undefined || value === null ? "" : typeof value === "string" ? value : JSON.stringify(value));

document.getElementById("only-missing").addEventListener("change", ({ target }) => {
  box.classList.toggle("only-missing", target.checked);
  if (target.checked) for (const group of box.querySelectorAll("details:has(tr.missing)")) group.open = true;
});
if (draft.editable && box.dataset.words) {
  begin().catch((error) => {
    console.error(error);
    say(w("unreadable"), "bad");
  });
}
