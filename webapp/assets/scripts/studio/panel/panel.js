// The properties of what is selected, in our words and with our choices; beside the drawing, or below it on a narrow window.
import { getBusinessObject } from "bpmn-js/lib/util/ModelUtil";
import { translate } from "../diagram/translate.js";
import { Edit } from "./edit.js";
import { fieldOf } from "./fields.js";
import { clockwork } from "./groups/clocks.js";
import { event } from "./groups/events.js";
import { condition, ways } from "./groups/flows.js";
import { general } from "./groups/general.js";
import { loop } from "./groups/loops.js";
import { called, decision, inputs, job, script } from "./groups/machines.js";
import { due, form, who } from "./groups/people.js";
import { process, processOf } from "./groups/process.js";
import { builtins, variables } from "./names.js";
import { p } from "./words.js";

const GROUPS = [general, process, form, who, due, job, decision, script, called, event, condition, ways, inputs, clockwork, loop];
const OPEN_AT_FIRST = new Set(["general", "form", "who", "due", "job", "decision", "script", "called", "event", "condition", "ways", "process"]);

export class Panel {
  // `choices`: as /studio/drafts/<id>/choices answers. `english`: the English names, if somebody may change them. `extra(element)`: nodes below the groups.
  constructor(box, modeler, { choices, editable, english, extra = () => [] }) {
    Object.assign(this, { box, modeler, choices, editable, english, extra, stale: false, open: new Map() });
    this.edit = new Edit(modeler);
    modeler.on("selection.changed", ({ newSelection }) => this.show(newSelection));
    modeler.on(["commandStack.changed", "import.done"], () => this.refresh());
    // A name that is still being written on the drawing is finished first, or it would overwrite what is written here.
    box.addEventListener("focusin", () => modeler.get("directEditing", false)?.complete());
    box.addEventListener("focusout", () => requestAnimationFrame(() => this.stale && this.refresh()));
    // Whoever closes the window in the middle of a word has written it, too; first of all, before the file looks what to keep.
    for (const left of ["beforeunload", "visibilitychange"]) addEventListener(left, () => this.finish(), { capture: true });
    this.show([]);
  }

  finish() {
    for (const field of this.box.querySelectorAll(".panel-field")) field.dispatchEvent(new Event("finish"));
  }

  offer(choices) {
    this.choices = choices;
    this.refresh();
  }

  show(selected) {
    this.element = selected.length > 1 ? null : (selected[0]?.labelTarget ?? selected[0] ?? this.modeler.get("canvas").getRootElement());
    this.many = selected.length;
    this.render();
  }

  // Somebody who types is left alone; everything else is drawn anew with the focus where it was.
  refresh() {
    const active = this.box.contains(document.activeElement) ? document.activeElement : null;
    this.stale = Boolean(active?.matches("input:not([type=checkbox]), textarea, .cm-content"));
    if (this.stale) return;
    const key = active?.closest("[data-key]")?.dataset.key;
    const root = this.element?.parent || this.element === this.modeler.get("canvas").getRootElement();
    if (!root && this.many <= 1) this.element = this.modeler.get("canvas").getRootElement();
    this.render();
    if (key) this.box.querySelector(`[data-key="${CSS.escape(key)}"]`)?.querySelector("select, input, button, summary")?.focus();
  }

  render() {
    this.stale = false;
    if (!this.element?.businessObject) {
      const text = this.many > 1 ? p("many", { n: this.many }) : p("nothing");
      return this.box.replaceChildren(Object.assign(document.createElement("p"), { className: "quiet panel-none", textContent: text }));
    }
    const scroll = this.box.scrollTop;
    const context = { edit: this.edit, choices: this.choices, editable: this.editable, english: this.english };
    context.names = variables(this.edit, this.choices);
    context.functions = builtins(this.choices);
    const groups = GROUPS.map((make) => make(this.element, context)).filter(Boolean);
    this.box.replaceChildren(this.head(), ...groups.map((group) => this.group(group, context)), ...this.extra(this.element));
    this.box.scrollTop = scroll;
  }

  head() {
    const head = document.createElement("header");
    const node = getBusinessObject(this.element);
    head.append(
      Object.assign(document.createElement("p"), { className: "quiet small", textContent: kindOf(this.element, node) }),
      Object.assign(document.createElement("h2"), { textContent: node.name || node.text || processOf(node)?.name || node.id || "" }),
    );
    return head;
  }

  group(group, context) {
    const box = document.createElement("details");
    box.className = "panel-group";
    const filled = group.rows?.length ?? group.fields.filter(({ value }) => value !== undefined && value !== false).length;
    box.open = this.open.get(group.name) ?? (OPEN_AT_FIRST.has(group.name) || Boolean(group.rows?.length));
    const summary = document.createElement("summary");
    summary.dataset.key = `group-${group.name}`;
    summary.append(group.label);
    if (filled && !["general", "process"].includes(group.name)) summary.append(Object.assign(document.createElement("span"), { className: "tag", textContent: filled }));
    box.append(summary);
    const fill = () => {
      if (box.childElementCount > 1) return;
      box.append(...group.fields.map((field) => fieldOf(field, context)), ...(group.rows ?? []).map((row, index) => this.row(row, group, index, context)));
      if (group.add && context.editable) box.append(button(group.add.label, `add-${group.name}`, () => group.add.act()));
    };
    if (box.open) fill();
    box.addEventListener("toggle", () => {
      this.open.set(group.name, box.open);
      if (box.open) fill();
    });
    return box;
  }

  row(row, group, index, context) {
    const box = document.createElement("fieldset");
    box.className = "panel-row";
    const legend = document.createElement("legend");
    legend.textContent = row.title ?? "";
    box.append(legend, ...row.fields.map((field) => fieldOf(field, context)));
    if (row.remove && context.editable) box.append(button(p("remove"), `remove-${group.name}-${index}`, () => row.remove()));
    return box;
  }
}

// As the editor's own menus call it.
function kindOf(element, node) {
  const type = node.$type.replace("bpmn:", "");
  const words = type.replace(/([a-z])([A-Z])/g, "$1 $2").toLowerCase().replace(/^\w/, (letter) => letter.toUpperCase());
  const special = { Participant: p("kind-participant"), Process: p("kind-process"), Collaboration: p("kind-process"), Lane: p("kind-lane"), SubProcess: translate(node.triggeredByEvent ? "Event sub-process" : "Sub-process"), "Event based gateway": translate("Event-based gateway"), TextAnnotation: p("annotation"), MessageFlow: p("kind-message-flow"), Association: p("kind-association"), Group: p("kind-group") };
  const definition = node.get("eventDefinitions")?.[0]?.$type.replace(/bpmn:|EventDefinition/g, "");
  if (definition) {
    const place = { StartEvent: "start event", EndEvent: "end event", BoundaryEvent: "boundary event", IntermediateCatchEvent: "intermediate catch event", IntermediateThrowEvent: "intermediate throw event" }[type];
    return translate(`${definition} ${place}`);
  }
  return special[type] ?? special[words] ?? translate(words);
}

function button(text, key, act) {
  const made = Object.assign(document.createElement("button"), { type: "button", className: "button small", textContent: text });
  made.dataset.key = key;
  made.addEventListener("click", act);
  return made;
}
