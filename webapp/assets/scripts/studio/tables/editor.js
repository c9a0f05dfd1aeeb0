// dmn-js in the language of the page, telling of every change whatever view it happens in.
import Modeler from "dmn-js/lib/Modeler";
import { isChinese } from "../diagram/translate.js";
import { chinese } from "./chinese.js";

function translate(template, facts = {}) {
  const text = (isChinese && chinese[template.trim()]) || template;
  return text.replace(/\{\s*(\w+)\s*\}/g, (found, name) => facts[name] ?? found);
}

const words = { additionalModules: [{ translate: ["value", translate] }] };

// editor.changed() is called after every change.
export function editorIn(container) {
  const editor = new Modeler({
    container,
    common: { expressionLanguages: { options: [{ value: "feel", label: "FEEL" }], defaults: { editor: "feel" } } },
    drd: words,
    decisionTable: words,
    literalExpression: words,
    boxedExpression: words,
  });
  editor.changed = () => {};
  editor.on("viewer.created", ({ viewer }) => viewer.on("commandStack.changed", () => editor.changed()));
  return editor;
}

// Show one decision; when it has neither table nor expression, the graph of the file.
export async function opened(editor, decision) {
  const views = editor.getViews();
  const wanted = views.find(({ element }) => element.id === decision) ?? views[0];
  if (wanted) await editor.open(wanted);
}
