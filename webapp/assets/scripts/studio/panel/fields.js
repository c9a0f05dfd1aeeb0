// Fields of the panel: what each kind looks like and when it writes. A field: {id, label, hint, kind, value, set, ...}; a note may lead
// somewhere: {href, more}
import { feelField } from "./feel.js";
import { p } from "./words.js";

const PAUSE = 350; // ms of no typing before it is written

const KINDS = {
  text: (field, write) => typed(Object.assign(document.createElement("input"), { type: field.type ?? "text" }), field, write),
  area: (field, write) => typed(document.createElement("textarea"), field, write),
  choice,
  check,
  feel: (field, write, context) => feelField(field, context, write),
};

export function fieldOf(field, context) {
  const box = document.createElement("div");
  box.className = `panel-field of-${field.kind}`;
  box.dataset.key = field.id;
  if (field.kind === "note") {
    const note = Object.assign(document.createElement("p"), { textContent: field.label, className: "hint" });
    if (field.href) note.append(" ", Object.assign(document.createElement("a"), { href: field.href, textContent: field.more }));
    box.append(note);
    return box;
  }
  const all = { ...field, id: `panel-${field.id}`, disabled: field.disabled || !context.editable };
  const label = Object.assign(document.createElement(field.kind === "feel" ? "span" : "label"), { textContent: field.label });
  if (field.kind !== "feel") label.htmlFor = all.id;
  const control = KINDS[field.kind](all, writer(field, box), context);
  box.append(...(field.kind === "check" ? [control, label] : [label, control]));
  if (field.hint) box.append(Object.assign(document.createElement("p"), { className: "hint", textContent: field.hint }));
  return box;
}

// Writes a moment after the last letter, or at once when the field is left; says what is wrong with a value that is refused.
function writer(field, box) {
  let timer;
  let last = field.value ?? undefined;
  let pending = null;
  const now = () => {
    clearTimeout(timer);
    if (!pending) return;
    const { value } = pending;
    pending = null;
    const wrong = field.check?.(value) ?? "";
    box.classList.toggle("bad", Boolean(wrong));
    let said = box.querySelector(":scope > .wrong");
    if (!said && wrong) box.append((said = Object.assign(document.createElement("p"), { className: "wrong" })));
    if (said) said.textContent = wrong;
    if (wrong || value === last) return;
    last = value;
    field.set(value);
  };
  box.addEventListener("finish", now);
  box.addEventListener("focusout", () => setTimeout(now)); // when the next field has the focus, so that it is left alone
  return (value, { at = PAUSE } = {}) => {
    pending = { value };
    clearTimeout(timer);
    if (at) timer = setTimeout(now, at);
    else now();
  };
}

function typed(input, field, write) {
  Object.assign(input, { id: field.id, value: field.value ?? "", disabled: field.disabled, autocomplete: "off", spellcheck: false });
  if (field.placeholder) input.placeholder = field.placeholder;
  if (field.options?.length) {
    const list = document.createElement("datalist");
    list.id = `${field.id}-list`;
    list.append(...field.options.map(({ value, label }) => Object.assign(document.createElement("option"), { value, label })));
    input.setAttribute("list", list.id);
    input.addEventListener("focus", () => input.after(list), { once: true });
  }
  input.addEventListener("input", () => write(input.value || undefined));
  return input;
}

function choice(field, write) {
  const select = document.createElement("select");
  Object.assign(select, { id: field.id, disabled: field.disabled });
  const options = [...field.options];
  if (field.value && !options.some(({ value }) => value === field.value)) {
    options.unshift({ value: field.value, label: p("unknown-choice", { value: field.value }) });
  }
  if (field.empty !== undefined || !field.value) options.unshift({ value: "", label: field.empty ?? p("choose") });
  select.append(...options.map(({ value, label }) => new Option(label, value)));
  select.value = field.value ?? "";
  select.addEventListener("change", () => write(select.value || undefined, { at: 0 }));
  return select;
}

function check(field, write) {
  const input = Object.assign(document.createElement("input"), { type: "checkbox", id: field.id, checked: Boolean(field.value), disabled: field.disabled });
  input.addEventListener("change", () => write(input.checked, { at: 0 }));
  return input;
}
