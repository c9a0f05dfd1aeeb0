// form-js with the kinds of fields that our forms know, and no others.
import { FormEditor } from "@bpmn-io/form-js-editor";
import { FormFields, iconsByType } from "@bpmn-io/form-js-viewer";
import { jsx } from "preact/jsx-runtime";
import { f } from "./words.js";

// As engine/forms.py says; what asks nothing is kept where it is there, but not offered.
export const KINDS = ["textfield", "textarea", "number", "select", "radio", "checkbox", "checklist", "date", "datetime", "filepicker"];
const QUIET = ["default", "text", "separator", "spacer"];

class OurFields extends FormFields {
  constructor() {
    super();
    this._formFields.date = dateOf(this._formFields.datetime);
    for (const type of Object.keys(this._formFields)) {
      if (!KINDS.includes(type) && !QUIET.includes(type)) delete this._formFields[type];
    }
    for (const type of KINDS) {
      const field = this._formFields[type];
      const { config } = field;
      const name = f(`kind-${type}`);
      // only what is new gets a label of ours; what was read stays as it was
      const create = (options = {}, isNew) => config.create(isNew ? { label: name, ...options } : options, isNew);
      field.config = { ...config, name, label: undefined, create };
    }
  }
}

// A day without a time. form-js has it as a flavour of its moments; our forms have it as a kind.
function dateOf(Moment) {
  const ofDay = (field) => ({ ...field, subtype: "date", dateLabel: field.label });
  const Day = (props) => jsx(Moment, { ...props, field: ofDay(props.field) });
  Day.config = { ...Moment.config, type: "date", icon: iconsByType("datetime"), create: (options = {}) => ({ ...options }) };
  return Day;
}

export function editorIn(container) {
  const editor = new FormEditor({
    container,
    propertiesPanel: { parent: document.createElement("div") }, // ours stands beside it, in the language of the page
    additionalModules: [{ formFields: ["type", OurFields] }],
  });
  speak(container);
  return editor;
}

// The few words that form-js has written into its own code.
function speak(container) {
  const own = {
    Components: f("components"),
    "Search components": f("search"),
    "Clear content": f("clear"),
    "No components found.": f("nothing-found"),
    Select: f("select"),
    Input: f("group-input"),
    Selection: f("group-selection"),
    Presentation: f("group-other"),
    "Build your form": f("empty"),
    "Drag and drop components here to start designing.": f("empty-next"),
    "Use the preview window to test your form.": "",
  };
  const say = (node) => {
    const text = node.nodeValue.trim();
    if (own[text] !== undefined && own[text] !== text) node.nodeValue = own[text];
  };
  const look = () => {
    const walker = document.createTreeWalker(container, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) if (walker.currentNode.parentElement.closest(".fjs-palette, .fjs-empty-editor, .fjs-select-placeholder")) say(walker.currentNode);
    for (const element of container.querySelectorAll(".fjs-palette [title], .fjs-palette [placeholder]")) {
      for (const name of ["title", "placeholder"]) {
        const text = element.getAttribute(name);
        if (own[text] !== undefined && own[text] !== text) element.setAttribute(name, own[text]);
      }
    }
    for (const button of container.querySelectorAll(".fjs-context-pad button:not([aria-label])")) button.setAttribute("aria-label", f("remove"));
  };
  new MutationObserver(look).observe(container, { childList: true, subtree: true });
  look();
}
