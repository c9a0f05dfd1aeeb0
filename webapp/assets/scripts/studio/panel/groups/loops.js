// Done several times: for each of a list at once or one after the other, or again while a condition holds.
import { getBusinessObject, is } from "bpmn-js/lib/util/ModelUtil";
import { p } from "../words.js";

const KINDS = ["parallel", "sequential", "again"];

export function loop(element, { edit }) {
  if (!is(element, "bpmn:Activity")) return null;
  const node = getBusinessObject(element);
  const known = node.loopCharacteristics;
  const kind = !known ? undefined : is(known, "bpmn:StandardLoopCharacteristics") ? "again" : known.isSequential ? "sequential" : "parallel";
  const fields = [{ id: "loop", label: p("loop"), kind: "choice", empty: p("loop-none"), value: kind, options: KINDS.map((value) => ({ value, label: p(`loop-${value}`) })), set: (value) => choose(element, node, known, value, edit) }];
  if (kind === "again") fields.push(...again(element, known, edit));
  else if (known) fields.push(...each(element, known, edit));
  return { name: "loop", label: p("loop"), fields };
}

function choose(element, node, known, kind, edit) {
  const isMany = (kind) => kind === "parallel" || kind === "sequential";
  if (known && isMany(kind) && is(known, "bpmn:MultiInstanceLoopCharacteristics")) {
    return edit.setOn(element, known, { isSequential: kind === "sequential" });
  }
  const type = isMany(kind) ? "bpmn:MultiInstanceLoopCharacteristics" : "bpmn:StandardLoopCharacteristics";
  const made = kind ? edit.create(type, kind === "sequential" ? { isSequential: true } : {}, node) : undefined;
  edit.set(element, { loopCharacteristics: made });
}

function again(element, known, edit) {
  const set = (body) => edit.setExpression(element, known, "loopCondition", body);
  return [
    { id: "loop-condition", label: p("loop-condition"), kind: "feel", isExpression: true, value: known.loopCondition?.body, set },
    { id: "loop-maximum", label: p("loop-maximum"), kind: "text", type: "number", value: known.loopMaximum, set: (value) => edit.setOn(element, known, { loopMaximum: value ? Number(value) : undefined }) },
    { id: "test-before", label: p("test-before"), kind: "check", value: known.testBefore, set: (testBefore) => edit.setOn(element, known, { testBefore }) },
  ];
}

function each(element, known, edit) {
  const list = edit.extension(element, "zeebe:LoopCharacteristics", known);
  const set = (properties) => edit.setExtension(element, "zeebe:LoopCharacteristics", properties, "inputCollection", known);
  const expression = (property, label, hint) => ({
    id: property, label: p(label), hint: hint && p(hint), kind: "feel", isExpression: true, value: known.get(property)?.body, set: (body) => edit.setExpression(element, known, property, body),
  }); // prettier-ignore
  const fields = [
    { id: "collection", label: p("collection"), hint: p("collection-hint"), kind: "feel", isExpression: true, value: list?.inputCollection, set: (inputCollection) => set({ inputCollection }) },
  ];
  if (list) {
    fields.push(
      { id: "member", label: p("member"), kind: "text", value: list.inputElement, set: (inputElement) => set({ inputElement }) },
      { id: "results", label: p("results"), kind: "text", value: list.outputCollection, set: (outputCollection) => set({ outputCollection }) },
      { id: "member-result", label: p("member-result"), kind: "feel", isExpression: true, value: list.outputElement, set: (outputElement) => set({ outputElement }) },
    );
  }
  if (!list || known.loopCardinality) fields.push(expression("loopCardinality", "times"));
  fields.push(expression("completionCondition", "until", "until-hint"));
  return fields;
}
