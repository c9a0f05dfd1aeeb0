// The lint's own texts, the same files that the deploy gate reads (engine/lint/texts): one catalogue for browser and server.
import { kindOf } from "./drawing.js";

const BOOKS = {
  zh_CN: () => import("../../../../engine/lint/texts/zh_CN.json"),
  en: () => import("../../../../engine/lint/texts/en.json"),
};

// The catalogue of a language; every kind of Chinese reads zh_CN, a language we do not have reads English.
export async function bookOf(locale) {
  const { default: book } = await BOOKS[/^zh/i.test(locale) ? "zh_CN" : "en"]();
  return book;
}

const fill = (text, facts) =>
  text.replace(/\{\{|\}\}|\{(\w+)(?:![rs])?\}/g, (found, name) => (name ? String(facts[name] ?? "") : found[0]));

const oneLine = (text) => (text ?? "").split(/\s+/).filter(Boolean).join(" ");

const shown = (value) => oneLine(Array.isArray(value) ? value.join(", ") : String(value));

const named = (element) => oneLine(element?.name) || element?.id || "?";

// What a finding says: {where, reason, remedy, message, lesson}, as engine.lint.catalogue words it.
export function wordsFor(rule, at, facts, book) {
  const kind = kindOf(at.element);
  const all = { kind, ...facts };
  if (kind === "sequenceFlow") {
    all.flow_source = named(at.element.sourceRef);
    all.flow_target = named(at.element.targetRef);
  }
  const said = Object.fromEntries(
    Object.entries(all).map(([key, value]) => [key, key.endsWith("kind") ? (book.kinds[value] ?? value) : shown(value)]),
  );
  const name = oneLine(at.element.name);
  const place = name ? "named" : kind === "sequenceFlow" ? "flow" : "unnamed";
  const where = fill(book.where[place], { ...said, id: at.element.id, name });
  const reason = fill(book.rules[rule].reason, said);
  const remedy = fill(book.rules[rule].remedy, said);
  const lesson = book.lessons[rule] ?? "";
  return { where, reason, remedy, lesson, message: `${where}${book.where.separator}${reason} ${remedy}` };
}
