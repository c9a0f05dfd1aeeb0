// Keys: the dialog behind `?` is the table of keys, and this obeys exactly what stands in it. What somebody types into a field,
// and what an input method is still composing (拼音), is never taken.
const PATIENCE = 1200; // milliseconds between the two keys of "g m"
const dialog = document.getElementById("keys");
const bindings = new Map();
for (const row of dialog?.querySelectorAll("[data-keys]") ?? []) {
  for (const keys of row.dataset.keys.split(" | ")) bindings.set(keys, row.dataset.does);
}
const begun = new Set([...bindings.keys()].filter((keys) => keys.includes(" ")).map((keys) => keys.split(" ")[0]));

// The form somebody is typing in, or else the one that the page is there for.
const TYPED_INTO = "input:not([type=checkbox], [type=radio]), select, textarea, [contenteditable]";
const main = () => document.querySelector("form[data-main]");
const typed = () => (document.activeElement?.matches(TYPED_INTO) && document.activeElement.form) || main();
const acts = {
  help: () => (dialog.open ? dialog.close() : dialog.showModal()),
  search: () => focus(document.querySelector("main input[type=search]")),
  form: () => [...(main()?.elements ?? [])].find((field) => field.type !== "hidden" && field.checkVisibility())?.focus(),
  send: () => typed()?.requestSubmit(typed().querySelector("button.primary") ?? typed().querySelector("button:not([type=button])")),
  leave: () => document.activeElement.blur(),
  account: () => {
    press("account");
    [...document.querySelectorAll(".rail details.menu[open] a")].find((link) => link.checkVisibility())?.focus();
  },
};

// Pages add what only they can do. Everything else presses the button or link that says `data-act`.
export function teach(more) {
  Object.assign(acts, more);
}

export function press(act) {
  const button = [...document.querySelectorAll(`[data-act="${act}"]`)].find((element) => element.checkVisibility?.() ?? true);
  if (button) button.click();
  else if (act.startsWith("tab-") && dialog.dataset.inbox) location.assign(`${dialog.dataset.inbox}?list=${act.slice(4)}`);
}

function focus(field) {
  field?.focus();
  field?.select?.();
}

function named(event) {
  const isLetter = /^[a-z]$/i.test(event.key);
  const key = isLetter ? event.key.toLowerCase() : event.key;
  if (event.ctrlKey || event.metaKey) return `Ctrl+${key}`;
  return isLetter && event.shiftKey ? `Shift+${key.toUpperCase()}` : key;
}

const PRESSED = "button, summary, a, input";
let first = "";
let since = 0;

document.addEventListener("keydown", (event) => {
  if (event.isComposing || event.keyCode === 229 || event.altKey || event.defaultPrevented) return;
  const key = named(event);
  const isSending = key === "Ctrl+Enter";
  const isLeaving = key === "Escape" && event.target.matches("input, select, textarea");
  if (event.target.matches(TYPED_INTO) && !isSending && !isLeaving) return;
  if (key === "Escape" && !isLeaving) return; // a drawing, a dialog, a menu knows what to do with it
  if (key === "Enter" && event.target.matches(PRESSED)) return;
  const open = document.querySelector("dialog[open], details.menu[open]");
  if (open && key !== "?" ) return;
  const both = first && event.timeStamp - since < PATIENCE ? `${first} ${key}` : "";
  const act = (both && bindings.get(both)) || bindings.get(key);
  first = "";
  if (act) {
    if (!isLeaving) event.preventDefault(); // a search field is emptied by it, too
    (acts[act] ?? (() => press(act)))();
  } else if (begun.has(key)) {
    event.preventDefault();
    first = key;
    since = event.timeStamp;
  }
});
document.addEventListener("click", (event) => {
  if (event.target.closest("[data-act=help]")) acts.help();
});
