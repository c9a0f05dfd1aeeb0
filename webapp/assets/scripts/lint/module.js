// The lint as a part of the editor: after every change it looks at the drawing, marks what is wrong on it, and says so.
import FIXES_OF from "../../../../engine/lint/fixes.json";
import { fixesFor, registerFixes } from "./fixes/index.js";
import { seenAs } from "./fixes/services.js";
import { keeperModule } from "./keeper.js";
import { createLinter } from "./linter.js";
import { marksOn } from "./marks.js";
import { RULES } from "./rules/index.js";
import { bookOf, wordsFor } from "./words.js";

const PAUSE = 20; // ms without a change before the drawing is looked at

// Events of the editor: "lint.changed" {findings, took} after every look, "lint.chosen" {element} when a mark is clicked.
// A finding: {rule, severity, file, element, line, where, reason, remedy, message, lesson, fixes: [names], facts}.
class Lint {
  constructor(eventBus, injector) {
    this.eventBus = eventBus;
    this.injector = injector;
    this.locale = document.documentElement.lang;
    this.file = "process.bpmn";
    this.findings = [];
    this.own = [];
    this.elsewhere = [];
    this.look = createLinter();
    registerFixes(injector.get("commandStack", false));
    eventBus.on(["import.done", "elements.changed", "commandStack.changed", "propertiesPanel.updated"], () => this.soon());
    eventBus.on("diagram.destroy", () => clearTimeout(this.timer));
    this.mark = marksOn(injector, (element) => eventBus.fire("lint.chosen", { element }));
  }

  soon() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.now(), PAUSE);
  }

  // Look now. The findings of this drawing by the rules that run here.
  async now() {
    clearTimeout(this.timer);
    const book = await bookOf(this.locale);
    const root = this.injector.get("canvas").getRootElement()?.businessObject;
    if (!root) return this.own;
    const began = performance.now();
    const hits = await this.look(definitionsOf(root));
    this.own = hits.map((hit) => findingOf(hit, book, this.file));
    this.publish(performance.now() - began);
    return this.own;
  }

  // What the server said about the whole draft. Where both have the rule, the browser's newer look counts.
  hear(findings) {
    this.elsewhere = findings.filter(({ rule, file }) => !(rule in RULES) || file !== this.file);
    this.publish(0);
  }

  publish(took) {
    this.findings = [...this.own, ...this.elsewhere];
    this.mark(this.findings.filter(({ file, element }) => file === this.file && element));
    this.eventBus.fire("lint.changed", { findings: this.findings, took });
  }

  fixesOf(finding) {
    if (finding.file !== this.file || !finding.element) return [];
    return fixesFor(finding.fixes ?? [], finding.element, finding.facts ?? {}, this.injector);
  }

  // Bring the element of a finding into view and select it; false when it is not in this drawing.
  show(finding) {
    const canvas = this.injector.get("canvas");
    const shape = seenAs(finding.element, { registry: this.injector.get("elementRegistry"), canvas });
    if (finding.file !== this.file || !shape) return false;
    const plane = canvas.findRoot(shape);
    if (plane && plane !== canvas.getRootElement()) canvas.setRootElement(plane);
    if (shape !== canvas.getRootElement()) canvas.scrollToElement(shape, { top: 120, bottom: 120, left: 160, right: 160 });
    this.injector.get("selection", false)?.select(shape);
    canvas.getContainer().scrollIntoView({ block: "nearest" });
    return true;
  }
}

Lint.$inject = ["eventBus", "injector"];

function definitionsOf(element) {
  let root = element;
  while (root.$parent) root = root.$parent;
  return root;
}

function findingOf({ rule, severity, at, facts }, book, file) {
  const words = wordsFor(rule, at, facts, book);
  const { id: element, name } = at.element;
  return { rule, severity, file, element, name, line: null, ...words, fixes: FIXES_OF[rule] ?? [], facts };
}

export const lintModule = { __depends__: [keeperModule], __init__: ["lint"], lint: ["type", Lint] };
