// Work of people and machines: which role, which unit, which job, which decision; and repetition that knows when to stop.
// Counterparts: engine/lint/rules/people.py, work.py and loops.py
import { attributeOf, extensionOf, extensionsOf, kindOf, ofKind, textOf } from "../drawing.js";
import { hit } from "./hit.js";

const PERSONAL = ["userTask", "manualTask"];
const ASSIGNMENT = /^\s*([\p{L}_][\p{L}\p{N}_]*)\s*=(?!=)[^]*$/u;
const MOST_INSTANCES = 200;

function laneOf(node, drawing) {
  const role = attributeOf(node.element, "bihuan:role");
  if (role !== undefined) return [...drawing.lanes.values()].find((lane) => lane.id === role);
  for (let current = node; current; current = current.scope.host) {
    if (drawing.lanes.has(current.id)) return drawing.lanes.get(current.id);
  }
  return undefined;
}

export function* lane_missing(drawing) {
  for (const node of ofKind(drawing.nodes, ...PERSONAL)) if (!laneOf(node, drawing)) yield hit(node);
}

export function* unit_missing(drawing) {
  for (const node of ofKind(drawing.nodes, ...PERSONAL)) {
    if (!extensionOf(node.element, "zeebe:assignmentDefinition", "candidateGroups")) yield hit(node);
  }
}

export function* form_missing(drawing) {
  for (const node of ofKind(drawing.nodes, "userTask")) {
    if (!extensionOf(node.element, "zeebe:formDefinition", "formId")) yield hit(node);
  }
}

export function* task_without_kind(drawing) {
  for (const node of ofKind(drawing.nodes, "task")) yield hit(node);
}

export function* label_missing(drawing) {
  for (const node of ofKind(drawing.nodes, ...PERSONAL)) if (!(node.element.name ?? "").trim()) yield hit(node);
}

export function* job_type_missing(drawing) {
  for (const node of ofKind(drawing.nodes, "serviceTask")) {
    if (!extensionOf(node.element, "zeebe:taskDefinition", "type")) yield hit(node);
  }
}

export function* decision_missing(drawing) {
  for (const node of ofKind(drawing.nodes, "businessRuleTask")) {
    const said = (name) => extensionOf(node.element, "zeebe:calledDecision", name);
    if (!said("decisionId") || !said("resultVariable")) yield hit(node);
  }
}

export function* script_missing(drawing) {
  for (const node of ofKind(drawing.nodes, "scriptTask")) if (!(node.element.script ?? "").trim()) yield hit(node);
}

export function* script_format(drawing) {
  for (const node of ofKind(drawing.nodes, "scriptTask")) {
    const format = node.element.scriptFormat ?? "";
    if (format.trim().toLowerCase() !== "feel") yield hit(node, { format: format || "-" });
  }
}

export function* script_line(drawing) {
  for (const node of ofKind(drawing.nodes, "scriptTask")) {
    for (const [index, line] of (node.element.script ?? "").split(/\r\n|\r|\n/).entries()) {
      if (!line.trim() || line.trimStart().startsWith("//") || ASSIGNMENT.test(line)) continue;
      yield hit(node, { number: index + 1, text: line.trim().slice(0, 80) });
    }
  }
}

export function* message_link_missing(drawing) {
  for (const node of ofKind(drawing.nodes, "sendTask", "intermediateThrowEvent", "endEvent")) {
    const sends = node.kind === "sendTask" || node.triggers.includes("message");
    if (sends && !(attributeOf(node.element, "bihuan:link") ?? "").trim()) yield hit(node);
  }
}

function* loops(drawing, kind) {
  for (const node of drawing.nodes) {
    const loop = node.element.loopCharacteristics;
    if (loop && kindOf(loop) === kind) yield [node, loop];
  }
}

const cardinality = (loop) => textOf(loop.loopCardinality);

function collection(loop) {
  const own = extensionsOf(loop, "zeebe:loopCharacteristics").map((found) => attributeOf(found, "inputCollection"));
  return own[0] || loop.loopDataInputRef?.id || loop.loopDataInputRef || "";
}

export function* loop_unbounded(drawing) {
  for (const [node, loop] of loops(drawing, "standardLoopCharacteristics")) {
    if (loop.loopMaximum === undefined && !textOf(loop.loopCondition)) yield hit(node);
  }
}

export function* instances_missing(drawing) {
  for (const [node, loop] of loops(drawing, "multiInstanceLoopCharacteristics")) {
    if (!cardinality(loop) && !collection(loop)) yield hit(node);
  }
}

export function* instances_ambiguous(drawing) {
  for (const [node, loop] of loops(drawing, "multiInstanceLoopCharacteristics")) {
    if (cardinality(loop) && collection(loop)) yield hit(node);
  }
}

export function* instances_too_many(drawing) {
  for (const [node, loop] of loops(drawing, "multiInstanceLoopCharacteristics")) {
    const value = cardinality(loop).replace(/^=/, "").trim();
    if (/^\d+$/.test(value) && Number(value) > MOST_INSTANCES) yield hit(node, { value, allowed: MOST_INSTANCES });
  }
}
