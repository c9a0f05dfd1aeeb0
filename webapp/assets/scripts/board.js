// Boards: charts drawn from the tables beside them, printing, and the days of a chosen period. Without this file the tables remain.
import "../styles/board.css";
import "./period.js";
import { draw } from "./board/charts.js";

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

for (const place of document.querySelectorAll("[data-chart]")) draw(place);
