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
    const target = here.find((id) => elements.get(id));
    if (target && box.dataset.focus !== "all") {
      const { x, y, width, height } = elements.get(target);
      const view = canvas.viewbox();
      const scale = Math.max(view.scale, 0.75);
      const inner = { width: view.outer.width / scale, height: view.outer.height / scale };
      canvas.viewbox({ x: x + width / 2 - inner.width / 2, y: y + height / 2 - inner.height / 2, ...inner });
    }
    box.dataset.ready = "1";
  } catch (error) {
    box.textContent = box.dataset.sorry;
    console.error(error);
  }
}
