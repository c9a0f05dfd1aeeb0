// The case's own diagram with the token on it: bpmn-js viewer, its sign kept, the way already gone tinted.
import "bpmn-js/dist/assets/diagram-js.css";
import NavigatedViewer from "bpmn-js/lib/NavigatedViewer";

// The history names steps, not the gateways, plain events and flows between them: those count as passed when they lie between
// two elements of the history with nothing but such silent elements on the way.
function wayGone(elements, done, here) {
  const known = new Set([...done, ...here]);
  const gone = new Set(done.filter((id) => elements.get(id) && !elements.get(id).children?.length));
  const walk = (shape, path) => {
    for (const flow of shape.outgoing ?? []) {
      const next = flow.target;
      if (!next || flow.type !== "bpmn:SequenceFlow" || path.length > 12) continue;
      if (known.has(next.id)) for (const passed of [...path, flow]) gone.add(passed.id);
      else if (isSilent(next) && !path.includes(next)) walk(next, [...path, flow, next]);
    }
  };
  const isEntered = (shape) => shape.type === "bpmn:StartEvent" && (shape.parent?.type !== "bpmn:SubProcess" || known.has(shape.parent.id));
  for (const shape of elements.filter((shape) => done.includes(shape.id) || isEntered(shape))) {
    walk(shape, isEntered(shape) ? [shape] : []);
  }
  return gone;
}

const isSilent = (shape) => /Gateway$|Event$/.test(shape.type) && shape.type !== "bpmn:BoundaryEvent";

// Whole, to the token, nearer, further, and as tall as the window.
function buttons(box, canvas, show) {
  const labels = JSON.parse(box.dataset.labels);
  const bar = document.createElement("div");
  bar.className = "diagram-bar";
  const acts = [
    ["−", labels.out, () => canvas.zoom(canvas.zoom() / 1.25)],
    ["+", labels.in, () => canvas.zoom(canvas.zoom() * 1.25)],
    ["⤢", labels.fit, () => canvas.zoom("fit-viewport")],
    ["◎", labels.here, show],
    ["↕", labels.tall, () => (box.classList.toggle("tall"), canvas.resized(), show())],
  ];
  for (const [sign, label, act] of acts) {
    const button = document.createElement("button");
    Object.assign(button, { type: "button", className: "button small", textContent: sign, title: label });
    button.setAttribute("aria-label", label);
    button.addEventListener("click", act);
    bar.append(button);
  }
  box.append(bar);
}

for (const box of document.querySelectorAll("[data-diagram]")) {
  const viewer = new NavigatedViewer({ container: box });
  const { done, here } = JSON.parse(box.dataset.marks);
  try {
    const xml = await (await fetch(box.dataset.diagram, { credentials: "same-origin" })).text();
    await viewer.importXML(xml);
    const canvas = viewer.get("canvas");
    const elements = viewer.get("elementRegistry");
    canvas.zoom("fit-viewport");
    for (const id of wayGone(elements, done, here)) canvas.addMarker(id, "done");
    for (const id of here.filter((id) => elements.get(id) && elements.get(id).type !== "bpmn:BoundaryEvent")) {
      canvas.addMarker(id, "here");
      const token = document.createElement("div");
      token.className = "token";
      viewer.get("overlays").add(id, "token", { position: { top: -12, left: -12 }, html: token });
    }
    // A closed case is shown where it ended.
    const target = here.find((id) => elements.get(id)) ?? done.findLast?.((id) => elements.get(id));
    const show = () => {
      if (!target) return canvas.zoom("fit-viewport");
      const { x, y, width, height } = elements.get(target);
      const view = canvas.viewbox();
      const scale = Math.max(view.scale, 0.75);
      const inner = { width: view.outer.width / scale, height: view.outer.height / scale };
      canvas.viewbox({ x: x + width / 2 - inner.width / 2, y: y + height / 2 - inner.height / 2, ...inner });
    };
    if (box.dataset.focus !== "all") show();
    if (box.dataset.labels) buttons(box, canvas, show);
    box.dataset.ready = "1";
  } catch (error) {
    box.textContent = box.dataset.sorry;
    console.error(error);
  }
}
