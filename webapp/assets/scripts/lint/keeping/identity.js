// Which element of one writing of a drawing is which of another.

export const XMLNS = "http://www.w3.org/2000/xmlns/";
const BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL";
const BPMNDI = "http://www.omg.org/spec/BPMN/20100524/DI";

export const parse = (xml) => new DOMParser().parseFromString(xml, "text/xml");
export const isBroken = (document) => Boolean(document.querySelector("parsererror"));
export const childrenOf = (element) => [...element.children];
export const nameOf = (node) => `{${node.namespaceURI ?? ""}}${node.localName}`;
export const textOf = (element) => (element.children.length ? "" : element.textContent);

// What names an element in the whole file, or null: an id of BPMN's own, or what it draws. Ids of extensions are their own affair.
function identityOf(element) {
  if (element.namespaceURI !== BPMN && element.namespaceURI !== BPMNDI) return null;
  if (element.localName === "BPMNDiagram") {
    const plane = childrenOf(element).find(({ localName }) => localName === "BPMNPlane");
    const drawn = plane?.getAttribute("bpmnElement");
    if (drawn) return `BPMNDiagram of ${local(drawn)}`;
  }
  const id = element.getAttribute("id");
  if (id) return `${nameOf(element)}#${id}`;
  const drawn = element.namespaceURI === BPMNDI && element.getAttribute("bpmnElement");
  return drawn ? `${nameOf(element)} of ${local(drawn)}` : null;
}

const local = (name) => name.slice(name.indexOf(":") + 1);

// Both ways: identity -> element and element -> identity. A second element of one identity is told apart by its number.
export function identities(document) {
  const elements = new Map();
  const keys = new Map();
  for (const element of document.getElementsByTagName("*")) {
    const identity = identityOf(element);
    if (!identity) continue;
    let key = identity;
    for (let number = 2; elements.has(key); number++) key = `${identity}~${number}`;
    elements.set(key, element);
    keys.set(element, key);
  }
  return { elements, keys };
}

// The editor writes an empty label beside whatever it touches, and leaves it there when that is undone.
export const isIdle = (element) => element.localName === "BPMNLabel" && !element.children.length && !element.attributes.length;

// A function that says all of an element in one text: two elements that one writer wrote alike are equal.
export function sayer() {
  const known = new Map();
  const say = (element) => {
    if (known.has(element)) return known.get(element);
    const attributes = [...element.attributes].filter(({ namespaceURI }) => namespaceURI !== XMLNS);
    const words = attributes.map((node) => `${nameOf(node)}=${JSON.stringify(node.value)}`).sort();
    const inside = element.children.length ? childrenOf(element).filter((child) => !isIdle(child)).map(say).join("") : JSON.stringify(element.textContent.trim());
    const text = `<${nameOf(element)} ${words.join(" ")}>${inside}</>`;
    known.set(element, text);
    return text;
  };
  return say;
}

// Does `one`, as its author wrote it, say what `other` says after it went through the editor? Prefixes and ways of writing a number are free.
export function covers(one, other) {
  const same = (a, b) => a.trim() === b.trim() || local(a.trim()) === local(b.trim()) || (a.trim() && b.trim() && Number(a) === Number(b));
  for (const { namespaceURI, localName, value } of other.attributes) {
    if (namespaceURI === XMLNS || !one.hasAttributeNS(namespaceURI, localName)) continue;
    if (!same(one.getAttributeNS(namespaceURI, localName), value)) return false;
  }
  return same(textOf(one), textOf(other));
}

// Groups of a list by name, in order.
export function byName(elements) {
  const groups = new Map();
  for (const element of elements) {
    const name = nameOf(element);
    if (groups.has(name)) groups.get(name).push(element);
    else groups.set(name, [element]);
  }
  return groups;
}
