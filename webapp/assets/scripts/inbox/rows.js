// The row one stands on: moved by keys, kept by its key when the list is drawn anew.
import { press } from "../keyboard.js";

export const list = () => document.getElementById("list");
export const rows = () => [...document.querySelectorAll("tr[data-row]")];
export const here = () => document.querySelector("tr.here");
const STILL = { block: "nearest" };

export function stand(row) {
  here()?.classList.remove("here");
  row?.classList.add("here");
}

function go(step) {
  const all = rows();
  if (!all.length) return;
  const next = all[Math.min(Math.max(all.indexOf(here()) + step, 0), all.length - 1)];
  stand(next);
  next.querySelector("[data-open]")?.focus({ preventScroll: true });
  next.scrollIntoView(STILL);
}

const inRow = (act) => here()?.querySelector(`[data-act="${act}"]`)?.click();

export const moves = {
  down: () => go(1),
  up: () => go(-1),
  open: () => (here() ?? rows()[0])?.querySelector("[data-open]")?.click(),
  claim: () => inRow("claim"),
  watch: () => inRow("watch"),
  filters: () => {
    press("filters");
    enter();
  },
};

// The sheet is fetched when it is first opened; keys that opened it stand in it then, too.
const enter = () => document.querySelector("details.filter-sheet[open] #sheet :is(input, select)")?.focus();
document.addEventListener("htmx:after:swap", () => {
  if (document.activeElement === document.body) enter();
});

// The star changes at once; the server is told beside it.
document.addEventListener("click", (event) => {
  const star = event.target.closest(".star");
  if (!star) return;
  const on = star.classList.toggle("on");
  star.setAttribute("aria-pressed", String(on));
});
