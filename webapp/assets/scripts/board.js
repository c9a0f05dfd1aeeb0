// Boards: charts drawn from the tables beside them, printing, and the days of a chosen period. Without this file the tables remain.
import "../styles/board.css";
import { draw } from "./board/charts.js";

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

const period = document.getElementById("period");
const days = document.querySelector(".span-days");
if (period && days) {
  const show = () => {
    days.hidden = period.value !== "custom";
    for (const field of days.querySelectorAll("input")) field.disabled = days.hidden;
  };
  period.addEventListener("change", show);
  show();
}

for (const place of document.querySelectorAll("[data-chart]")) draw(place);
