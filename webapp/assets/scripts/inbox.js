// The inbox: keys, marked rows, live news. Without this file it is a list with links, boxes and buttons, and all of them work.
import "../styles/inbox.css";
import { teach } from "./keyboard.js";
import "./inbox/live.js";
import { moves, stand } from "./inbox/rows.js";
import { marks, tell } from "./inbox/selection.js";
import "./inbox/template.js";

teach({ ...moves, ...marks });
tell();

// After another list was put in place: forms elsewhere on the page speak of that one.
document.addEventListener("htmx:after:swap", () => {
  tell();
  const query = document.getElementById("list")?.dataset.list;
  for (const field of document.querySelectorAll("[data-carries-list]")) field.value = query;
  for (const link of document.querySelectorAll("[data-carries-list-link]")) link.search = query;
});
document.addEventListener("focusin", (event) => {
  const row = event.target.closest?.("tr[data-row]");
  if (row) stand(row);
});
