// Somebody gave a step or a field another name: expressions, tables and scenarios that speak of it would say nothing any more. So the
// new name is offered to them, once the name is written to its end.
import { draft, send, w } from "./workspace.js";

const NAME = /^[^\W\d]\w*$/u;

let pending = null;

// `wish`: {before, after, form: of a field}. `save`: brings what is drawn to the server.
export function noteRenaming(wish, save) {
  pending = pending?.after === wish.before && pending.form === wish.form ? { ...pending, after: wish.after } : wish;
  const soon = () => setTimeout(() => !isTyping() && look(save));
  if (isTyping()) addEventListener("focusout", soon, { once: true });
  else soon();
}

const isTyping = () => Boolean(document.activeElement?.matches("[data-key=id] input, [data-key=key] input"));

async function look(save) {
  const wish = pending;
  pending = null;
  if (!wish || wish.before === wish.after || !NAME.test(wish.before ?? "") || !NAME.test(wish.after ?? "")) return;
  await save();
  const places = await ask(wish);
  const n = Object.values(places).reduce((sum, count) => sum + count, 0);
  document.querySelector("dialog.renaming")?.remove();
  if (n) offer(wish, places, n, save);
}

async function ask(wish) {
  const answer = await send(draft.files.replace(/files$/, "renaming"), "POST", JSON.stringify(wish), { "Content-Type": "application/json" });
  return answer.ok ? (await answer.json()).places : {};
}

function offer(wish, places, n, save) {
  const dialog = document.createElement("dialog");
  dialog.className = "studio-dialog renaming";
  const make = (tag, text, more = {}) => Object.assign(document.createElement(tag), { textContent: text, ...more });
  const title = make("h2", w("rename-title", { before: wish.before, after: wish.after }), { id: "renaming-title" });
  dialog.setAttribute("aria-labelledby", title.id);
  const list = document.createElement("ul");
  list.append(...Object.entries(places).map(([path, count]) => make("li", w("rename-place", { path, n: count }))));
  const acts = make("div", "", { className: "actions" });
  const leave = make("button", w("rename-leave"), { type: "button", className: "button" });
  const act = make("button", w("rename-do", { n }), { type: "button", className: "button primary" });
  leave.addEventListener("click", () => dialog.remove());
  act.addEventListener("click", async () => {
    act.disabled = true;
    await save();
    await ask({ ...wish, do: true });
    const address = new URL(location.href);
    if (!wish.form) address.searchParams.set("element", wish.after);
    location.assign(address);
  });
  acts.append(leave, act);
  dialog.append(title, make("p", w("rename-why")), list, acts);
  document.body.append(dialog);
  dialog.showModal();
}
