// What every fix works with: the editor's own steps, so that each can be undone like a step of the person who draws.

export function servicesOf(injector) {
  const get = (name) => injector.get(name, false);
  return {
    modeling: get("modeling"),
    registry: get("elementRegistry"),
    factory: get("bpmnFactory"),
    elements: get("elementFactory"),
    replace: get("bpmnReplace"),
    autoPlace: get("autoPlace"),
    spaceTool: get("spaceTool"),
    canvas: get("canvas"),
  };
}

// The shape or connection that a person sees for an element: a process is its pool, or the sheet itself.
export function seenAs(id, { registry, canvas }) {
  const own = registry.get(id);
  if (own) return own;
  const pool = registry.find((shape) => shape.businessObject?.processRef?.id === id);
  return pool ?? (canvas.getRootElement().businessObject?.id === id ? canvas.getRootElement() : undefined);
}

export const flowsOf = (connections) => (connections ?? []).filter((flow) => flow.type === "bpmn:SequenceFlow");

export const expression = (factory, body) => factory.create("bpmn:FormalExpression", { body });

export const definitionOf = (shape, type) => shape.businessObject.eventDefinitions?.find((found) => found.$type === type);
