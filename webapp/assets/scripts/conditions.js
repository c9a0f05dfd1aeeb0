// Conditional fields. There is one truth about conditions, FEEL on the server: after a change the form asks it which fields are
// off now, and hides those. Without this script all fields stay visible and the server ignores what does not apply.
function apply(form, off) {
  for (const field of form.querySelectorAll("[data-field]")) {
    const hide = off.includes(field.dataset.field);
    field.hidden = hide;
    for (const input of field.querySelectorAll("input, select, textarea")) input.disabled = hide;
  }
}

// A button that moves away while it is pressed is not pressed: nothing moves until it is released, by whatever pressed it.
const RELEASES = ["pointerup", "pointercancel", "keyup"];
async function released() {
  if (!document.querySelector("button:active")) return;
  await new Promise((resolve) => RELEASES.forEach((kind) => addEventListener(kind, () => setTimeout(resolve), { once: true })));
}

let waiting = 0;
async function ask(form) {
  const turn = ++waiting;
  form.noValidate = true; // until the answer is there the browser would insist on fields that may not apply; the server knows
  const answer = await fetch(form.dataset.conditions, { method: "POST", body: new FormData(form), credentials: "same-origin" });
  const off = answer.ok ? (await answer.json()).off : null;
  await released();
  if (turn !== waiting) return;
  if (off) apply(form, off);
  form.noValidate = false;
}

document.addEventListener("change", (event) => {
  const form = event.target.form;
  if (form?.dataset.conditions) ask(form);
});
// Whether somebody was quicker than this script.
function isTouched(form) {
  return [...form.elements].some((input) => {
    if (input.type === "radio" || input.type === "checkbox") return input.checked !== input.defaultChecked;
    if (input.options) return [...input.options].some((option, index) => option.selected && !option.defaultSelected && index > 0);
    return "defaultValue" in input && input.value !== input.defaultValue;
  });
}

// The page comes with noValidate: until it is known what applies, the browser insists on nothing.
async function begin(form) {
  await released();
  apply(form, JSON.parse(form.dataset.off));
  if (isTouched(form)) await ask(form);
  else form.noValidate = false;
}

for (const form of document.querySelectorAll("form[data-conditions]")) begin(form);
