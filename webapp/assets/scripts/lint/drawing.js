// The drawing as the rules see it: scopes, nodes, flows, lanes, read from the editor's model. The counterpart of
// engine/lint/diagram.py and folder.py; what those call `kind`, `outgoing`, `boundaries` has the same name here.

export const TASKS = new Set(
  "task userTask manualTask scriptTask serviceTask sendTask receiveTask businessRuleTask".split(" "),
);
export const SCOPES = new Set(["subProcess", "transaction", "adHocSubProcess", "process"]);
export const ACTIVITIES = new Set([...TASKS, "subProcess", "transaction", "adHocSubProcess", "callActivity"]);
export const GATEWAYS = new Set(
  "exclusiveGateway parallelGateway inclusiveGateway eventBasedGateway complexGateway".split(" "),
);
const EVENTS = "startEvent endEvent intermediateCatchEvent intermediateThrowEvent boundaryEvent".split(" ");
const CHOREOGRAPHY = "choreographyTask subChoreography callChoreography".split(" ");
export const FLOW_NODES = new Set([...ACTIVITIES, ...GATEWAYS, ...EVENTS, ...CHOREOGRAPHY]);

// "bpmn:UserTask" -> "userTask"; "" for what is not BPMN.
export function kindOf(element) {
  const [prefix, name] = (element?.$type ?? "").split(":");
  return prefix === "bpmn" && name ? name[0].toLowerCase() + name.slice(1) : "";
}

// The trimmed text of an expression, or "".
export const textOf = (expression) => (expression?.body ?? "").trim();

// An attribute, whether or not the editor knows its namespace.
export const attributeOf = (element, name) => element.get?.(name) ?? element.$attrs?.[name];

// The extension elements "zeebe:formDefinition" of an element, with or without the editor knowing their namespace.
export function extensionsOf(element, name) {
  const wanted = name.toLowerCase();
  return (element.extensionElements?.values ?? []).filter((value) => value.$type.toLowerCase() === wanted);
}

// An attribute of the first such extension element, trimmed; "" without one.
export function extensionOf(element, name, attribute) {
  const found = extensionsOf(element, name)[0];
  return String((found && attributeOf(found, attribute)) ?? "").trim();
}

// Id of the default flow, also where BPMN knows none.
export const defaultId = ({ element }) => element.default?.id ?? element.$attrs?.default ?? "";

function nodeOf(element, scope) {
  const definitions = element.eventDefinitions ?? [];
  return {
    id: element.id ?? "",
    kind: kindOf(element),
    element,
    scope,
    definitions,
    triggers: definitions.map((d) => kindOf(d).replace("EventDefinition", "")),
    isEventSubprocess: SCOPES.has(kindOf(element)) && element.triggeredByEvent === true,
    incoming: [],
    outgoing: [],
    boundaries: [],
  };
}

function flowOf(element, scope) {
  const condition = element.conditionExpression;
  return {
    id: element.id ?? "",
    kind: "sequenceFlow",
    element,
    scope,
    source: element.sourceRef?.id ?? "",
    target: element.targetRef?.id ?? "",
    condition: condition ? textOf(condition) : null,
  };
}

function scopeOf(element, parent, host, found) {
  const scope = { id: element.id ?? "", kind: kindOf(element), element, parent, host, nodes: [], flows: [], inner: new Map() };
  scope.process = parent ? parent.process : scope;
  scope.nesting = parent ? parent.nesting + 1 : 0;
  found.push(scope);
  for (const child of element.flowElements ?? []) {
    if (FLOW_NODES.has(kindOf(child))) scope.nodes.push(nodeOf(child, scope));
    else if (kindOf(child) === "sequenceFlow") scope.flows.push(flowOf(child, scope));
  }
  scope.byId = new Map([...scope.nodes].reverse().map((node) => [node.id, node]));
  for (const flow of scope.flows) {
    scope.byId.get(flow.source)?.outgoing.push(flow);
    scope.byId.get(flow.target)?.incoming.push(flow);
  }
  for (const node of scope.nodes) {
    if (node.kind === "boundaryEvent") scope.byId.get(node.element.attachedToRef?.id ?? "")?.boundaries.push(node);
    if (SCOPES.has(node.kind)) scope.inner.set(node.id, scopeOf(node.element, scope, node, found));
  }
  return scope;
}

function lanesOf(process, found) {
  const walk = (lane) => {
    for (const node of lane.flowNodeRef ?? []) found.set(node.id, lane);
    for (const inner of lane.childLaneSet?.lanes ?? []) walk(inner);
  };
  const sets = (scope) => {
    for (const set of scope.laneSets ?? []) for (const lane of set.lanes ?? []) walk(lane);
    for (const child of scope.flowElements ?? []) if (SCOPES.has(kindOf(child))) sets(child);
  };
  sets(process);
}

// `definitions`: the root of the editor's model. `running`: the processes that run, or all when none is executable.
export function read(definitions) {
  const roots = definitions.rootElements ?? [];
  const found = [];
  const processes = roots.filter((root) => kindOf(root) === "process").map((root) => scopeOf(root, null, null, found));
  const executable = processes.filter((process) => process.element.isExecutable);
  const running = new Set(executable.length ? executable : processes);
  const lanes = new Map();
  for (const process of processes) lanesOf(process.element, lanes);
  const scopes = found.filter((scope) => running.has(scope.process));
  return { definitions, processes, running: [...running], scopes, lanes, nodes: scopes.flatMap((scope) => scope.nodes) };
}

export const ofKind = (nodes, ...kinds) => nodes.filter((node) => kinds.includes(node.kind));

// The process that a call activity names, and that process when it is in this drawing.
export const targetOf = (node) =>
  extensionsOf(node.element, "zeebe:calledElement").length
    ? extensionOf(node.element, "zeebe:calledElement", "processId")
    : (node.element.calledElement ?? "").trim();

export const calledBy = (node, drawing) => {
  const target = targetOf(node);
  return target ? drawing.processes.find((process) => process.id === target) : undefined;
};
