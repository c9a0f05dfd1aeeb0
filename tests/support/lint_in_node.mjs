// The rules of the browser without a browser: reads {name: xml} as JSON from standard input, writes
// {name: {findings: [[rule, severity, element, message]], xml}} with the drawing as the editor's own reader would save it again.
import { readFileSync } from "node:fs";
import { BpmnModdle } from "../../webapp/assets/node_modules/bpmn-moddle/dist/index.js";
import { createLinter } from "../../webapp/assets/scripts/lint/linter.js";
import { wordsFor } from "../../webapp/assets/scripts/lint/words.js";

const read = (path) => JSON.parse(readFileSync(new URL(path, import.meta.url), "utf8"));
const book = read("../../engine/lint/texts/en.json");
const zeebe = read("../../webapp/assets/node_modules/zeebe-bpmn-moddle/resources/zeebe.json");
const look = createLinter();
const answers = {};
for (const [name, xml] of Object.entries(JSON.parse(readFileSync(0, "utf8")))) {
  const moddle = new BpmnModdle({ zeebe });
  const { rootElement } = await moddle.fromXML(xml);
  const hits = await look(rootElement);
  const findings = hits.map(({ rule, severity, at, facts }) => [
    rule,
    severity,
    at.element.id ?? null,
    wordsFor(rule, at, facts, book).message,
  ]);
  answers[name] = { findings, xml: (await moddle.toXML(rootElement)).xml };
}
process.stdout.write(JSON.stringify(answers));
