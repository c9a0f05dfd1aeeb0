// Marked rows: one by one, a range with Shift, all that are shown; the bar of what can be done with them says how many.
import { here, rows } from "./rows.js";

const boxes = () => rows().map((row) => row.querySelector(".tick input")).filter((box) => box && !box.disabled);
let last = null;

export const marked = () => boxes().filter((box) => box.checked).map((box) => box.value);

export function mark(keys) {
  for (const box of boxes()) box.checked = keys.includes(box.value);
  tell();
}

export function tell() {
  const all = boxes();
  const n = all.filter((box) => box.checked).length;
  const head = document.querySelector("[data-tick-all]");
  if (head) {
    head.checked = n > 0 && n === all.length;
    head.indeterminate = n > 0 && n < all.length;
  }
  const bar = document.querySelector("[data-bulk-bar]");
  if (!bar) return;
  bar.hidden = n === 0;
  const count = bar.querySelector("[data-bulk-count]");
  count.textContent = count.dataset.words.replace("{n}", n);
  const whole = bar.querySelector("[data-bulk-all]");
  if (whole) whole.hidden = n < all.length;
  if (whole?.hidden) whole.querySelector("input").checked = false;
}

function range(to, checked) {
  const all = boxes();
  const [from, end] = [all.indexOf(last), all.indexOf(to)].sort((a, b) => a - b);
  for (const box of from < 0 ? [to] : all.slice(from, end + 1)) box.checked = checked;
}

document.addEventListener("click", (event) => {
  if (event.target.matches("[data-tick-all]")) {
    for (const box of boxes()) box.checked = event.target.checked;
  } else if (event.target.matches("tr[data-row] .tick input")) {
    if (event.shiftKey) range(event.target, event.target.checked);
    last = event.target;
  } else return;
  tell();
});

const box = () => here()?.querySelector(".tick input");
export const marks = {
  mark: () => box()?.click(),
  "mark-range": () => {
    if (!box()) return;
    range(box(), true);
    last = box();
    tell();
  },
  "mark-all": () => document.querySelector("[data-tick-all]")?.click(),
};
