// Fixes that add, remove or change a part: starts and ends, timers, kinds, names, settings of other engines.
import { definitionOf, expression, flowsOf } from "./services.js";

const NO_NODE = new Set(["bpmn:SequenceFlow", "bpmn:BoundaryEvent", "bpmn:TextAnnotation", "bpmn:Group", "bpmn:Lane", "label"]);

// Flow nodes drawn in a scope; a pool and its lanes are looked through.
function nodesIn(scope) {
  const lies = (shape) => /Event$|Task$|Gateway$|Activity$|SubProcess$|Transaction$/.test(shape.type) && !NO_NODE.has(shape.type);
  const inside = scope.children ?? [];
  return inside.flatMap((shape) => (shape.type === "bpmn:Lane" ? nodesIn(shape) : lies(shape) ? [shape] : []));
}

export function make_executable(element, { modeling }) {
  const process = element.businessObject.processRef ?? element.businessObject;
  modeling.updateModdleProperties(element, process, { isExecutable: true });
}

export const add_end = {
  fits: (shape) => !shape.children?.length || lastOf(shape).length > 0,
  act: (shape, { autoPlace, elements }) => {
    const last = shape.children?.length ? lastOf(shape) : [shape];
    for (const node of last) autoPlace.append(node, elements.createShape({ type: "bpmn:EndEvent" }));
  },
};

const lastOf = (scope) => nodesIn(scope).filter((node) => !flowsOf(node.outgoing).length && !node.businessObject.triggeredByEvent);

export const add_start = {
  fits: (scope) => Boolean(firstOf(scope)),
  act: (scope, { modeling, elements }) => {
    const first = firstOf(scope);
    const place = { x: first.x - 70, y: first.y + first.height / 2 };
    const start = modeling.createShape(elements.createShape({ type: "bpmn:StartEvent" }), place, first.parent);
    modeling.connect(start, first);
  },
};

const firstOf = (scope) =>
  nodesIn(scope)
    .filter((node) => !flowsOf(node.incoming).length && !node.businessObject.triggeredByEvent)
    .sort((a, b) => a.x - b.x)[0];

export function remove_element(element, { modeling }) {
  modeling.removeElements([element]);
}

export function remove_incoming(shape, { modeling }) {
  modeling.removeElements(flowsOf(shape.incoming));
}

export function remove_outgoing(shape, { modeling }) {
  modeling.removeElements(flowsOf(shape.outgoing));
}

export function remove_idle_flows(shape, services) {
  (shape.type === "bpmn:IntermediateThrowEvent" ? remove_outgoing : remove_incoming)(shape, services);
}

export const write_duration = {
  asks: true,
  act: (shape, { modeling, factory }, answer) => {
    const timer = definitionOf(shape, "bpmn:TimerEventDefinition");
    const timeDuration = expression(factory, answer);
    modeling.updateModdleProperties(shape, timer, { timeDuration, timeDate: undefined, timeCycle: undefined });
  },
};

export const write_name = {
  asks: true,
  act: (shape, { modeling }, answer) => modeling.updateProperties(shape, { name: answer }),
};

export function make_interrupting(shape, { modeling }) {
  modeling.updateProperties(shape, shape.type === "bpmn:BoundaryEvent" ? { cancelActivity: true } : { isInterrupting: true });
}

export function make_user_task(shape, { replace }) {
  replace.replaceElement(shape, { type: "bpmn:UserTask" });
}

// The extension element or attribute that the finding names, wherever on the element it stands.
export function remove_extension(shape, { modeling }, _, { name }) {
  const element = shape.businessObject.processRef ?? shape.businessObject;
  const local = (type) => type.split(":").at(-1).toLowerCase();
  const held = element.extensionElements;
  const rest = (held?.values ?? []).filter((value) => local(value.$type) !== name.toLowerCase());
  if (held && rest.length < held.values.length) {
    modeling.updateModdleProperties(shape, held, { values: rest });
    return;
  }
  const attribute = Object.keys(element.$attrs).find((key) => key.includes(":") && local(key) === name.toLowerCase());
  if (attribute) modeling.updateModdleProperties(shape, element, { [attribute]: undefined });
}
