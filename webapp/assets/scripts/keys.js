// The inbox by keyboard: j/k move, x marks, c claims, Enter opens, / searches.
const rows = () => [...document.querySelectorAll("tr[data-row]")];
const here = () => document.querySelector("tr.here");

function go(step) {
  const all = rows();
  if (!all.length) return;
  const at = all.indexOf(here());
  const next = all[Math.min(Math.max(at + step, 0), all.length - 1)];
  here()?.classList.remove("here");
  next.classList.add("here");
  next.querySelector("a")?.focus({ preventScroll: true });
  next.scrollIntoView({ block: "nearest" });
}

const acts = {
  j: () => go(1),
  k: () => go(-1),
  x: () => here()?.querySelector(".tick input")?.click(),
  c: () => here()?.querySelector("[data-key=c]")?.click(),
  Enter: () => here()?.querySelector("a")?.click(),
  "/": () => document.querySelector("input[type=search]")?.focus(),
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || !rows().length) return;
  if (event.target.matches("input:not([type=checkbox]), select, textarea, button, summary")) return;
  if (event.key === "Enter" && event.target.matches("a")) return;
  if (!acts[event.key]) return;
  event.preventDefault();
  acts[event.key]();
});
