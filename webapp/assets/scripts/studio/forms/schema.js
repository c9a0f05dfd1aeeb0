import { inline } from "../texts/json.js";

// A form as the folder keeps it: one component a line, nothing in it that only the editor needs. So a changed label is a changed line.
export function readSchema(text) {
  return JSON.parse(text || '{"type": "default", "components": []}');
}

// `before`: what was read, whose own ids and order of entries stay.
export function writeSchema(schema, before) {
  const known = new Map((before.components ?? []).map((component) => [component.key ?? component.id, component]));
  const components = (schema.components ?? []).map((component) => tidy(component, known.get(component.key) ?? known.get(component.id)));
  const head = Object.entries(before).filter(([name]) => name !== "components").map(([name, value]) => `  ${JSON.stringify(name)}: ${inline(value)},\n`);
  const lines = components.map((component) => `    ${inline(component)}`).join(",\n");
  return `{\n${head.join("") || '  "type": "default",\n'}  "components": [${lines ? `\n${lines}\n  ` : ""}]\n}\n`;
}

// What the editor gives every component, or says of a moment what its kind says already.
const OF_THE_EDITOR = ["id", "layout", "subtype"];

function tidy(component, old) {
  const kept = {};
  const names = [...Object.keys(old ?? {}).filter((name) => name in component), ...Object.keys(component).filter((name) => !(name in (old ?? {})))];
  for (const name of names) {
    const value = component[name];
    if (OF_THE_EDITOR.includes(name) && !(old && name in old)) continue;
    if (value === undefined || value === "" || (isEmpty(value) && name !== "values")) continue;
    if (name === "values" && component.properties?.source) continue; // form-js fills in one of its own
    kept[name] = value;
  }
  const { type, key, label, ...rest } = kept;
  return old ? kept : { type, ...(key && { key }), ...(label && { label }), ...rest };
}

const isEmpty = (value) => value !== null && typeof value === "object" && !Array.isArray(value) && !Object.keys(value).length;
