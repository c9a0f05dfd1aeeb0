// What the editor's reader cannot hold (settings of other tools in places it does not expect, second elements of one id, drawings of
// things that are not there) is kept beside the drawing and put back whenever it is saved: opening a model never costs anything.

const XMLNS = "http://www.w3.org/2000/xmlns/";
// References that lead nowhere carry nothing. Put back, they could not be removed in the editor any more.
const REFERENCES = new Set(
  "messageRef signalRef errorRef escalationRef flowNodeRef incoming outgoing sourceRef targetRef attachedToRef default".split(" "),
);

const parse = (xml) => new DOMParser().parseFromString(xml, "text/xml");
const childrenOf = (element) => [...element.children];
const nameOf = (node) => `{${node.namespaceURI ?? ""}}${node.localName}`;

// Every element by an address that survives editing: its id, or its place below the nearest element that has one.
function addresses(document) {
  const byAddress = new Map();
  const ofElement = new Map();
  const walk = (element, parent) => {
    const id = element.getAttribute("id");
    let address = id ? `${nameOf(element)}#${id}` : parent;
    for (let number = 2; byAddress.has(address); number++) address = `${nameOf(element)}#${id}~${number}`;
    byAddress.set(address, element);
    ofElement.set(element, address);
    const counts = new Map();
    for (const child of childrenOf(element)) {
      const number = (counts.get(nameOf(child)) ?? 0) + 1;
      counts.set(nameOf(child), number);
      walk(child, `${address}/${nameOf(child)}[${number}]`);
    }
  };
  walk(document.documentElement, nameOf(document.documentElement));
  return { byAddress, ofElement };
}

function idsOf(document) {
  return new Set([...document.querySelectorAll("[id]")].map((element) => element.getAttribute("id")));
}

// What of `original` is not in `saved`, the same drawing as the editor writes it without a change:
// {attributes: [{at, node}], elements: [{address, below, after, node}], texts: [{at, text}], spaces: [attribute]}.
export function lossesOf(original, saved) {
  const before = parse(original);
  const after = parse(saved);
  const losses = { attributes: [], elements: [], texts: [], spaces: [] };
  if (before.querySelector("parsererror") || after.querySelector("parsererror")) return losses;
  const own = addresses(before);
  const theirs = addresses(after).byAddress;
  const ids = idsOf(before);
  const isIdle = (name, value) => REFERENCES.has(name) && !ids.has(value.trim().split(":").at(-1));
  const walk = (element) => {
    const at = own.ofElement.get(element);
    const found = theirs.get(at);
    for (const node of element.attributes) {
      if (node.namespaceURI === XMLNS || found.hasAttributeNS(node.namespaceURI, node.localName)) continue;
      if (!isIdle(node.localName, node.value)) losses.attributes.push({ at, node });
    }
    const text = element.children.length ? "" : element.textContent;
    if (text.trim() && !found.textContent.trim() && !found.children.length) losses.texts.push({ at, text });
    let last = null;
    for (const child of childrenOf(element)) {
      const address = own.ofElement.get(child);
      if (theirs.has(address)) walk(child);
      else if (!isIdle(child.localName, child.textContent)) losses.elements.push({ address, below: at, after: last, node: child });
      last = address;
    }
  };
  if (theirs.has(own.ofElement.get(before.documentElement))) walk(before.documentElement);
  losses.spaces = [...before.documentElement.attributes].filter((node) => node.namespaceURI === XMLNS);
  return losses;
}

export const isEmpty = ({ attributes, elements, texts }) => !attributes.length && !elements.length && !texts.length;

// The drawing as it is now, with the losses in their places; those whose place is gone are gone with it.
export function putBack(xml, losses) {
  const document = parse(xml);
  if (isEmpty(losses) || document.querySelector("parsererror")) return xml;
  const root = document.documentElement;
  for (const { name, value } of losses.spaces) {
    if (!root.hasAttribute(name) && name !== "xmlns") root.setAttributeNS(XMLNS, name, value);
  }
  const { byAddress } = addresses(document);
  for (const { address, below, after, node } of losses.elements) {
    const parent = byAddress.get(below);
    if (!parent) continue;
    const place = byAddress.get(after);
    const copy = document.importNode(node, true);
    if (place?.parentNode === parent) place.after(copy);
    else if (after === null) parent.prepend(copy);
    else parent.append(copy);
    byAddress.set(address, copy);
  }
  for (const { at, node } of losses.attributes) {
    const element = byAddress.get(at);
    if (element && !element.hasAttributeNS(node.namespaceURI, node.localName)) {
      element.setAttributeNS(node.namespaceURI, node.name, node.value);
    }
  }
  for (const { at, text } of losses.texts) {
    const element = byAddress.get(at);
    if (element && !element.textContent.trim() && !element.children.length) element.textContent = text;
  }
  return `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(root)}\n`;
}

// A part of the editor. The first saving after an import happens at once and unchanged: what it lacks is what the editor lost.
// `forget(isMeant)`: these kept elements are not put back any more; answers a function that takes that back.
class Keeper {
  constructor(eventBus, bpmnjs) {
    this.losses = null;
    let original = "";
    eventBus.on("import.parse.start", 2000, ({ xml }) => {
      original = xml;
      this.losses = null;
    });
    eventBus.on("import.done", ({ error }) => {
      if (!error && bpmnjs.getDefinitions?.()) bpmnjs.saveXML();
    });
    eventBus.on("saveXML.serialized", ({ xml }) => {
      this.losses ??= lossesOf(original, xml);
      return putBack(xml, this.losses);
    });
  }

  keeps(id) {
    return Boolean(this.losses?.elements.some(({ node }) => node.getAttribute("id") === id));
  }

  forget(isMeant) {
    const before = this.losses.elements;
    this.losses.elements = before.filter(({ node }) => !isMeant(node));
    return () => {
      this.losses.elements = before;
    };
  }
}

Keeper.$inject = ["eventBus", "bpmnjs"];

export const keeperModule = { __init__: ["keeper"], keeper: ["type", Keeper] };
