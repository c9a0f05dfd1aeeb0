// Our rules as rules of bpmnlint: one pass over the drawing, all rules on it.
import { Linter } from "bpmnlint";
import { read } from "./drawing.js";
import { RULES } from "./rules/index.js";

// A bpmnlint rule looks at the root once; the drawing is read once for all rules of a pass.
function asRule(check, drawingOf) {
  return () => ({
    check(node, reporter) {
      for (const { at, facts } of check(drawingOf(node))) reporter.report(at.id, "", { at, facts });
      return false;
    },
  });
}

// A function from the root of the editor's model to hits [{rule, severity, at, facts}], in the order of the rules.
export function createLinter() {
  let known = { root: null, drawing: null };
  const drawingOf = (root) => {
    if (known.root !== root) known = { root, drawing: read(root) };
    return known.drawing;
  };
  const factories = Object.fromEntries(Object.entries(RULES).map(([name, rule]) => [name, asRule(rule.check, drawingOf)]));
  const linter = new Linter({
    config: { rules: Object.fromEntries(Object.entries(RULES).map(([name, { severity }]) => [name, severity])) },
    resolver: { resolveRule: (_, name) => factories[name], resolveConfig: () => null },
  });
  return async (root) => {
    const reports = await linter.lint(root);
    known = { root: null, drawing: null };
    return Object.entries(reports).flatMap(([rule, found]) =>
      found.filter(({ at }) => at).map(({ at, facts }) => ({ rule, severity: RULES[rule].severity, at, facts })),
    );
  };
}
