// What the chosen field of a form is: its entries, as the handlers' pages understand them.
import { fieldOf } from "../panel/fields.js";
import { f } from "./words.js";

const LISTS = ["select", "radio", "checklist"];
const TEXTS = ["textfield", "textarea"];
const NAME = /^[^\W\d]\w*$/u;

export class FormPanel {
  constructor(box, editor) {
    Object.assign(this, { box, editor });
    this.context = { editable: true, names: this.names(), functions: [] };
  }

  // Keys of all fields, for conditions.
  names() {
    return this.fields().filter(({ key }) => key).map(({ key, label }) => ({ name: key, info: label }));
  }

  fields() {
    return this.editor.get("formFieldRegistry").getAll();
  }

  show() {
    const field = this.editor.get("selection").get();
    const head = document.createElement("h2");
    if (!field || field.type === "default") {
      head.textContent = f("choose-field");
      return this.box.replaceChildren(head);
    }
    head.textContent = f(`kind-${field.type}`);
    this.context.names = this.names();
    this.box.replaceChildren(head, ...this.parts(field).map((part) => fieldOf(part, this.context)));
  }

  set(field, name, value) {
    this.editor.get("modeling").editFormField(this.current(field), name, value);
  }

  rename(field, value) {
    const before = this.current(field).key;
    this.set(field, "key", value);
    this.renamed?.(before, value);
  }

  // `validate`, `properties`, `conditional` hold several entries.
  setIn(field, name, entry, value) {
    const { [entry]: _, ...rest } = this.current(field)[name] ?? {};
    this.set(field, name, value === undefined || value === false ? rest : { ...rest, [entry]: value });
  }

  current(field) {
    return this.editor.get("formFieldRegistry").get(field.id) ?? field;
  }

  parts(field) {
    const { validate = {}, properties = {}, conditional = {} } = field;
    const text = (id, label, value, set, more = {}) => ({ id, label: f(label), kind: "text", value, set, ...more });
    const rule = (entry, more) => text(entry, `rule-${entry}`, validate[entry], (value) => this.setIn(field, "validate", entry, number(value)), { type: "number", ...more });
    const found = [
      text("label", "label", field.label ?? field.dateLabel, (value) => this.set(field, "label", value), { kind: "area" }),
      text("key", "key", field.key, (value) => this.rename(field, value), { hint: f("key-hint"), check: (value) => this.wrongKey(field, value) }),
      text("description", "hint", field.description, (value) => this.set(field, "description", value), { kind: "area" }),
      { id: "required", label: f("required"), kind: "check", value: validate.required, set: (value) => this.setIn(field, "validate", "required", value) },
    ];
    if (LISTS.includes(field.type)) {
      const options = ["units", "categories", "duplicates"].map((value) => ({ value, label: f(`source-${value}`) }));
      found.push({ id: "source", label: f("source"), kind: "choice", value: properties.source, options, empty: f("source-own"), set: (value) => (this.setIn(field, "properties", "source", value), this.show()) });
      if (!properties.source) {
        found.push({ id: "values", label: f("values"), hint: f("values-hint"), kind: "area", value: lines(field.values), check: wrongLines, set: (value) => this.set(field, "values", values(value)) });
      }
    }
    if (TEXTS.includes(field.type)) {
      const classes = ["name", "phone", "address", "statement", "note"].map((value) => ({ value, label: f(`personal-${value}`) }));
      found.push({ id: "personal", label: f("personal"), hint: f("personal-hint"), kind: "choice", value: properties.personal, options: classes, empty: f("personal-none"), set: (value) => this.setIn(field, "properties", "personal", value) });
      found.push(rule("minLength"), rule("maxLength"), text("pattern", "rule-pattern", validate.pattern, (value) => this.setIn(field, "validate", "pattern", value)));
    }
    if (field.type === "number") found.push(rule("min"), rule("max"));
    if (field.type === "filepicker") {
      found.push(text("accept", "accept", field.accept, (value) => this.set(field, "accept", value), { hint: f("accept-hint") }));
      found.push({ id: "multiple", label: f("multiple"), kind: "check", value: field.multiple === true, set: (value) => this.set(field, "multiple", value || undefined) });
    }
    found.push({ id: "hide", label: f("hide"), hint: f("hide-hint"), kind: "feel", isExpression: true, value: conditional.hide, set: (value) => this.setIn(field, "conditional", "hide", value) });
    found.push({ id: "suggest", label: f("suggest"), hint: f("suggest-hint"), kind: "feel", isExpression: true, value: properties.suggest, set: (value) => this.setIn(field, "properties", "suggest", value) });
    return found;
  }

  wrongKey(field, value) {
    if (!value || !NAME.test(value)) return f("key-wrong");
    return this.fields().some((other) => other.key === value && other.id !== field.id) ? f("key-taken") : "";
  }
}

const number = (value) => (value === undefined || Number.isNaN(Number(value)) ? undefined : Number(value));
const lines = (options) => (options ?? []).map(({ value, label }) => `${value} = ${label}`).join("\n");
const split = (line) => /^\s*(.+?)\s*=\s*(.+?)\s*$/.exec(line);
const said = (text) => (text ?? "").split("\n").filter((line) => line.trim());

function wrongLines(text) {
  const found = said(text).map(split);
  if (found.some((part) => !part)) return f("values-wrong");
  return new Set(found.map((part) => part[1])).size < found.length ? f("values-twice") : "";
}

const values = (text) => said(text).map(split).filter(Boolean).map(([, value, label]) => ({ label, value }));
