// bpmn-js forgets the lane of a task inside a subprocess, and the task would fall to the lane of the subprocess. So the lane it is drawn
// in is written down as bihuan:role whenever such a task is made, moved or gets another lane beneath it.
import { is } from "bpmn-js/lib/util/ModelUtil";
import CommandInterceptor from "diagram-js/lib/command/CommandInterceptor";

const MOVES = ["shape.create", "shape.move", "elements.move", "shape.replace", "lane.resize", "lane.add", "lane.updateRefs"];

class InnerLanes extends CommandInterceptor {
  constructor(eventBus, elementRegistry, modeling) {
    super(eventBus);
    this.postExecuted(MOVES, 200, ({ context }) => {
      const touched = [context.shape, context.newShape, ...(context.shapes ?? [])].filter(Boolean);
      for (const shape of touched.flatMap(withChildren)) place(shape, elementRegistry, modeling);
    });
  }
}

InnerLanes.$inject = ["eventBus", "elementRegistry", "modeling"];

const withChildren = (shape) => [shape, ...(shape.children ?? []).flatMap(withChildren)];

function place(shape, registry, modeling) {
  const isPersonal = is(shape, "bpmn:UserTask") || is(shape, "bpmn:ManualTask");
  if (!isPersonal || shape.labelTarget || !is(shape.businessObject.$parent, "bpmn:SubProcess")) return;
  const lane = laneAt(registry, shape.x + shape.width / 2, shape.y + shape.height / 2);
  if (lane && shape.businessObject.get("bihuan:role") !== lane.id) modeling.updateProperties(shape, { "bihuan:role": lane.id });
}

// The innermost lane at a point.
export function laneAt(registry, x, y) {
  const lanes = registry.filter((found) => is(found, "bpmn:Lane"));
  const around = lanes.filter((lane) => lane.x <= x && x <= lane.x + lane.width && lane.y <= y && y <= lane.y + lane.height);
  return around.sort((a, b) => a.width * a.height - b.width * b.height)[0];
}

export const innerLanesModule = { __init__: ["innerLanes"], innerLanes: ["type", InnerLanes] };
