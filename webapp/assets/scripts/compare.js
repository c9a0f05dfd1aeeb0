// Two versions of a diagram side by side: what differs is marked in both, a list is clicked through, and both move together.
import "bpmn-js/dist/assets/diagram-js.css";
import NavigatedViewer from "bpmn-js/lib/NavigatedViewer";
import "../styles/compare.css";

const SIGNS = { added: "+", removed: "−", changed: "≠", moved: "↔" };

async function drawn(place) {
  const viewer = new NavigatedViewer({ container: place });
  const answer = await fetch(place.dataset.diagram, { credentials: "same-origin" });
  await viewer.importXML(await answer.text());
  viewer.get("canvas").zoom("fit-viewport");
  return viewer;
}

function mark(viewer, id, kind) {
  if (!viewer.get("elementRegistry").get(id)) return;
  viewer.get("canvas").addMarker(id, `diff-${kind}`);
  const sign = document.createElement("div");
  sign.className = `diff-sign ${kind}`;
  sign.textContent = SIGNS[kind];
  viewer.get("overlays").add(id, "diff", { position: { top: -10, left: -10 }, html: sign });
}

// The middle of a shape or of a line's way.
function middle(viewer, id) {
  const element = viewer?.get("elementRegistry").get(id);
  if (!element) return null;
  if (!element.waypoints) return { x: element.x + element.width / 2, y: element.y + element.height / 2 };
  const ends = [element.waypoints[0], element.waypoints.at(-1)];
  return { x: (ends[0].x + ends[1].x) / 2, y: (ends[0].y + ends[1].y) / 2 };
}

// One pair of viewers that shows the same place. `offset`: how far the thing looked at lies elsewhere in the new diagram.
class Pair {
  constructor(old, now) {
    this.sides = [old, now].filter(Boolean);
    [this.old, this.now] = [old, now];
    this.offset = { x: 0, y: 0 };
    this.isFollowing = false;
    if (old && now) {
      old.on("canvas.viewbox.changed", () => this.follow(old, now, 1));
      now.on("canvas.viewbox.changed", () => this.follow(now, old, -1));
    }
  }

  follow(from, to, direction) {
    if (this.isFollowing) return;
    this.isFollowing = true;
    const { x, y, width, height } = from.get("canvas").viewbox();
    to.get("canvas").viewbox({ x: x + direction * this.offset.x, y: y + direction * this.offset.y, width, height });
    this.isFollowing = false;
  }

  look(id) {
    const [was, is] = [middle(this.old, id), middle(this.now, id)];
    this.offset = was && is ? { x: is.x - was.x, y: is.y - was.y } : { x: 0, y: 0 };
    const [viewer, at] = is ? [this.now, is] : [this.old, was];
    if (!at) return;
    const canvas = viewer.get("canvas");
    const view = canvas.viewbox();
    const scale = Math.max(view.scale, 0.7);
    const [width, height] = [view.outer.width / scale, view.outer.height / scale];
    canvas.viewbox({ x: at.x - width / 2, y: at.y - height / 2, width, height });
    for (const side of this.sides) {
      for (const other of side.get("elementRegistry").filter((element) => side.get("canvas").hasMarker(element, "diff-here"))) {
        side.get("canvas").removeMarker(other, "diff-here");
      }
      if (side.get("elementRegistry").get(id)) side.get("canvas").addMarker(id, "diff-here");
    }
  }

  fit() {
    this.offset = { x: 0, y: 0 };
    this.sides[0].get("canvas").zoom("fit-viewport");
  }

  zoom(factor) {
    const canvas = this.sides[0].get("canvas");
    canvas.zoom(canvas.zoom() * factor);
  }
}

function bar(place, labels, pair) {
  const box = document.createElement("div");
  box.className = "diagram-bar";
  for (const [sign, label, act] of [["−", labels.out, () => pair.zoom(0.8)], ["+", labels.in, () => pair.zoom(1.25)], ["⤢", labels.fit, () => pair.fit()]]) {
    const button = document.createElement("button");
    Object.assign(button, { type: "button", className: "button small", textContent: sign, title: label });
    button.setAttribute("aria-label", label);
    button.addEventListener("click", act);
    box.append(button);
  }
  place.append(box);
}

function clickThrough(box, pair) {
  const things = [...box.querySelectorAll("[data-element]")];
  let at = -1;
  const go = (place) => {
    at = (place + things.length) % things.length;
    const thing = things[at];
    for (const other of things) other.classList.toggle("here", other === thing);
    thing.closest("details:not([open])")?.setAttribute("open", "");
    thing.scrollIntoView({ block: "nearest" });
    pair.look(thing.dataset.element);
  };
  things.forEach((thing, place) => thing.querySelector("button").addEventListener("click", () => go(place)));
  for (const button of box.closest("section").querySelectorAll("[data-step]")) {
    button.hidden = !things.length;
    button.addEventListener("click", () => go(at < 0 && button.dataset.step < 0 ? -1 : at + Number(button.dataset.step)));
  }
}

for (const box of document.querySelectorAll("[data-compare]")) {
  const places = ["old", "new"].map((side) => box.querySelector(`[data-side="${side}"]`));
  try {
    const [old, now] = await Promise.all(places.map((place) => (place ? drawn(place) : null)));
    for (const { dataset } of box.querySelectorAll("[data-element]")) {
      if (old) mark(old, dataset.element, dataset.change);
      if (now) mark(now, dataset.element, dataset.change);
    }
    const pair = new Pair(old, now);
    clickThrough(box, pair);
    bar(box.querySelector(".diff-sides"), JSON.parse(box.dataset.labels), pair);
    // the first difference is in sight at once, when the drawings are
    const first = box.querySelector("[data-element]");
    if (first) pair.look(first.dataset.element);
    box.dataset.ready = "1";
  } catch (error) {
    for (const place of places) if (place) place.textContent = box.dataset.sorry;
    console.error(error);
  }
}
