// Whoever gives an element another id means the same element: what points at it goes along.
import { is } from "bpmn-js/lib/util/ModelUtil";
import CommandInterceptor from "diagram-js/lib/command/CommandInterceptor";

const POINTERS = [
  ["bpmn:UserTask", "bihuan:otherThan"],
  ["bpmn:UserTask", "bihuan:role"],
  ["bpmn:ManualTask", "bihuan:role"],
];

class Renaming extends CommandInterceptor {
  constructor(eventBus, elementRegistry, modeling) {
    super(eventBus);
    this.postExecuted("element.updateProperties", ({ context }) => {
      const [before, after] = [context.oldProperties?.id, context.properties.id];
      if (!before || !after || before === after) return;
      if (is(context.element, "bpmn:FlowNode")) this.renamed?.(before, after);
      for (const shape of elementRegistry.filter((found) => !found.labelTarget)) {
        for (const [type, property] of POINTERS) {
          if (is(shape, type) && shape.businessObject.get(property) === before) {
            modeling.updateProperties(shape, { [property]: after });
          }
        }
      }
    });
  }
}

Renaming.$inject = ["eventBus", "elementRegistry", "modeling"];

export const renamingModule = { __init__: ["renaming"], renaming: ["type", Renaming] };
