// Work of machines: jobs from the registered list, decisions of the folder, assignments, processes called.
import { getBusinessObject, is, isAny } from "bpmn-js/lib/util/ModelUtil";
import { p } from "../words.js";

export function job(element, { edit, choices }) {
  if (!is(element, "bpmn:ServiceTask")) return null;
  const known = edit.extension(element, "zeebe:TaskDefinition");
  const set = (properties) => edit.setExtension(element, "zeebe:TaskDefinition", properties, "type");
  const retries = (value) => (!value || (/^\d+$/.test(value) && Number(value) <= 100) ? "" : p("retries-shape"));
  return {
    name: "job",
    label: p("job"),
    fields: [
      { id: "job-type", label: p("job-type"), kind: "choice", options: choices.jobs, value: known?.type, set: (type) => set({ type }) },
      { id: "retries", label: p("retries"), hint: p("retries-hint"), kind: "text", value: known?.retries, check: retries, set: (retries) => set({ retries }) },
    ],
  };
}

export function decision(element, { edit, choices }) {
  if (!is(element, "bpmn:BusinessRuleTask")) return null;
  const known = edit.extension(element, "zeebe:CalledDecision");
  const set = (properties) => edit.setExtension(element, "zeebe:CalledDecision", properties, "decisionId");
  const choose = (decisionId) => set({ decisionId, resultVariable: known?.resultVariable || decisionId });
  return {
    name: "decision",
    label: p("decision"),
    fields: [
      { id: "decision", label: p("decision-table"), kind: "choice", options: choices.decisions, value: known?.decisionId, set: choose },
      { id: "result", label: p("result"), hint: p("result-hint"), kind: "text", value: known?.resultVariable, set: (resultVariable) => set({ resultVariable }) },
    ],
  };
}

const LINE = /^\s*([^\W\d]\w*)\s*=(?!=)\s*(.*)$/u;

// Lines name = expression, a row each; a script that is something else stays a text.
export function script(element, { edit }) {
  if (!is(element, "bpmn:ScriptTask")) return null;
  const node = getBusinessObject(element);
  const lines = (node.script ?? "").split("\n").filter((line) => line.trim());
  const parts = lines.map((line) => LINE.exec(line));
  const set = (text) => edit.set(element, { script: text, scriptFormat: "feel" });
  const group = {
    name: "script",
    label: p("script"),
    fields: [
      {
        id: "keep", label: p("keep"), kind: "check", value: node.get("bihuan:keep") === "case",
        set: (value) => edit.set(element, { "bihuan:keep": value ? "case" : undefined }),
      },
    ],
  }; // prettier-ignore
  if (!parts.every(Boolean)) {
    group.fields.unshift({ id: "script", label: p("script"), kind: "area", value: node.script, set });
    return group;
  }
  const write = (rows) => set(rows.map(([name, expression]) => `${name} = ${expression}`).join("\n"));
  const rows = parts.map(([, name, expression]) => [name, expression]);
  const change = (index, position, value) => write(rows.map((row, i) => (i === index ? row.with(position, value) : row)));
  group.rows = rows.map(([name, expression], index) => ({
    title: name,
    fields: [
      { id: `line-name-${index}`, label: p("line-name"), kind: "text", value: name, check: nameShape, set: (value) => change(index, 0, value) },
      { id: `line-${index}`, label: p("line-value"), kind: "feel", isExpression: true, value: `=${expression}`, set: (value) => change(index, 1, (value ?? "=null").slice(1)) },
    ],
    remove: () => write(rows.toSpliced(index, 1)),
  }));
  group.add = { label: p("line-add"), act: () => write([...rows, [`value_${rows.length + 1}`, "null"]]) };
  return group;
}

const nameShape = (value) => (/^[^\W\d]\w*$/u.test(value ?? "") ? "" : p("name-shape"));

// What a job, a message or an ending is given along.
export function inputs(element, { edit }) {
  const isSender = isAny(element, ["bpmn:ServiceTask", "bpmn:SendTask"]) || (is(element, "bpmn:ThrowEvent") && sendsMessage(element));
  if (!isSender) return null;
  const mapping = edit.extension(element, "zeebe:IoMapping");
  const given = mapping?.get("inputParameters") ?? [];
  const rows = given.map((input, index) => ({
    title: input.target,
    fields: [
      { id: `input-name-${index}`, label: p("input-name"), kind: "text", value: input.target, set: (target) => edit.setOn(element, input, { target }) },
      { id: `input-${index}`, label: p("input-value"), kind: "feel", value: input.source, set: (source) => edit.setOn(element, input, { source }) },
    ],
    remove: () => (given.length > 1 ? edit.setOn(element, mapping, { inputParameters: given.filter((other) => other !== input) }) : edit.removeExtension(element, mapping)),
  }));
  const add = () => {
    const made = edit.create("zeebe:Input", { target: `input_${given.length + 1}`, source: "=null" }, mapping);
    if (mapping) edit.setOn(element, mapping, { inputParameters: [...given, made] });
    else edit.addExtension(element, "zeebe:IoMapping", { inputParameters: [made] });
  };
  return { name: "inputs", label: p("inputs"), fields: [], rows, add: { label: p("input-add"), act: add } };
}

const sendsMessage = (element) => (getBusinessObject(element).get("eventDefinitions") ?? []).some((event) => is(event, "bpmn:MessageEventDefinition"));

export function called(element, { edit, choices }) {
  if (!is(element, "bpmn:CallActivity")) return null;
  const value = edit.extension(element, "zeebe:CalledElement")?.processId ?? getBusinessObject(element).calledElement;
  const set = (processId) => edit.setExtension(element, "zeebe:CalledElement", { processId }, "processId");
  return { name: "called", label: p("called"), fields: [{ id: "called", label: p("called"), kind: "choice", options: choices.processes, value, set }] };
}
