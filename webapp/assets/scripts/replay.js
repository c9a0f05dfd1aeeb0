// The replay of a case: step, play, drag along its time, jump; the server tells every moment, the diagram follows.
import "bpmn-js/dist/assets/diagram-js.css";
import "../styles/replay.css";
import NavigatedViewer from "bpmn-js/lib/NavigatedViewer";
import { outlineIn } from "./lint/outline.js";
import { buttons, centre, wayGone } from "./way.js";

const player = document.querySelector("[data-player]");
const place = document.querySelector("[data-moment-place]");
const read = (name) => JSON.parse(player.dataset[name]);
const steps = read("steps"), times = read("times"), stops = read("stops");
const scrub = player.querySelector("[data-scrub]"), jump = player.querySelector("[data-jump]"), speed = player.querySelector("[data-speed]");
const when = player.querySelector("[data-when]"), count = player.querySelector("[data-step]"), playing = player.querySelector("[data-go=play]");
const kept = new Map(); // number of an event -> its moment as HTML, the newest ones
const words = document.querySelector("[data-outline]"), wordsChanged = outlineIn(words);
let at = Number(player.dataset.place), timer = null, wanted = 0;

// --- the diagram ---

const box = document.querySelector("[data-replay-diagram]");
const viewer = new NavigatedViewer({ container: box });
let version = null, marked = [];

async function draw() {
  const { here, passed, version: needed, seq, late } = place.querySelector("[data-moment]").dataset;
  const canvas = viewer.get("canvas");
  if (needed !== version) {
    const answer = await fetch(`${box.dataset.replayDiagram}&at=${seq}`, { credentials: "same-origin" });
    if (!answer.ok) throw new Error(answer.status);
    await viewer.importXML(await answer.text());
    canvas.zoom("fit-viewport");
    if (version === null) buttons(box, canvas, () => lookAt(JSON.parse(place.querySelector("[data-moment]").dataset.here)));
    version = needed;
    marked = [];
  }
  const elements = viewer.get("elementRegistry"), overlays = viewer.get("overlays");
  for (const [id, name] of marked) canvas.removeMarker(id, name);
  overlays.remove({ type: "token" });
  const stands = JSON.parse(here).filter((id) => elements.get(id) && !isListener(elements.get(id)));
  const done = JSON.parse(passed);
  marked = [...wayGone(elements, done, stands)].map((id) => [id, "done"]);
  for (const id of stands.filter((id) => elements.get(id).type !== "bpmn:BoundaryEvent")) {
    marked.push([id, "here"]);
    const token = document.createElement("div");
    token.className = late === "1" ? "token late" : "token";
    overlays.add(id, "token", { position: { top: -12, left: -12 }, html: token });
  }
  const last = done.findLast?.((id) => elements.get(id));
  if (last) marked.push([last, "last"]);
  for (const [id, name] of marked) canvas.addMarker(id, name);
  keepInView(canvas, elements, stands.length ? stands : last ? [last] : []);
  box.dataset.ready = version;
}

// What an event subprocess waits for is no token: it is there all the time.
const isListener = (shape) => shape.type === "bpmn:StartEvent" && shape.businessObject.$parent?.triggeredByEvent;

// Move the picture only when nothing of what matters can be seen.
function keepInView(canvas, elements, ids) {
  const view = canvas.viewbox();
  const isSeen = ({ x, y, width, height }) => x > view.x && y > view.y && x + width < view.x + view.width && y + height < view.y + view.height;
  const shapes = ids.map((id) => elements.get(id)).filter((shape) => shape && shape.x !== undefined);
  if (shapes.length && (view.scale < 0.45 || !shapes.some(isSeen))) centre(canvas, shapes[0]);
}

function lookAt(ids) {
  const shape = ids.map((id) => viewer.get("elementRegistry").get(id)).find((one) => one && !isListener(one));
  if (shape) centre(viewer.get("canvas"), shape);
}

// --- moments ---

async function momentAt(seq) {
  if (!kept.has(seq)) {
    kept.set(seq, fetch(`${player.dataset.fragment}?at=${seq}`, { credentials: "same-origin" }).then((answer) => (answer.ok ? answer.text() : Promise.reject(new Error(answer.status)))));
    if (kept.size > 80) kept.delete(kept.keys().next().value);
  }
  return kept.get(seq);
}

async function show(index, seq = steps[index]) {
  at = Math.max(0, Math.min(steps.length - 1, index));
  scrub.value = at;
  count.textContent = player.dataset.of.replace("%n", at + 1);
  const mine = ++wanted;
  let text;
  try {
    text = await momentAt(seq);
  } catch {
    kept.delete(seq);
    pause();
    return;
  }
  if (mine !== wanted) return; // a later wish was faster
  const open = [...place.querySelectorAll("details")].map((one) => one.open);
  place.innerHTML = text;
  [...place.querySelectorAll("details")].forEach((one, number) => (one.open = open[number] ?? false));
  const { when: shown, seq: number } = place.querySelector("[data-moment]").dataset;
  when.textContent = shown;
  scrub.setAttribute("aria-valuetext", shown);
  words.dataset.outline = words.dataset.outline.replace(/at=\d+/, `at=${number}`);
  wordsChanged();
  history.replaceState(null, "", `${player.dataset.address}?at=${number}`);
  await draw();
  if (at + 1 < steps.length) momentAt(steps[at + 1]).catch(() => {});
}

const indexOf = (seq) => Math.min(steps.findIndex((last) => last >= seq), steps.length - 1);
const stopIndexes = [...new Set(stops.map(indexOf))];

function pause() {
  clearTimeout(timer);
  timer = null;
  playing.querySelector("[data-sign]").textContent = "▶";
  playing.querySelector("[data-word]").textContent = player.dataset.play;
}

function play() {
  if (at >= steps.length - 1) at = -1;
  playing.querySelector("[data-sign]").textContent = "❚❚";
  playing.querySelector("[data-word]").textContent = player.dataset.pause;
  const next = async () => {
    const began = performance.now();
    await show(at + 1);
    if (timer === null) return;
    if (at >= steps.length - 1) return pause();
    timer = setTimeout(next, Math.max(0, Number(speed.value) - (performance.now() - began)));
  };
  timer = setTimeout(next, 0);
}

const ACTS = {
  first: () => show(0),
  last: () => show(steps.length - 1),
  back: () => show(at - 1),
  on: () => show(at + 1),
  "stop-before": () => show(stopIndexes.findLast?.((index) => index < at) ?? 0),
  "stop-after": () => show(stopIndexes.find((index) => index > at) ?? steps.length - 1),
  play: () => (timer === null ? play() : pause()),
};

function act(name) {
  if (name !== "play") pause();
  ACTS[name]();
}

player.addEventListener("click", (event) => {
  const button = event.target.closest("[data-go]");
  if (button) act(button.dataset.go);
});
scrub.addEventListener("input", () => {
  pause();
  when.textContent = new Date(times[scrub.value] * 1000).toLocaleString(document.documentElement.lang, { timeZone: "Asia/Shanghai" });
  show(Number(scrub.value));
});
jump?.addEventListener("change", () => {
  pause();
  if (jump.value) show(indexOf(Number(jump.value)));
  jump.value = "";
});
place.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-at]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  pause();
  show(indexOf(Number(link.dataset.at)), Number(link.dataset.at));
});

const KEYS = { ArrowLeft: "back", ArrowRight: "on", Home: "first", End: "last", " ": "play" };
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || event.target.closest("input:not([type=range]), select, textarea, button, summary, a")) return;
  const name = event.shiftKey && event.key === "ArrowLeft" ? "stop-before" : event.shiftKey && event.key === "ArrowRight" ? "stop-after" : KEYS[event.key];
  if (name) {
    event.preventDefault();
    act(name);
  } else if (/^[1-5]$/.test(event.key)) speed.selectedIndex = Number(event.key) - 1;
});

// Names of the phases stand where the phases do; the policy of the page allows no style attributes.
for (const name of document.querySelectorAll(".band-names [data-x]")) {
  name.style.left = `${name.dataset.x}%`;
  name.style.width = `${name.dataset.width}%`;
}

draw().catch((error) => {
  box.textContent = box.dataset.sorry;
  console.error(error);
});
