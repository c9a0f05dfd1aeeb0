// The try tab: a comparison that is being made says how far it is, and shows itself when it is over.
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
