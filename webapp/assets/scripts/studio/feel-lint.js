// What the expression editors of all tabs find, in the words of the page: stands in for @bpmn-io/feel-lint (see vite.config.js), whose
// sentences are English and speak of its grammar.
import * as library from "../../node_modules/@bpmn-io/feel-lint/dist/index.js";
import { w } from "./workspace.js";

// Nodes of the grammar -> what people call them: keys of translations/*/studio-feel.ftl. Others are "the expression".
const KINDS = {
  if: ["IfExpression"],
  for: ["ForExpression", "InExpressions", "InExpression", "IterationContext"],
  quantified: ["QuantifiedExpression"],
  list: ["List"],
  context: ["Context", "ContextEntry", "Key"],
  call: ["FunctionInvocation", "PositionalParameters", "NamedParameters", "NamedParameter", "ParameterName"],
  filter: ["FilterExpression"],
  arithmetic: ["ArithmeticExpression", "ArithOp"],
  comparison: ["Comparison", "CompareOp", "InstanceOfExpression"],
  logic: ["Conjunction", "Disjunction"],
  brackets: ["ParenthesizedExpression"],
  interval: ["Interval"],
  text: ["StringLiteral"],
  number: ["NumericLiteral"],
  name: ["Name", "Identifier", "VariableName", "BacktickIdentifier", "QualifiedName"],
  path: ["PathExpression", "PathName"],
  date: ["AtLiteral", "DateTimeLiteral", "DateTimeConstructor"],
  function: ["FunctionDefinition", "FormalParameters", "FormalParameter", "FunctionBody"],
  type: ["Type", "ListType", "ContextType", "FunctionType"],
  test: ["UnaryTests", "PositiveUnaryTest", "PositiveUnaryTests", "SimplePositiveUnaryTest"],
};
const KIND_OF = new Map(Object.entries(KINDS).flatMap(([kind, nodes]) => nodes.map((node) => [node, kind])));
const called = (node) => w(`feel-kind-${KIND_OF.get(node) ?? "expression"}`);

const SENTENCES = [
  [/^Incomplete <(.+)>$/, ([, node]) => w("feel-incomplete", { what: called(node) })],
  [/^Unrecognized token .*in <(.+)>$/, ([, node]) => w("feel-unreadable", { what: called(node) })],
  [/^First item is accessed via/, () => w("feel-first-item")],
];

export function inWords(message) {
  for (const [pattern, words] of SENTENCES) {
    const found = pattern.exec(message);
    if (found) return capital(words(found));
  }
  return message;
}

const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);
const reworded = (found) => found.map((one) => ({ ...one, message: inWords(one.message) }));

export const lintExpression = (...given) => reworded(library.lintExpression(...given));

export function cmFeelLinter(...given) {
  const look = library.cmFeelLinter(...given);
  return (view) => reworded(look(view));
}
