// The process as a whole, on its pool or on the empty canvas: its key and where its numbers are.
import { getBusinessObject, is } from "bpmn-js/lib/util/ModelUtil";
import { p } from "../words.js";

export function process(element, { edit, choices }) {
  const node = getBusinessObject(element);
  const found = is(node, "bpmn:Participant") ? node.processRef : is(node, "bpmn:Process") ? node : null;
  if (!found) return null;
  const policies = choices.policies.map(({ label }) => label).join(p("and"));
  const fields = [
    { id: "process-key", kind: "note", label: p("process-key", { key: found.id }) },
    { id: "executable", label: p("executable"), kind: "check", value: found.isExecutable === true, set: (isExecutable) => edit.setOn(element, found, { isExecutable }) },
  ];
  if (policies) fields.push({ id: "policies", kind: "note", label: p("process-policies", { policies }) });
  return { name: "process", label: p("kind-process"), fields };
}
