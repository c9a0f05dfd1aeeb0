// Work of people: the form, who does it, by when.
import { getBusinessObject, is, isAny } from "bpmn-js/lib/util/ModelUtil";
import { laneAt } from "../../diagram/inner-lanes.js";
import { limitsOf } from "../limits.js";
import { clocks } from "../names.js";
import { p } from "../words.js";

export function form(element, { edit, choices }) {
  if (!isPersonal(element)) return null;
  const value = edit.extension(element, "zeebe:FormDefinition")?.formId;
  const chosen = choices.forms.find((found) => found.value === value);
  const fields = [
    {
      id: "form", label: p("form"), kind: "choice", options: choices.forms, empty: p("form-none"), value,
      set: (formId) => edit.setExtension(element, "zeebe:FormDefinition", { formId }, "formId"),
    }, // prettier-ignore
  ];
  if (chosen) fields.push({ id: "form-fields", kind: "note", label: p("form-asks", { fields: chosen.fields.map(({ label }) => label).join(p("and")) }) });
  return { name: "form", label: p("form"), fields };
}

export function who(element, { edit }) {
  if (!isPersonal(element)) return null;
  const node = getBusinessObject(element);
  const isInner = is(node.$parent, "bpmn:SubProcess");
  const lanes = edit.all("bpmn:Lane").map(({ businessObject: lane }) => ({ value: lane.id, label: lane.name || lane.id }));
  const lane = laneAt(edit.elementRegistry, element.x + element.width / 2, element.y + element.height / 2);
  const fields = isInner
    ? [{ id: "role", label: p("role"), hint: p("role-inner"), kind: "choice", options: lanes, empty: p("role-of-lane"), value: node.get("bihuan:role"), set: (value) => edit.set(element, { "bihuan:role": value }) }]
    : [{ id: "role-note", kind: "note", label: lane ? p("role-from-lane", { lane: lane.businessObject.name || lane.id }) : p("role-no-lane") }];
  fields.push({
    id: "unit", label: p("unit"), hint: p("unit-hint"), kind: "feel", value: edit.extension(element, "zeebe:AssignmentDefinition")?.candidateGroups,
    options: units(element, edit),
    set: (candidateGroups) => edit.setExtension(element, "zeebe:AssignmentDefinition", { candidateGroups }, "candidateGroups"),
  }); // prettier-ignore
  if (is(element, "bpmn:UserTask")) fields.push(otherThan(element, node, edit));
  return { name: "who", label: p("who"), fields };
}

// What other tasks of the diagram say, those that most say first: [{value, label: the unit and some of these tasks}].
function units(element, edit) {
  const users = new Map();
  for (const shape of edit.all("bpmn:UserTask", "bpmn:ManualTask")) {
    const unit = shape === element ? undefined : edit.extension(shape, "zeebe:AssignmentDefinition")?.candidateGroups;
    if (unit) users.set(unit, [...(users.get(unit) ?? []), shape.businessObject.name || shape.id]);
  }
  const sorted = [...users].sort(([, a], [, b]) => b.length - a.length);
  return sorted.map(([value, names]) => ({ value, label: p("unit-as", { unit: value.replace(/^=\s*/, ""), tasks: names.slice(0, 3).join(p("and")) }) }));
}

function otherThan(element, node, edit) {
  const others = edit.all("bpmn:UserTask").filter((shape) => shape !== element);
  const options = others.map(({ businessObject: task }) => ({ value: task.id, label: task.name || task.id }));
  return {
    id: "other-than", label: p("other-than"), hint: p("other-than-hint"), kind: "choice", options, empty: p("other-than-none"),
    value: node.get("bihuan:otherThan"), set: (value) => edit.set(element, { "bihuan:otherThan": value }),
  }; // prettier-ignore
}

export function due(element, { edit, choices }) {
  if (!isPersonal(element)) return null;
  const options = clocks(edit, choices).map(({ value, label }) => ({ value: `=clock.${value}.due`, label }));
  const dueDate = edit.extension(element, "zeebe:TaskSchedule")?.dueDate;
  return {
    name: "due",
    label: p("due"),
    fields: [
      {
        id: "due-date", label: p("due-date"), hint: p("due-hint"), kind: "feel", options,
        value: dueDate, set: (value) => edit.setExtension(element, "zeebe:TaskSchedule", { dueDate: value }, "dueDate"),
      },
      ...limitsOf(dueDate, { edit, choices }),
      {
        id: "priority", label: p("priority"), hint: p("priority-hint"), kind: "feel",
        value: edit.extension(element, "zeebe:PriorityDefinition")?.priority,
        set: (priority) => edit.setExtension(element, "zeebe:PriorityDefinition", { priority }, "priority"),
      },
    ],
  }; // prettier-ignore
}

const isPersonal = (element) => isAny(element, ["bpmn:UserTask", "bpmn:ManualTask"]);
