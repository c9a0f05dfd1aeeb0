// Frequency, waiting and lateness on the diagram: shades as markers, numbers as overlays. The table below says the same.
import "bpmn-js/dist/assets/diagram-js.css";
import NavigatedViewer from "bpmn-js/lib/NavigatedViewer";

const DEGREES = [1, 2, 3, 4, 5];
const NEAR = 0.45;

function buttons(box, canvas) {
  const labels = JSON.parse(box.dataset.labels);
  const bar = document.createElement("div");
  bar.className = "diagram-bar";
  for (const [sign, label, act] of [
    ["−", labels.out, () => canvas.zoom(canvas.zoom() / 1.25)],
    ["+", labels.in, () => canvas.zoom(canvas.zoom() * 1.25)],
    ["⤢", labels.fit, () => canvas.zoom("fit-viewport")],
  ]) {
    const button = document.createElement("button");
    Object.assign(button, { type: "button", className: "button small", textContent: sign, title: label });
    button.setAttribute("aria-label", label);
    button.addEventListener("click", act);
    bar.append(button);
  }
  box.append(bar);
}

// A flow is as thick as it was frequented, whatever it is coloured by.
function thicken(viewer, marks) {
  const registry = viewer.get("elementRegistry");
  for (const { element, width } of marks) {
    const line = width && registry.getGraphics(element)?.querySelector(".djs-visual > path");
    if (line) line.style.strokeWidth = `${width}px`;
  }
}

function paint(viewer, marks, look) {
  const canvas = viewer.get("canvas");
  const overlays = viewer.get("overlays");
  overlays.remove({ type: "heat" });
  for (const mark of marks) {
    if (!viewer.get("elementRegistry").get(mark.element)) continue;
    for (const degree of DEGREES) canvas.removeMarker(mark.element, `degree-${degree}`);
    const [degree, words] = mark[look];
    if (!degree) continue;
    canvas.addMarker(mark.element, `degree-${degree}`);
    if (viewer.get("elementRegistry").get(mark.element).children?.length) canvas.addMarker(mark.element, "heat-scope");
    if (mark.quiet) continue;
    const label = document.createElement("a");
    Object.assign(label, { className: "heat-label", textContent: words, href: mark.behind });
    // a diagram seen whole would shrink its numbers until nobody can read them
    overlays.add(mark.element, "heat", {
      position: { bottom: 10, left: 6 },
      html: label,
      scale: { min: 0.75, max: 1.2 },
      show: mark.small ? { minZoom: NEAR } : null, // seen whole, people's steps alone have room for a number
    });
  }
}

// What was clicked is told below the diagram, with the cases behind it; gateways and flows have no room for numbers of their own.
function tell(viewer, marks, told) {
  const known = new Map(marks.map((mark) => [mark.element, mark]));
  const looks = JSON.parse(told.dataset.looks);
  const canvas = viewer.get("canvas");
  let chosen = null;
  viewer.on("element.click", ({ element }) => {
    const id = element.labelTarget?.id ?? element.id;
    const mark = known.get(id);
    if (chosen) canvas.removeMarker(chosen, "chosen");
    chosen = mark ? id : null;
    if (!mark) return told.replaceChildren(told.dataset.hint);
    canvas.addMarker(id, "chosen");
    const link = document.createElement("a");
    Object.assign(link, { href: mark.behind, textContent: told.dataset.cases });
    const name = document.createElement("b");
    name.textContent = mark.name;
    told.replaceChildren(name, ...["frequency", "waiting", "lateness"].map((look) => ` · ${looks[look]} ${mark[look][1]}`), " · ", link);
  });
}

for (const box of document.querySelectorAll("[data-heat]")) {
  const viewer = new NavigatedViewer({ container: box });
  const marks = JSON.parse(box.dataset.marks);
  try {
    await viewer.importXML(await (await fetch(box.dataset.heat, { credentials: "same-origin" })).text());
    viewer.get("canvas").zoom("fit-viewport");
    const choices = document.querySelectorAll("input[name=shown]");
    const show = () => paint(viewer, marks, [...choices].find((choice) => choice.checked)?.value ?? "frequency");
    for (const choice of choices) choice.addEventListener("change", show);
    thicken(viewer, marks);
    tell(viewer, marks, document.querySelector("[data-told]"));
    show();
    buttons(box, viewer.get("canvas"));
    box.dataset.ready = "1";
  } catch (error) {
    box.textContent = box.dataset.sorry;
    console.error(error);
  }
}
