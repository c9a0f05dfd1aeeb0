// Marks on the drawing: one badge for each element with findings, with their number, red or amber, and their words.
import { seenAs } from "./fixes/services.js";

const SCALE = { min: 0.8, max: 1.4 }; // a mark stays legible when the whole process is looked at

// A function that is given the findings of this drawing and leaves only changed badges to the canvas.
export function marksOn(injector, choose) {
  const shown = new Map(); // element id -> {key, overlay}
  return (findings) => {
    const overlays = injector.get("overlays");
    const services = { registry: injector.get("elementRegistry"), canvas: injector.get("canvas") };
    const wanted = Map.groupBy ? Map.groupBy(findings, ({ element }) => element) : grouped(findings);
    for (const [id, { overlay }] of shown) {
      if (wanted.has(id)) continue;
      overlays.remove(overlay);
      shown.delete(id);
    }
    for (const [id, found] of wanted) {
      const shape = seenAs(id, services);
      if (!shape || shape === services.canvas.getRootElement()) continue;
      const key = found.map(({ rule, reason }) => rule + reason).join("|");
      const before = shown.get(id);
      if (before?.key === key && overlays.get(before.overlay)) continue;
      if (before) overlays.remove(before.overlay);
      const overlay = overlays.add(shape, "lint", { scale: SCALE, position: placeOn(shape), html: badge(found, () => choose(id)) });
      shown.set(id, { key, overlay });
    }
  };
}

function grouped(findings) {
  const groups = new Map();
  for (const finding of findings) groups.set(finding.element, [...(groups.get(finding.element) ?? []), finding]);
  return groups;
}

function placeOn(shape) {
  if (!shape.waypoints) return { top: -10, right: 10 };
  const xs = shape.waypoints.map(({ x }) => x);
  const ys = shape.waypoints.map(({ y }) => y);
  const [a, b] = longest(shape.waypoints);
  return { left: (a.x + b.x) / 2 - Math.min(...xs) - 9, top: (a.y + b.y) / 2 - Math.min(...ys) - 9 };
}

// The ends of the longest piece of a line.
function longest(points) {
  const length = (i) => Math.hypot(points[i + 1].x - points[i].x, points[i + 1].y - points[i].y);
  const best = points.slice(0, -1).reduce((found, _, i) => (length(i) > length(found) ? i : found), 0);
  return [points[best], points[best + 1]];
}

function badge(found, choose) {
  const button = document.createElement("button");
  const isError = found.some(({ severity }) => severity === "error");
  button.type = "button";
  button.className = `lint-mark ${isError ? "error" : "warning"}`;
  button.textContent = isError ? "!" : "?";
  button.title = found.map(({ reason }) => reason).join("\n");
  button.setAttribute("aria-label", found.map(({ message }) => message).join(" "));
  button.addEventListener("click", (event) => (event.stopPropagation(), choose()));
  return button;
}
