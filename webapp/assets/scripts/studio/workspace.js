// What every tab of a draft knows of it: see webapp/studio/README.md.
export const box = document.getElementById("workspace");
const words = JSON.parse(box?.dataset.words ?? "{}");

export const draft = {
  id: Number(box?.dataset.draft),
  revision: Number(box?.dataset.revision),
  files: box?.dataset.files,
  csrf: box?.dataset.csrf,
  editable: box ? "editable" in box.dataset : false,
  user: box?.dataset.user,
};

// A text of translations/*/studio.ftl, of the keys studio-js-*: w("saved", {at: "9:00"}).
export function w(key, facts = {}) {
  const text = words[key] ?? key;
  return text.replace(/\{(\w+)\}/g, (found, name) => (name in facts ? facts[name] : found));
}

export function fileAddress(path) {
  return `${draft.files}/${path.split("/").map(encodeURIComponent).join("/")}`;
}

export async function send(address, method, body, headers = {}) {
  return await fetch(address, {
    method,
    body,
    credentials: "same-origin",
    redirect: "manual", // to the sign-in page: the session has ended
    headers: { "X-CSRFToken": draft.csrf, ...headers },
  });
}

export function say(text, kind = "") {
  const state = document.querySelector("[data-saved]");
  if (!state) return;
  if (state.textContent !== text) state.textContent = text;
  state.dataset.kind = kind;
}
