// Flows and defaults that lead somewhere. What points nowhere never gets into the editor's model: the server names it.
// Counterpart: engine/lint/rules/references.py
import { ACTIVITIES, defaultId, ofKind } from "../drawing.js";
import { hit } from "./hit.js";

export function* flow_across_border(drawing) {
  for (const scope of drawing.scopes) {
    for (const flow of scope.flows) {
      if ([flow.source, flow.target].some((end) => end && !scope.byId.has(end))) yield hit(flow);
    }
  }
}

export function* flow_twice(drawing) {
  for (const scope of drawing.scopes) {
    const seen = new Set();
    for (const flow of scope.flows) {
      const ends = `${flow.source} ${flow.target}`;
      if (seen.has(ends)) yield hit(flow);
      seen.add(ends);
    }
  }
}

export function* boundary_unattached(drawing) {
  for (const node of ofKind(drawing.nodes, "boundaryEvent")) {
    const named = node.element.attachedToRef?.id ?? "";
    const host = node.scope.byId.get(named);
    if (!host || !ACTIVITIES.has(host.kind) || host.isEventSubprocess) yield hit(node, { host: named || "-" });
  }
}

export function* default_foreign(drawing) {
  for (const node of drawing.nodes) {
    const named = defaultId(node);
    if (named && !node.outgoing.some((flow) => flow.id === named)) yield hit(node, { missing: named });
  }
}
