// The try tab: a comparison that is being made says how far it is, and shows itself when it is over; all scenarios ticked at once.
import "../styles/trial.css";

const PAUSE = 1000;

for (const place of document.querySelectorAll("[data-what-if]")) {
  const bar = place.querySelector("progress");
  const words = place.querySelector("[data-state]");
  const look = async () => {
    try {
      const answer = await fetch(place.dataset.whatIf, { credentials: "same-origin" });
      if (answer.ok) {
        const state = await answer.json();
        if (state.over) return location.reload();
        if (state.total) Object.assign(bar, { max: state.total, value: state.done });
        words.textContent = state.words;
      }
    } catch {
      // the network comes back or the page is left
    }
    setTimeout(look, PAUSE);
  };
  setTimeout(look, PAUSE);
}

// Ticking all scenarios that can be changed.
for (const form of document.querySelectorAll("[data-adapt]")) {
  const all = form.querySelector("[data-tick-all]");
  const each = [...form.querySelectorAll("input[name=name]")];
  all?.addEventListener("change", () => each.forEach((box) => (box.checked = all.checked)));
  form.addEventListener("change", () => {
    if (all) all.checked = each.every((box) => box.checked);
  });
}
