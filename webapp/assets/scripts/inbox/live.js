// What changed meanwhile, asked for now and then while somebody looks: a bar says how many are new, rows that others took turn
// grey, news get their mark. The list itself is only drawn anew when asked, and then keeps marks, place and scroll.
import htmx from "htmx.org";
import { teach } from "../keyboard.js";
import { here, list, rows, stand } from "./rows.js";
import { mark, marked, tell } from "./selection.js";

const EVERY = 30_000; // milliseconds while the page is looked at
const HIDDEN = 120_000; // while it is not: only the badge in the title can be seen
const title = document.title;
let timer = 0;
let asked = 0;

async function ask() {
  clearTimeout(timer);
  timer = setTimeout(ask, document.hidden ? HIDDEN : EVERY);
  if (!list()?.dataset.live || !navigator.onLine) return;
  asked = Date.now();
  const { list: query, at, live } = list().dataset;
  const headers = { "Content-Type": "application/json", "X-CSRFToken": document.querySelector("[name=csrf_token]").value };
  const body = JSON.stringify({ list: query, since: at, rows: rows().map((row) => row.dataset.key) });
  const answer = await fetch(live, { method: "POST", headers, body, credentials: "same-origin" }).catch(() => null);
  if (answer?.ok && list().dataset.list === query) show(await answer.json());
}

function show(news) {
  document.title = news.new ? `(${news.new}) ${title}` : title;
  const bar = document.querySelector("[data-live-bar]");
  bar.hidden = !news.new;
  bar.querySelector("[data-live-words]").textContent = news.bar;
  for (const [name, count] of Object.entries(news.counts)) {
    const badge = document.querySelector(`[data-count="${name}"]`);
    badge.textContent = count;
    badge.hidden = count === "0";
  }
  for (const row of rows()) {
    const gone = news.gone[row.dataset.key];
    if (gone && !row.classList.contains("gone")) leave(row, gone);
    const version = news.versions[row.dataset.key];
    if (version > Number(row.dataset.version)) row.classList.add("unread");
  }
  tell();
}

function leave(row, words) {
  row.classList.add("gone");
  const box = row.querySelector(".tick input");
  if (box) box.checked = !(box.disabled = true);
  const note = document.createElement("span");
  note.className = "tag gone-words";
  note.textContent = words;
  row.querySelector(".act").replaceChildren(note);
}

async function refresh() {
  const [kept, stood, scroll] = [marked(), here()?.dataset.key, scrollY];
  await htmx.ajax("GET", location.href, { target: "#list", select: "#list", swap: "outerHTML" });
  mark(kept);
  stand(rows().find((row) => row.dataset.key === stood));
  scrollTo(0, scroll);
  document.title = title;
}

teach({ refresh });
document.addEventListener("click", (event) => {
  if (event.target.closest("[data-act=refresh]")) refresh();
});
document.addEventListener("visibilitychange", () => {
  if (!document.hidden && Date.now() - asked > EVERY / 3) ask();
});
timer = setTimeout(ask, EVERY);
export { ask };
