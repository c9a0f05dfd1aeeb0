// What an expression may speak of at any step of this process, for completion: the case file, clocks, policies, and the namespaces.
import { is } from "bpmn-js/lib/util/ModelUtil";
import { p } from "./words.js";

const CLOCK = ["due", "started", "limit", "state", "breached", "run", "unit"];
const CASE = ["number", "process", "opened_at", "status"];

const leaf = (name, detail, info) => ({ name, detail, info });

// [{name, detail, info, entries}], as the FEEL editor wants them.
export function variables(edit, choices) {
  const found = new Map();
  const put = (name, detail, entries) => {
    if (!/^[^\W\d][\w]*$/u.test(name ?? "")) return;
    const known = found.get(name) ?? { name, detail, entries: [] };
    known.entries.push(...(entries ?? []).filter((entry) => !known.entries.some(({ name: other }) => other === entry.name)));
    found.set(name, known);
  };
  for (const entry of choices.entries) put(entry, p("from-start"));
  for (const { businessObject: node } of edit.all("bpmn:FlowNode")) ofNode(node, edit, choices, put);
  put("case", p("namespace-case"), CASE.map((name) => leaf(name)));
  put("clock", p("namespace-clock"), clocks(edit, choices).map(({ value, label }) => ({ ...leaf(value, label), entries: CLOCK.map((name) => leaf(name)) })));
  put("policy", p("namespace-policy"), choices.policies.map(({ value, label }) => leaf(value, label)));
  for (const space of ["working", "org"]) put(space, p(`namespace-${space}`), functionsOf(space, choices));
  return [...found.values()];
}

// What one step leaves in the file under its id.
function ofNode(node, edit, choices, put) {
  const extension = (type) => (node.get("extensionElements")?.get("values") ?? []).find((value) => is(value, type));
  const name = node.name ?? node.id;
  if (is(node, "bpmn:UserTask")) {
    const form = choices.forms.find(({ value }) => value === extension("zeebe:FormDefinition")?.formId);
    put(node.id, p("from-task", { name }), form?.fields.map(({ value, label }) => leaf(value, label)));
  } else if (is(node, "bpmn:ServiceTask")) put(node.id, p("from-job", { name }));
  else if (is(node, "bpmn:BusinessRuleTask")) {
    const called = extension("zeebe:CalledDecision");
    const result = choices.decisions.find(({ value }) => value === called?.decisionId)?.result ?? {};
    const entries = Object.entries(result).map(([key, label]) => leaf(key, label));
    put(called?.resultVariable, p("from-decision", { name }), entries.length > 1 ? entries : []);
  } else if (is(node, "bpmn:ScriptTask")) {
    for (const line of (node.script ?? "").split("\n")) put(/^\s*([^\W\d]\w*)\s*=(?!=)/u.exec(line)?.[1], p("from-script", { name }));
  } else if (is(node, "bpmn:ReceiveTask") || node.get("eventDefinitions")?.some((event) => is(event, "bpmn:MessageEventDefinition"))) {
    if (!is(node, "bpmn:ThrowEvent")) put(node.id, p("from-message", { name }));
  }
  const loop = node.get("loopCharacteristics")?.get("extensionElements")?.get("values").find((value) => is(value, "zeebe:LoopCharacteristics"));
  put(loop?.inputElement, p("from-loop", { name }));
  put(loop?.outputCollection, p("from-loop", { name }));
}

// Names of clocks: those drawn, with what the manifest calls them.
export function clocks(edit, choices) {
  const labels = new Map(choices.clocks.map(({ value, label }) => [value, label]));
  for (const shape of edit.all("bpmn:FlowNode")) {
    for (const { name } of edit.extensions(shape, "bihuan:Clock")) if (name && !labels.has(name)) labels.set(name, name);
  }
  return [...labels].map(([value, label]) => ({ value, label }));
}

const parameters = (signature) => (/\((.*?)\)/.exec(signature)?.[1] ?? "").split(",").map((part) => ({ name: part.trim().replace(/[:=].*/, "") })).filter(({ name }) => name);

function functionsOf(space, choices) {
  const listed = choices.functions.filter(({ name }) => name.startsWith(`${space}.`));
  return listed.map(({ name, signatures, doc }) => ({ name: name.split(".")[1], detail: signatures[0], info: doc, type: "function", params: parameters(signatures[0] ?? "") }));
}

// The functions of the language, for completion.
export function builtins(choices) {
  const plain = choices.functions.filter(({ name }) => !name.includes("."));
  return plain.map(({ name, signatures, doc }) => ({ name, type: "function", detail: signatures[0], info: doc, params: parameters(signatures[0] ?? "") }));
}
