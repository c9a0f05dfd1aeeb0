// The rules that run in the browser while one draws: what people break first. Each has the name, the severity, the text and the
// meaning of its counterpart in engine/lint/rules; tests/browser/test_lint_as_you_draw.py proves that both find the same.
import * as events from "./events.js";
import * as flow from "./flow.js";
import * as gateways from "./gateways.js";
import * as processes from "./processes.js";
import * as references from "./references.js";
import * as timers from "./timers.js";
import * as triggers from "./triggers.js";
import * as work from "./work.js";

const WARNINGS = new Set(["form_missing", "task_without_kind", "label_missing", "join_missing"]);

// name -> {severity, check}: `check` yields the hits in a drawing.
export const RULES = Object.fromEntries(
  Object.entries({ ...processes, ...references, ...flow, ...gateways, ...triggers, ...timers, ...events, ...work }).map(
    ([name, check]) => [name, { severity: WARNINGS.has(name) ? "warning" : "error", check }],
  ),
);
