// Menus close on Escape and on a click elsewhere; selects marked data-send send their form; data-print prints.
const close = (except) => {
  for (const menu of document.querySelectorAll("details.menu[open]")) if (menu !== except) menu.open = false;
};
document.addEventListener("click", (event) => {
  close(event.target.closest("details.menu"));
  if (event.target.closest("[data-print]")) print();
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  document.activeElement?.closest("details.menu[open]")?.querySelector("summary").focus();
  close();
});
document.addEventListener("change", (event) => {
  if (event.target.matches("[data-send]")) event.target.form.requestSubmit();
});
