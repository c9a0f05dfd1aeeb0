// The diagram in words: fetched when somebody opens it, and again when the drawing has changed meanwhile.
import "../../styles/outline.css";

const PAUSE = 900; // ms without a change

// `text()`: the drawing as it is on the screen; without it the address knows which one is meant. Answers changed().
export function outlineIn(details, { text, token } = {}) {
  const body = details.querySelector("[data-outline-body]");
  let isFresh = false;
  let timer;
  async function load() {
    isFresh = true;
    const headers = { "Content-Type": "application/json", "X-CSRFToken": token };
    const asked = text && { method: "POST", headers, body: JSON.stringify({ path: "process.bpmn", text: await text() }) };
    const answer = await fetch(details.dataset.outline, { credentials: "same-origin", ...asked });
    if (answer.ok) body.innerHTML = await answer.text();
    else isFresh = false;
  }
  details.addEventListener("toggle", () => details.open && !isFresh && load());
  return () => {
    isFresh = false;
    clearTimeout(timer);
    if (details.open) timer = setTimeout(load, PAUSE);
  };
}
