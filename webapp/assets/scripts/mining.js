// Mining pages: the days of a chosen period. Without this file everything works, with more fields on the screen.
import "../styles/mining.css";

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

// Whoever turns to another source or programme does not keep choices that belong to the old one.
for (const name of ["log", "process"]) {
  document.getElementById(name)?.addEventListener("change", (event) => {
    for (const other of ["version", "model", ...(name === "log" ? ["clock"] : [])]) {
      const field = document.getElementById(other);
      if (field) field.disabled = true;
    }
    event.target.form.requestSubmit();
  });
}
