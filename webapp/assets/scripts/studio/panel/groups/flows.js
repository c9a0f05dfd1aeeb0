// Which way a case takes: conditions on flows, the usual way; all ways of a gateway at once.
import { getBusinessObject, is, isAny } from "bpmn-js/lib/util/ModelUtil";
import { p } from "../words.js";

const CHOOSING = ["bpmn:ExclusiveGateway", "bpmn:InclusiveGateway"];

export function condition(element, { edit }) {
  if (!is(element, "bpmn:SequenceFlow")) return null;
  const node = getBusinessObject(element);
  const { source } = element;
  if (!source || !isAny(source, [...CHOOSING, "bpmn:Activity"])) return null;
  const isDefault = source.businessObject.default === node;
  const fields = [isUsual(element, source, isDefault, edit)];
  if (!isDefault) fields.push(conditionOf(element, node, edit, "condition"));
  return { name: "condition", label: p("condition"), fields };
}

function isUsual(element, source, isDefault, edit) {
  const set = (value) => {
    edit.set(source, { default: value ? getBusinessObject(element) : undefined });
    if (value && getBusinessObject(element).conditionExpression) edit.set(element, { conditionExpression: undefined });
  };
  return { id: "default", label: p("default"), hint: p("default-hint"), kind: "check", value: isDefault, set };
}

function conditionOf(element, node, edit, id) {
  const set = (body) => edit.setExpression(element, node, "conditionExpression", body);
  return { id, label: p("condition-of"), hint: p("condition-hint"), kind: "feel", isExpression: true, value: node.conditionExpression?.body, set };
}

// The question and all its answers in one place.
export function ways(element, { edit }) {
  if (!isAny(element, CHOOSING) || element.outgoing.length < 2) return null;
  const flows = element.outgoing.filter((flow) => is(flow, "bpmn:SequenceFlow"));
  const options = flows.map((flow) => ({ value: flow.id, label: title(flow) }));
  const usual = getBusinessObject(element).default;
  const choose = (id) => {
    const flow = flows.find((found) => found.id === id);
    edit.set(element, { default: flow ? getBusinessObject(flow) : undefined });
    if (flow?.businessObject.conditionExpression) edit.set(flow, { conditionExpression: undefined });
  };
  const rows = flows
    .filter((flow) => flow.businessObject !== usual)
    .map((flow) => ({
      title: title(flow),
      fields: [
        { id: `way-name-${flow.id}`, label: p("name"), kind: "text", value: flow.businessObject.name, set: (name) => edit.set(flow, { name }) },
        conditionOf(flow, flow.businessObject, edit, `way-${flow.id}`),
      ],
    }));
  return {
    name: "ways",
    label: p("ways"),
    fields: [{ id: "usual", label: p("usual"), hint: p("usual-hint"), kind: "choice", options, empty: p("usual-none"), value: usual?.id, set: choose }],
    rows,
  };
}

const title = (flow) => flow.businessObject.name || p("way-to", { target: flow.target?.businessObject.name || flow.target?.id || "?" });
