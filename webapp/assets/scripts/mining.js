// Mining pages: the days of a chosen period. Without this file everything works, with more fields on the screen.
import "../styles/mining.css";
import "./period.js";

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
