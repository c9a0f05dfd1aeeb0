// What a token has gone through, and the buttons beside a diagram: shared by the page of a case and its replay.

// The history names steps, not the gateways, plain events and flows between them: those count as passed when they lie between
// two elements of the history with nothing but such silent elements on the way.
export function wayGone(elements, done, here) {
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
export function buttons(box, canvas, show) {
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

// Bring an element into the middle, large enough to read.
export function centre(canvas, shape) {
  const { x, y, width, height } = shape;
  const view = canvas.viewbox();
  const scale = Math.max(view.scale, 0.75);
  const inner = { width: view.outer.width / scale, height: view.outer.height / scale };
  canvas.viewbox({ x: x + width / 2 - inner.width / 2, y: y + height / 2 - inner.height / 2, ...inner });
}
