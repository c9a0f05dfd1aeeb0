// What every element has: its name, its id, what it is for, its phase; and whose lane it is.
import { getBusinessObject, is, isAny } from "bpmn-js/lib/util/ModelUtil";
import { p } from "../words.js";

const ID = /^[A-Za-z_][\w.-]*$/;

export function general(element, { edit, choices, english }) {
  const node = getBusinessObject(element);
  const fields = [];
  if (is(element, "bpmn:Collaboration")) return null; // the canvas around the pools: the process speaks for itself
  if (is(element, "bpmn:Lane")) fields.push(role(element, node, edit, choices));
  if (!isAny(element, ["bpmn:TextAnnotation", "bpmn:Group"])) fields.push(name(element, node, edit));
  if (english?.fits(element)) fields.push(inEnglish(element, english));
  if (is(element, "bpmn:TextAnnotation")) {
    fields.push({ id: "text", label: p("annotation"), kind: "area", value: node.text, set: (text) => edit.set(element, { text }) });
  }
  if (!is(element, "bpmn:Lane")) fields.push(id(element, node, edit));
  if (is(element, "bpmn:FlowNode")) fields.push(phase(element, node, edit, choices));
  fields.push(documentation(element, node, edit));
  return { name: "general", label: p("general"), fields };
}

function name(element, node, edit) {
  const kind = is(element, "bpmn:SequenceFlow") ? "text" : "area";
  return { id: "name", label: p("name"), kind, value: node.name, set: (name) => edit.set(element, { name }) };
}

function inEnglish(element, english) {
  return { id: "english", label: p("english"), hint: p("english-hint"), kind: "text", value: english.of(element), set: (text) => english.set(element, text) };
}

function id(element, node, edit) {
  const check = (value) => {
    if (!value || !ID.test(value)) return p("id-shape");
    return value !== node.id && edit.isTaken(value) ? p("id-taken") : "";
  };
  return { id: "id", label: p("id"), hint: p("id-hint"), kind: "text", value: node.id, check, set: (id) => edit.set(element, { id }) };
}

function role(element, node, edit, choices) {
  const known = choices.roles.find(({ value }) => value === node.id);
  const set = (id) => {
    const isNamedAfterRole = !node.name || node.name === known?.label;
    const label = choices.roles.find(({ value }) => value === id)?.label;
    edit.set(element, { id, ...(isNamedAfterRole ? { name: label } : {}) });
  };
  const check = (value) => (!value ? p("choose") : value !== node.id && edit.isTaken(value) ? p("role-taken") : "");
  return { id: "lane-role", label: p("role"), hint: p("lane-hint"), kind: "choice", options: choices.roles, value: node.id, check, set };
}

function phase(element, node, edit, choices) {
  return {
    id: "phase", label: p("phase"), kind: "choice", options: choices.phases, empty: p("phase-none"), value: node.get("bihuan:phase"),
    set: (value) => edit.set(element, { "bihuan:phase": value }),
  }; // prettier-ignore
}

function documentation(element, node, edit) {
  const known = node.get("documentation")[0];
  const set = (text) => {
    if (known && text) return edit.setOn(element, known, { text });
    const made = text ? [edit.create("bpmn:Documentation", { text }, node)] : [];
    edit.set(element, { documentation: [...made, ...node.get("documentation").slice(1)] });
  };
  return { id: "documentation", label: p("documentation"), kind: "area", value: known?.text, set };
}
