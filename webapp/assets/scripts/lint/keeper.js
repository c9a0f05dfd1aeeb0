// Opening a model never costs anything: the file as its author wrote it is kept, and saving writes only what was changed into it
// (keeping/merge.js). References of other tools that lead nowhere, settings in unexpected places, second elements of one id, shapes of
// things that are not there, coordinates, remarks, the order of lines: all of that stays.
import { align } from "./keeping/align.js";
import { XMLNS, isBroken, parse, sayer } from "./keeping/identity.js";
import { merge } from "./keeping/merge.js";
import { written } from "./keeping/written.js";

class Keeper {
  constructor(eventBus, bpmnjs) {
    this.kept = null;
    let text = "";
    eventBus.on("import.parse.start", 2000, ({ xml }) => {
      text = xml;
      this.kept = null;
    });
    // The first saving after an import happens at once and unchanged: so the editor writes what it took in.
    eventBus.on("import.done", ({ error }) => {
      if (!error && bpmnjs.getDefinitions?.()) bpmnjs.saveXML();
    });
    eventBus.on("saveXML.serialized", ({ xml }) => {
      this.kept ??= keptOf(text, xml);
      return this.kept ? this.written(xml) : xml;
    });
  }

  written(xml) {
    const { text, head, original, before, pairs, forgotten, last } = this.kept;
    if (last?.xml === xml && last.forgotten === forgotten.size) return last.merged;
    const after = parse(xml);
    const say = sayer();
    const isUntouched = !forgotten.size && say(before.documentElement) === say(after.documentElement);
    const merged = isUntouched ? text : head + written(merge({ original, before, after, pairs, forgotten }), text);
    this.kept.last = { xml, merged, forgotten: forgotten.size };
    return merged;
  }

  // Is there an element of this id that the editor did not take in?
  keeps(id) {
    return this.beside().some((node) => node.getAttribute?.("id") === id);
  }

  // `isMeant(node)`: these kept elements and attributes are not written any more; answers a function that takes that back.
  forget(isMeant) {
    const meant = this.beside().filter(isMeant);
    for (const node of meant) this.kept.forgotten.add(node);
    return () => {
      for (const node of meant) this.kept.forgotten.delete(node);
    };
  }

  // Elements and attributes of the file that the editor did not take in.
  beside() {
    if (!this.kept) return [];
    const { original, pairs, forgotten } = this.kept;
    const taken = new Map([...pairs].map(([b, o]) => [o, b]));
    const found = [];
    for (const element of original.getElementsByTagName("*")) {
      const written = taken.get(element);
      if (!written) found.push(element);
      else found.push(...[...element.attributes].filter((node) => node.namespaceURI !== XMLNS && !written.hasAttributeNS(node.namespaceURI, node.localName)));
    }
    return found.filter((node) => !forgotten.has(node));
  }
}

Keeper.$inject = ["eventBus", "bpmnjs"];

// {text, head, original, before, pairs, forgotten, last: what was written last}, or null when the file is no XML to a browser.
function keptOf(text, xml) {
  const original = parse(text);
  const before = parse(xml);
  if (isBroken(original) || isBroken(before)) return null;
  const head = `${/^\s*(<\?xml[^>]*\?>)/.exec(text)?.[1].replace(/encoding=(["'])[^"']*\1/, 'encoding="UTF-8"') ?? '<?xml version="1.0" encoding="UTF-8"?>'}\n`;
  return { text, head, original, before, pairs: align(original, before), forgotten: new Set(), last: null };
}

export const keeperModule = { __init__: ["keeper"], keeper: ["type", Keeper] };
