// What an event waits for or tells: messages, timers, conditions, signals, errors, escalations, links.
import { getBusinessObject, is, isAny } from "bpmn-js/lib/util/ModelUtil";
import { p } from "../words.js";

const NAMED = [
  ["bpmn:MessageEventDefinition", "bpmn:Message", "messageRef", "message"],
  ["bpmn:SignalEventDefinition", "bpmn:Signal", "signalRef", "signal"],
  ["bpmn:ErrorEventDefinition", "bpmn:Error", "errorRef", "error"],
  ["bpmn:EscalationEventDefinition", "bpmn:Escalation", "escalationRef", "escalation"],
];

export function event(element, context) {
  const { edit } = context;
  const node = getBusinessObject(element);
  const definition = node.get("eventDefinitions")?.[0];
  const fields = [...interrupting(element, node, edit)];
  if (isAny(element, ["bpmn:SendTask", "bpmn:ReceiveTask"])) {
    fields.push(named(element, node, "bpmn:Message", "messageRef", "message", context));
  }
  for (const [type, root, property, word] of NAMED) {
    if (definition && is(definition, type)) fields.push(named(element, definition, root, property, word, context));
  }
  const isSender = is(element, "bpmn:SendTask") || (is(element, "bpmn:ThrowEvent") && definition && is(definition, "bpmn:MessageEventDefinition"));
  if (isSender) fields.push(...receiver(element, node, context));
  if (definition && is(definition, "bpmn:TimerEventDefinition")) fields.push(...timer(element, definition, edit));
  if (definition && is(definition, "bpmn:ConditionalEventDefinition")) {
    const set = (body) => edit.setExpression(element, definition, "condition", body);
    fields.push({ id: "condition", label: p("condition"), kind: "feel", isExpression: true, value: definition.condition?.body, set });
  }
  if (definition && is(definition, "bpmn:LinkEventDefinition")) fields.push(link(element, definition, edit));
  return fields.length ? { name: "event", label: p("event"), fields } : null;
}

function interrupting(element, node, edit) {
  if (is(element, "bpmn:BoundaryEvent") && !(node.get("eventDefinitions") ?? []).some((d) => is(d, "bpmn:ErrorEventDefinition"))) {
    return [{ id: "interrupts", label: p("interrupts"), kind: "check", value: node.cancelActivity !== false, set: (value) => edit.set(element, { cancelActivity: value }) }];
  }
  if (is(element, "bpmn:StartEvent") && node.$parent?.triggeredByEvent) {
    return [{ id: "interrupts", label: p("interrupts-process"), kind: "check", value: node.isInterrupting !== false, set: (value) => edit.set(element, { isInterrupting: value }) }];
  }
  return [];
}

// A name of the file's, or a new one.
function named(element, part, root, property, word, { edit, choices }) {
  const known = edit.roots(root).map(({ name, id }) => ({ value: name ?? id, label: name ?? id }));
  const heard = root === "bpmn:Message" ? choices.processes.flatMap(({ label, messages }) => messages.map((value) => ({ value, label: p("heard-by", { process: label }) }))) : [];
  const options = [...known, ...heard.filter(({ value }) => !known.some((other) => other.value === value))];
  const set = (name) => edit.setOn(element, part, { [property]: name ? edit.root(element, root, name) : undefined });
  const check = (value) => (!value || /^[\w.-]+$/.test(value) ? "" : p("name-shape"));
  return { id: word, label: p(word), hint: p(`${word}-hint`), kind: "text", options, value: part.get(property)?.name ?? part.get(property)?.id, check, set };
}

function receiver(element, node, { edit, choices }) {
  return [
    { id: "link", label: p("link"), hint: p("link-hint"), kind: "text", value: node.get("bihuan:link"), set: (value) => edit.set(element, { "bihuan:link": value }) },
    { id: "start", label: p("start"), hint: p("start-hint"), kind: "choice", options: choices.processes, empty: p("start-none"), value: node.get("bihuan:start"), set: (value) => edit.set(element, { "bihuan:start": value }) },
  ];
}

const TIMERS = ["timeDate", "timeDuration", "timeCycle"];

function timer(element, definition, edit) {
  const kind = TIMERS.find((name) => definition.get(name)) ?? "timeDate";
  const choose = (chosen) => {
    const body = definition.get(kind)?.body;
    const made = edit.create("bpmn:FormalExpression", { body: body ?? "=" }, definition);
    edit.setOn(element, definition, { ...Object.fromEntries(TIMERS.map((name) => [name, undefined])), [chosen]: made });
  };
  const options = TIMERS.map((value) => ({ value, label: p(value.toLowerCase()) }));
  return [
    { id: "timer-kind", label: p("timer"), kind: "choice", options, value: kind, set: choose },
    { id: "timer", label: p(kind.toLowerCase()), hint: p(`${kind.toLowerCase()}-hint`), kind: "feel", value: definition.get(kind)?.body, set: (body) => edit.setExpression(element, definition, kind, body) },
  ];
}

function link(element, definition, edit) {
  const names = edit.all("bpmn:Event").flatMap(({ businessObject: node }) => (node.get("eventDefinitions") ?? []).filter((d) => is(d, "bpmn:LinkEventDefinition")));
  const options = [...new Set(names.map(({ name }) => name).filter(Boolean))].map((value) => ({ value, label: value }));
  return { id: "link-name", label: p("link-name"), hint: p("link-name-hint"), kind: "text", options, value: definition.name, set: (name) => edit.setOn(element, definition, { name }) };
}
