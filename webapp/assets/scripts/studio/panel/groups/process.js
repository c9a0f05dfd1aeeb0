// The process as a whole, on its pool or on the empty canvas: its key and where its numbers are.
import { getBusinessObject, is } from "bpmn-js/lib/util/ModelUtil";
import { p } from "../words.js";

// The process of a pool, of the canvas around the only pool, or itself.
export function processOf(node) {
  if (is(node, "bpmn:Process")) return node;
  if (is(node, "bpmn:Participant")) return node.processRef;
  const drawn = is(node, "bpmn:Collaboration") ? node.get("participants").filter(({ processRef }) => processRef) : [];
  return drawn.length === 1 ? drawn[0].processRef : null;
}

export function process(element, { edit, choices }) {
  const node = getBusinessObject(element);
  const found = processOf(node);
  if (!found) return null;
  const policies = choices.policies.map(({ label }) => label).join(p("and"));
  const fields = [
    { id: "process-key", kind: "note", label: p("process-key", { key: found.id }) },
    { id: "executable", label: p("executable"), kind: "check", value: found.isExecutable === true, set: (isExecutable) => edit.setOn(element, found, { isExecutable }) },
  ];
  if (policies) fields.push({ id: "policies", kind: "note", label: p("process-policies", { policies }) });
  return { name: "process", label: p("kind-process"), fields };
}
