// The list of calls stays fresh, its minutes run, and an answer that did not get through says so at once.
const EVERY = 10000;
const list = document.querySelector("[data-now]");

document.addEventListener("submit", async (event) => {
  const form = event.target.closest("form[data-accept]");
  if (!form) return;
  event.preventDefault();
  const button = form.querySelector("button");
  button.disabled = true;
  try {
    const answer = await fetch(form.action, { method: "POST", body: new FormData(form), headers: { Accept: "application/json" } });
    const said = await answer.json();
    if (answer.ok) return location.assign(said.place);
    refuse(said.words);
    await look();
  } catch {
    refuse(form.dataset.noNet);
    button.disabled = false;
  }
});

function refuse(words) {
  const note = document.querySelector("[data-refusal]");
  note.textContent = words;
  note.hidden = false;
  note.scrollIntoView({ block: "nearest" });
}

async function look() {
  if (document.hidden || !navigator.onLine) return;
  try {
    const answer = await fetch(list.dataset.now, { redirect: "error" });
    if (!answer.ok) return;
    const before = Number(list.querySelector("[data-calls]").dataset.calls);
    list.innerHTML = await answer.text();
    if (Number(list.querySelector("[data-calls]").dataset.calls) > before) navigator.vibrate?.([200, 100, 200]);
  } catch { /* no network: the list stays as it was seen last */ }
}

function tick() {
  for (const mark of document.querySelectorAll(".left[data-due]")) {
    if (!mark.dataset.due) continue;
    const texts = (mark.dataset.left ? mark : list).dataset;
    const minutes = Math.round((new Date(mark.dataset.due) - Date.now()) / 60000);
    mark.querySelector("span").textContent = (minutes < 0 ? texts.late : texts.left).replace("#", Math.abs(minutes));
    mark.classList.toggle("late", minutes < 0);
    mark.classList.toggle("soon", minutes >= 0 && minutes <= 5);
  }
}

if (list) setInterval(look, EVERY);
if (document.querySelector(".left[data-due]") || list) {
  tick();
  setInterval(tick, 5000);
}
