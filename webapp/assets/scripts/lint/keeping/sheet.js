// A copy of the author's file that changes are written into, in its own prefixes and its own way of indenting.
import { XMLNS } from "./identity.js";

const XSI = "http://www.w3.org/2001/XMLSchema-instance";

export class Sheet {
  constructor(original) {
    this.document = original.cloneNode(true);
    this.root = this.document.documentElement;
    this.copies = new Map();
    const copies = this.document.getElementsByTagName("*");
    [...original.getElementsByTagName("*")].forEach((element, i) => this.copies.set(element, copies[i]));
    const lead = this.root.firstChild?.nodeType === Node.TEXT_NODE ? this.root.firstChild.data : "";
    this.step = /\n([ \t]*)$/.exec(lead)?.[1] ?? null; // null: all on one line
  }

  copyOf(element) {
    return this.copies.get(element);
  }

  forget(node) {
    if (node.nodeType === Node.ATTRIBUTE_NODE) this.copyOf(node.ownerElement).removeAttributeNS(node.namespaceURI, node.localName);
    else this.remove(this.copyOf(node));
  }

  // An element with its line.
  remove(element) {
    const before = element?.previousSibling;
    if (before?.nodeType === Node.TEXT_NODE && !before.data.trim()) before.remove();
    element?.remove();
  }

  // `element`, `last`: of this sheet. After `last`, or as the first one of `parent`.
  insert(element, parent, last) {
    this.remove(element);
    const before = last && last.parentNode === parent ? last.nextSibling : this.beginning(parent);
    parent.insertBefore(element, before);
    if (this.step === null) return;
    const depth = depthOf(parent);
    element.before(`\n${this.step.repeat(depth + 1)}`);
    if (!element.nextSibling) parent.append(`\n${this.step.repeat(depth)}`);
  }

  beginning(parent) {
    const first = parent.firstChild;
    return first?.nodeType === Node.TEXT_NODE && !first.data.trim() && parent.children.length === 0 ? (first.remove(), parent.firstChild) : first;
  }

  // An element as `source`, of another document, without what is inside; in the prefixes that hold in `parent`.
  made(source, parent) {
    const element = this.document.createElementNS(source.namespaceURI, this.named(source, parent, true));
    for (const node of source.attributes) if (node.namespaceURI !== XMLNS) this.setAttribute(element, node, source, parent);
    return element;
  }

  setAttribute(element, { namespaceURI, localName, name, value }, source, around = element) {
    const said = namespaceURI === XSI && localName === "type" ? this.typeName(value, source, around) : value;
    if (!namespaceURI) element.setAttribute(name, said);
    else element.setAttributeNS(namespaceURI, this.named({ namespaceURI, localName, prefix: name.split(":")[0] }, around, false), said);
  }

  // What `n` says otherwise than `b`; `b` null: all it says.
  setAttributes(element, b, n) {
    for (const node of n.attributes) {
      const { namespaceURI, localName, value } = node;
      const before = b?.hasAttributeNS(namespaceURI, localName) ? b.getAttributeNS(namespaceURI, localName) : null;
      if (namespaceURI !== XMLNS && before !== value) this.setAttribute(element, node, n);
    }
    for (const { namespaceURI, localName } of b?.attributes ?? []) {
      if (namespaceURI !== XMLNS && !n.hasAttributeNS(namespaceURI, localName)) element.removeAttributeNS(namespaceURI, localName);
    }
  }

  // "bpmn:task", or "task" where that is what a name without prefix means. A prefix that is new here is declared at the root.
  named({ namespaceURI, localName, prefix }, place, isElement) {
    if (!namespaceURI || (isElement && place.lookupNamespaceURI(null) === namespaceURI)) return localName;
    const known = place.lookupPrefix(namespaceURI) ?? this.declared(namespaceURI, prefix ?? "ns");
    return `${known}:${localName}`;
  }

  declared(namespaceURI, wish) {
    let prefix = wish;
    for (let number = 2; this.root.lookupNamespaceURI(prefix); number++) prefix = `${wish}${number}`;
    this.root.setAttributeNS(XMLNS, `xmlns:${prefix}`, namespaceURI);
    return prefix;
  }

  typeName(value, source, place) {
    const [prefix, name] = value.includes(":") ? value.split(":") : [null, value];
    const namespaceURI = source.lookupNamespaceURI(prefix);
    return namespaceURI ? this.named({ namespaceURI, localName: name, prefix }, place, true) : value;
  }
}

function depthOf(element) {
  let depth = 0;
  for (let at = element; at.parentElement; at = at.parentElement) depth += 1;
  return depth;
}
