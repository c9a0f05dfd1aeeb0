// What an event may wait for or throw, and where: the table of what the engine does right.
// Counterpart: engine/lint/rules/triggers.py
import { ofKind } from "../drawing.js";
import { linkName } from "../graph.js";
import { hit } from "./hit.js";

const ELSEWHERE = ["compensate"]; // refused as an element, with its own reason
const ALLOWED = {
  start: "message",
  "start of a subprocess": "",
  "start of an event subprocess": "message signal timer conditional error escalation",
  intermediateCatchEvent: "message signal timer conditional link",
  intermediateThrowEvent: "message signal escalation link",
  boundaryEvent: "message signal timer conditional error escalation cancel",
  endEvent: "message signal error escalation terminate cancel",
};
const KINDS = ["startEvent", "intermediateCatchEvent", "intermediateThrowEvent", "boundaryEvent", "endEvent"];

function positionOf(node) {
  if (node.kind !== "startEvent") return node.kind;
  if (!node.scope.host) return "start";
  return node.scope.host.isEventSubprocess ? "start of an event subprocess" : "start of a subprocess";
}

function* misplaced(drawing, isHere) {
  for (const node of ofKind(drawing.nodes, ...KINDS)) {
    const position = positionOf(node);
    const allowed = [...ALLOWED[position].split(" "), ...ELSEWHERE];
    for (const trigger of node.triggers) {
      if (!allowed.includes(trigger) && isHere(position)) yield hit(node, { trigger_kind: `${trigger}EventDefinition` });
    }
  }
}

export function* trigger_missing(drawing) {
  for (const node of ofKind(drawing.nodes, "intermediateCatchEvent", "boundaryEvent")) {
    if (!node.definitions.length) yield hit(node);
  }
}

export function* trigger_several(drawing) {
  for (const node of drawing.nodes) if (node.definitions.length > 1 && node.triggers.includes("link")) yield hit(node);
}

export const start_trigger = (drawing) => misplaced(drawing, (position) => position === "start");

export const subprocess_start_trigger = (drawing) => misplaced(drawing, (position) => position === "start of a subprocess");

export function* event_subprocess_trigger(drawing) {
  yield* misplaced(drawing, (position) => position === "start of an event subprocess");
  for (const node of ofKind(drawing.nodes, "startEvent")) {
    if (positionOf(node) === "start of an event subprocess" && !node.definitions.length) yield hit(node, { trigger_kind: "none" });
  }
}

export const trigger_misplaced = (drawing) => misplaced(drawing, (position) => !position.startsWith("start"));

export function* link_unmatched(drawing) {
  for (const scope of drawing.scopes) {
    const landings = new Set(ofKind(scope.nodes, "intermediateCatchEvent").map(linkName));
    for (const node of ofKind(scope.nodes, "intermediateThrowEvent")) {
      const name = linkName(node);
      if (name !== null && !landings.has(name)) yield hit(node, { link: name || "-" });
    }
  }
}

export function* link_ambiguous(drawing) {
  for (const scope of drawing.scopes) {
    const seen = new Set();
    for (const node of ofKind(scope.nodes, "intermediateCatchEvent")) {
      const name = linkName(node);
      if (name === null) continue;
      if (seen.has(name) || !name) yield hit(node, { link: name || "-" });
      seen.add(name);
    }
  }
}

export function* link_with_flow(drawing) {
  for (const node of ofKind(drawing.nodes, "intermediateThrowEvent", "intermediateCatchEvent")) {
    const flows = node.kind === "intermediateThrowEvent" ? node.outgoing : node.incoming;
    if (linkName(node) !== null && flows.length) yield hit(node);
  }
}
