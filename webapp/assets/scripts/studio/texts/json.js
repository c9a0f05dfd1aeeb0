// Places inside JSON, and JSON written as its author wrote it: so one changed text is one changed line.
export function at(content, path) {
  return path.reduce((found, part) => found?.[part], content);
}

// undefined removes the entry.
export function put(content, path, value) {
  let found = content;
  for (const part of path.slice(0, -1)) found = found[part] ??= {};
  const last = path.at(-1);
  if (value === undefined) delete found[last];
  else found[last] = value;
}

export function removed(content, path) {
  at(content, path.slice(0, -1)).splice(path.at(-1), 1);
}

// In the style of `before`: by lines of one entry each, else indented by one.
export function writeLike(before, content) {
  const old = JSON.parse(before);
  const isInline = (name) => before.includes(`${JSON.stringify(name)}: ${inline(old[name])}`);
  return indented(old) === before || !before.includes('\n  "') ? indented(content) : byLines(content, isInline);
}

const indented = (content) => `${JSON.stringify(content, null, 1)}\n`;

// As manifests are written: one entry a line, lists of objects and groups of texts one item a line if they were.
function byLines(content, isInline) {
  const entries = Object.entries(content).map(([name, value]) => `  ${JSON.stringify(name)}: ${isInline(name) ? inline(value) : broken(value)}`);
  return `{\n${entries.join(",\n")}\n}\n`;
}

function broken(value) {
  const ofObjects = (items) => items.length && items.every((item) => item && typeof item === "object" && !Array.isArray(item));
  if (Array.isArray(value) && ofObjects(value)) return `[\n${value.map((item) => `    ${inline(item)}`).join(",\n")}\n  ]`;
  if (value && typeof value === "object" && ofObjects(Object.values(value))) {
    return `{\n${Object.entries(value).map(([name, item]) => `    ${JSON.stringify(name)}: ${inline(item)}`).join(",\n")}\n  }`;
  }
  return inline(value);
}

// JSON on one line, with a space after commas and colons.
export function inline(value) {
  if (Array.isArray(value)) return `[${value.map(inline).join(", ")}]`;
  if (value && typeof value === "object") return `{${Object.entries(value).map(([name, item]) => `${JSON.stringify(name)}: ${inline(item)}`).join(", ")}}`;
  return JSON.stringify(value);
}
