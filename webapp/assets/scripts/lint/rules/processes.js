// Processes and subprocesses as wholes: executable, with a beginning and an end, of a size that can be read.
// Counterpart: engine/lint/rules/processes.py
import { ofKind } from "../drawing.js";
import { hit } from "./hit.js";

const MOST_ELEMENTS = 300;

export function* process_not_executable(drawing) {
  if (drawing.processes.some((process) => process.element.isExecutable)) return;
  for (const process of drawing.processes) yield hit(process);
}

export function* start_missing(drawing) {
  for (const scope of drawing.scopes) {
    if (!ofKind(scope.nodes, "startEvent").length && scope.kind !== "adHocSubProcess") yield hit(scope);
  }
}

export function* start_several(drawing) {
  for (const scope of drawing.scopes) {
    const seen = new Set();
    for (const node of ofKind(scope.nodes, "startEvent")) {
      const isPlain = scope.parent || !node.definitions.length;
      const meaning = isPlain ? "" : node.definitions[0].messageRef?.id || node.id;
      if (seen.has(meaning)) yield hit(node);
      seen.add(meaning);
    }
  }
}

export function* end_missing(drawing) {
  for (const scope of drawing.scopes) {
    if (!ofKind(scope.nodes, "endEvent").length && scope.kind !== "adHocSubProcess") yield hit(scope);
  }
}

export function* start_with_incoming(drawing) {
  for (const node of ofKind(drawing.nodes, "startEvent", "boundaryEvent")) if (node.incoming.length) yield hit(node);
}

export function* end_with_outgoing(drawing) {
  for (const node of ofKind(drawing.nodes, "endEvent")) if (node.outgoing.length) yield hit(node);
}

export function* too_many_elements(drawing) {
  for (const process of drawing.running) {
    const count = drawing.nodes.filter((node) => node.scope.process === process).length;
    if (count > MOST_ELEMENTS) yield hit(process, { count, allowed: MOST_ELEMENTS });
  }
}
