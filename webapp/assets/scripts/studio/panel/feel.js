// A field for an expression: with completion of the names known and with errors in words; or a plain value, when both are allowed.
import FeelEditor from "@bpmn-io/feel-editor";
import { honestErrors } from "./honest.js";
import { p } from "./words.js";

// `field`: {id, label, value, set, isExpression: must it be one?, options: plain values to suggest}
export function feelField(field, { names, functions }, commit) {
  const box = document.createElement("div");
  box.className = "feel";
  let isExpression = field.isExpression || (field.value ?? "").startsWith("=");
  const body = (field.value ?? "").replace(/^=\s*/, "");
  const wrong = document.createElement("p");
  wrong.className = "wrong";
  wrong.id = `${field.id}-wrong`;

  function plain(value) {
    const input = document.createElement("input");
    Object.assign(input, { type: "text", value, disabled: field.disabled });
    input.setAttribute("aria-label", field.label);
    input.addEventListener("input", () => commit(input.value || undefined));
    return input;
  }

  function expression(value) {
    const place = document.createElement("div");
    place.className = "feel-editor";
    new FeelEditor({
      container: place,
      value,
      extensions: [honestErrors],
      variables: names,
      builtins: functions,
      readOnly: field.disabled,
      contentAttributes: { "aria-label": field.label, "aria-describedby": wrong.id },
      onChange: (text) => commit(text.trim() ? `=${text}` : undefined),
      onLint: (found) => {
        wrong.textContent = found.length ? p("expression-wrong", { at: found[0].from + 1, what: found[0].message }) : "";
        box.classList.toggle("bad", found.length > 0);
      },
    });
    return place;
  }

  // What is asked for most often, to take over with one choice.
  function suggestions() {
    if (!field.options?.length || field.disabled) return [];
    const select = document.createElement("select");
    select.setAttribute("aria-label", p("suggestions", { field: field.label }));
    select.append(new Option(p("suggestions", { field: field.label }), ""), ...field.options.map(({ value, label }) => new Option(label, value)));
    select.addEventListener("change", () => select.value && set(select.value));
    return [select];
  }

  const toggle = document.createElement("button");
  Object.assign(toggle, { type: "button", className: "feel-toggle", textContent: "=", title: p("expression-toggle") });
  const show = (value) => {
    toggle.setAttribute("aria-pressed", String(isExpression));
    toggle.setAttribute("aria-label", p("expression-toggle"));
    box.replaceChildren(toggle, isExpression ? expression(value) : plain(value), ...suggestions(), wrong);
  };
  toggle.disabled = field.isExpression || field.disabled;
  const set = (value) => {
    isExpression = field.isExpression || value.startsWith("=");
    wrong.textContent = "";
    show(value.replace(/^=\s*/, ""));
    commit(value || undefined, { at: 0 });
  };
  toggle.addEventListener("click", () => {
    const value = box.querySelector("input")?.value ?? box.querySelector(".cm-content")?.cmView?.view?.state.doc.toString() ?? body;
    isExpression = !isExpression;
    wrong.textContent = "";
    show(value);
    commit(value ? (isExpression ? `=${value}` : value) : undefined);
  });
  show(body);
  return box;
}
