// What changed between two writings of the editor, carried into the file as its author wrote it: everything else in it stays as it is,
// to the letter. So what the editor does not know, or would write differently, is never lost.
import { byName, childrenOf, identities, isIdle, nameOf, sayer, textOf } from "./identity.js";
import { Sheet } from "./sheet.js";

// Of these an element has one at most: a kept one is written into, not doubled.
const SINGLE = new Set(["extensionElements", "conditionExpression", "ioSpecification", "loopCharacteristics", "Bounds", "BPMNLabel"]);

// `original`, `before`, `after`: documents. `pairs`: align(original, before). `forgotten`: nodes of the original that shall go.
// Answers the merged document; `original` stays as it is.
export function merge({ original, before, after, pairs, forgotten }) {
  const sheet = new Sheet(original);
  for (const node of forgotten) sheet.forget(node);
  new Merge(sheet, before, after, pairs).run();
  return sheet.document;
}

class Merge {
  constructor(sheet, before, after, pairs) {
    Object.assign(this, { sheet, before, after, say: sayer() });
    this.copies = new Map([...pairs].map(([b, o]) => [b, sheet.copyOf(o)]));
    this.old = identities(before);
    this.new = identities(after);
    this.partners = new Map([[after.documentElement, before.documentElement]]); // element after -> before
    for (const [key, n] of this.new.elements) {
      const b = this.old.elements.get(key);
      if (b) this.partners.set(n, b);
    }
  }

  run() {
    this.releaseFoldedSheets();
    this.renew(this.copies.get(this.before.documentElement), this.after.documentElement, false);
    const left = new Set(this.partners.values());
    for (const b of this.old.elements.values()) if (!left.has(b)) this.sheet.remove(this.copies.get(b));
  }

  // The editor gives what lies in a folded subprocess a sheet of its own, with other coordinates. While nothing moves there, the shapes stay
  // where their author put them; else all of them go to their new sheet together.
  releaseFoldedSheets() {
    for (const [key, b] of this.old.elements) {
      if (b.localName !== "BPMNDiagram" || this.copies.has(b)) continue;
      const n = this.new.elements.get(key);
      if (n && this.say(n) === this.say(b)) continue;
      for (const shape of b.getElementsByTagName("*")) {
        this.sheet.remove(this.copies.get(shape));
        this.copies.delete(shape);
      }
    }
  }

  // `m`: the copy that shall say what `n` says. `isNew`: it was made from `n` just now.
  renew(m, n, isNew) {
    const b = this.partners.get(n);
    if (!isNew) this.sheet.setAttributes(m, b, n);
    if (!n.children.length && (isNew || !b || textOf(b) !== textOf(n)) && textOf(m).trim() !== textOf(n).trim()) m.textContent = textOf(n);
    this.pairUnnamed(b, n);
    const isSorted = inOrder(childrenOf(n).map((child) => this.partners.get(child)).filter((child) => child && child.parentNode === b));
    let last = null;
    for (const child of n.children) last = this.put(child, { n, m, b, last, isNew, isSorted }) ?? last;
    if (!b) return;
    const left = new Set(childrenOf(n).map((child) => this.partners.get(child)));
    for (const child of b.children) if (!left.has(child) && !this.old.keys.has(child)) this.removeUnnamed(child);
  }

  // Brings one child to its place and up to date; answers where the next one follows, if anywhere.
  put(child, { n, m, b, last, isNew, isSorted }) {
    const partner = this.partners.get(child);
    let copy = this.copies.get(partner);
    if (partner && !copy && !isNew && this.say(partner) === this.say(child)) return null; // the editor's own, and left alone
    copy ??= !isNew && SINGLE.has(child.localName) && childrenOf(m).find((kept) => nameOf(kept) === nameOf(child));
    if (!copy && isIdle(child)) return null;
    if (!copy) {
      copy = this.sheet.made(child, m);
      this.sheet.insert(copy, m, last);
      this.renew(copy, child, true);
      return copy;
    }
    const hasMoved = partner && partner.parentNode !== this.partners.get(n);
    if (hasMoved || (!isSorted && copy.parentNode === m && partner?.parentNode === b)) this.sheet.insert(copy, m, last);
    this.renew(copy, child, false);
    return copy.parentNode === m ? copy : null;
  }

  // Children without a name of their own: first those that say the same, then by their order.
  pairUnnamed(b, n) {
    if (!b) return;
    const free = byName(childrenOf(b).filter((child) => !this.old.keys.has(child)));
    for (const [name, group] of byName(childrenOf(n).filter((child) => !this.partners.has(child) && !this.new.keys.has(child)))) {
      const candidates = free.get(name) ?? [];
      const rest = group.filter((child) => {
        const found = candidates.findIndex((candidate) => this.say(candidate) === this.say(child));
        if (found >= 0) this.partners.set(child, candidates.splice(found, 1)[0]);
        return found < 0;
      });
      for (const child of rest) if (candidates.length) this.partners.set(child, candidates.shift());
    }
  }

  // Somebody emptied the settings that the editor knows; those it does not know stay.
  removeUnnamed(b) {
    const copy = this.copies.get(b);
    if (!copy) return;
    if (b.localName === "extensionElements") {
      for (const child of b.children) this.sheet.remove(this.copies.get(child));
      if (copy.children.length) return;
    }
    this.sheet.remove(copy);
  }
}

// Are these children, of one parent, in the order in which they stand there?
function inOrder(children) {
  return children.every((child, i) => !i || children[i - 1].compareDocumentPosition(child) & Node.DOCUMENT_POSITION_FOLLOWING);
}

