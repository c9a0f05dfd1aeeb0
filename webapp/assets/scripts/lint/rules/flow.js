// Where tokens can go: every element must be reachable, lead on, lead to an end, and no ring may turn without rest.
// Counterpart: engine/lint/rules/flow.py
import { GATEWAYS, calledBy, ofKind } from "../drawing.js";
import { entries, exits, linkName, rings, spread, steps } from "../graph.js";
import { hit } from "./hit.js";

const WAITS = new Set(["userTask", "manualTask", "serviceTask", "receiveTask", "eventBasedGateway"]);

export function* unreachable(drawing) {
  for (const scope of drawing.scopes) {
    const starts = entries(scope);
    if (!starts.length) continue;
    const [after, before] = steps(scope);
    const hanging = ofKind(scope.nodes, "boundaryEvent").filter((n) => !scope.byId.has(n.element.attachedToRef?.id ?? ""));
    const reached = spread([...starts, ...hanging], after);
    const lost = scope.nodes.filter((node) => !reached.has(node.id));
    const heads = lost.filter((node) => !before(node).some((earlier) => !reached.has(earlier.id)));
    for (const node of heads.length ? heads : lost.slice(0, 1)) yield hit(node);
  }
}

export function* dead_end(drawing) {
  for (const node of drawing.nodes) {
    const jumps = node.kind === "intermediateThrowEvent" && linkName(node) !== null;
    if (!node.outgoing.length && node.kind !== "endEvent" && !node.isEventSubprocess && !jumps) yield hit(node);
  }
}

export function* no_way_to_an_end(drawing) {
  for (const scope of drawing.scopes) {
    if (!ofKind(scope.nodes, "endEvent").length) continue;
    const [after, before] = steps(scope);
    const stops = scope.nodes.filter((node) => !after(node).length);
    const ending = spread([...exits(scope), ...stops], before);
    const reached = spread(entries(scope), after);
    const trapped = scope.nodes.filter((node) => reached.has(node.id) && !ending.has(node.id));
    if (trapped.length) yield hit(trapped[0], { elements: trapped.map((node) => node.id) });
  }
}

export function* several_outgoing(drawing) {
  for (const node of drawing.nodes) {
    const count = node.outgoing.length;
    if (count > 1 && !GATEWAYS.has(node.kind) && node.kind !== "endEvent") yield hit(node, { count });
  }
}

export function* condition_without_gateway(drawing) {
  for (const node of drawing.nodes) {
    if (GATEWAYS.has(node.kind)) continue;
    for (const flow of node.outgoing) if (flow.condition !== null) yield hit(flow);
  }
}

export function* endless_loop(drawing) {
  const rests = new Map();
  for (const scope of drawing.scopes) {
    const [after] = steps(scope);
    const active = scope.nodes.filter((node) => !waits(node, drawing, rests));
    for (const ring of rings(active, after)) yield hit(ring[0], { elements: ring.map((node) => node.id) });
  }
}

// Whether a token always rests here. A subprocess or called process rests if every way through it does.
function waits(node, drawing, rests) {
  if (WAITS.has(node.kind)) return true;
  if (node.kind === "intermediateCatchEvent") return node.definitions.length > 0 && linkName(node) === null;
  if (node.kind === "callActivity") {
    const called = calledBy(node, drawing);
    return !called || isResting(called, drawing, rests);
  }
  const inner = node.scope.inner.get(node.id);
  return Boolean(inner) && !node.isEventSubprocess && isResting(inner, drawing, rests);
}

// Asked once per scope; a process that calls itself counts as resting while it is looked at.
function isResting(scope, drawing, rests) {
  if (!rests.has(scope)) {
    rests.set(scope, true);
    const [after] = steps(scope);
    const passed = spread(ofKind(scope.nodes, "startEvent"), after, (node) => waits(node, drawing, rests));
    rests.set(scope, !ofKind(scope.nodes, "endEvent").some((node) => passed.has(node.id)));
  }
  return rests.get(scope);
}
