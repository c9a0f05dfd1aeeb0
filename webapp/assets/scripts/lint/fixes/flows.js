// Fixes for flows and gateways: conditions, defaults, gateways that were meant but not drawn.
import { definitionOf, expression, flowsOf } from "./services.js";

const GAP = 110; // room for a gateway and its flows

export function remove_condition(flow, { modeling }) {
  modeling.updateProperties(flow, { conditionExpression: undefined });
}

export const make_default = {
  fits: (flow) => !flow.source.businessObject.default,
  act: (flow, { modeling }) => modeling.updateProperties(flow.source, { default: flow.businessObject }),
};

export function set_default(gateway, { modeling }) {
  const flows = flowsOf(gateway.outgoing);
  const usual = flows.find((flow) => !flow.businessObject.conditionExpression) ?? flows.at(-1);
  if (!usual) return;
  modeling.updateProperties(usual, { conditionExpression: undefined });
  modeling.updateProperties(gateway, { default: usual.businessObject });
}

export function unset_default(shape, { modeling }) {
  modeling.updateProperties(shape, { default: undefined });
}

export const write_condition = {
  asks: true,
  act: (element, { modeling, factory }, answer) => {
    const definition = definitionOf(element, "bpmn:ConditionalEventDefinition");
    const condition = expression(factory, answer);
    if (definition) modeling.updateModdleProperties(element, definition, { condition });
    else modeling.updateProperties(element, { conditionExpression: condition });
  },
};

export const choose_one = (shape, services) => splitBehind(shape, "bpmn:ExclusiveGateway", services);

export const take_all = (shape, services) => splitBehind(shape, "bpmn:ParallelGateway", services);

export const put_gateway_before = (flow, services) => splitBehind(flow.source, "bpmn:ExclusiveGateway", services);

// A gateway behind the shape takes over its ways out. The usual way of one that chooses: the last without a condition.
function splitBehind(shape, type, services) {
  const { modeling } = services;
  const flows = flowsOf(shape.outgoing);
  const gateway = insert(type, { x: shape.x + shape.width + GAP / 2, y: shape.y + shape.height / 2 }, shape.parent, services);
  for (const flow of flows) modeling.reconnectStart(flow, gateway, middle(gateway));
  modeling.connect(shape, gateway);
  if (type === "bpmn:ExclusiveGateway") {
    const usual = flows.findLast((flow) => !flow.businessObject.conditionExpression) ?? flows.at(-1);
    modeling.updateProperties(usual, { conditionExpression: undefined });
    modeling.updateProperties(gateway, { default: usual.businessObject });
  } else {
    for (const flow of flows) modeling.updateProperties(flow, { conditionExpression: undefined });
  }
}

// A parallel gateway before the shape waits for all ways that lead to it.
export function add_join(shape, services) {
  const { modeling } = services;
  const flows = flowsOf(shape.incoming);
  const place = { x: shape.x + GAP / 2 - 15, y: shape.y + shape.height / 2 };
  const gateway = insert("bpmn:ParallelGateway", place, shape.parent, services);
  for (const flow of flows) modeling.reconnectEnd(flow, gateway, middle(gateway));
  modeling.connect(gateway, shape);
}

const middle = (shape) => ({ x: shape.x + shape.width / 2, y: shape.y + shape.height / 2 });

// A new shape with its middle at `place`; what lies to the right of it makes room.
function insert(type, place, parent, { modeling, elements, spaceTool, registry }) {
  const shapes = registry.filter((shape) => shape.parent && !shape.waypoints && shape.type !== "label");
  const { movingShapes, resizingShapes } = spaceTool.calculateAdjustments(shapes, "x", GAP, place.x - 40);
  modeling.createSpace(movingShapes, resizingShapes, { x: GAP, y: 0 }, "e", place.x - 40);
  return modeling.createShape(elements.createShape({ type }), place, parent);
}
