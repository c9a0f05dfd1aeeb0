// Where a limit is set, for whoever asks at the step that is bound by it: the decision table, or the policies.
import { p } from "./words.js";

const CLOCK = /^=\s*clock\.(\w+)\.due\s*$/;
const OF_DECISION = /^=\s*(\w+)\.(\w+)\s*$/;

// Notes beside the date a task is due: one for each step that starts its clock.
export function limitsOf(due, { edit, choices }) {
  const name = due?.match(CLOCK)?.[1];
  if (!name) return [];
  const starts = edit.all("bpmn:FlowNode").flatMap((shape) => edit.extensions(shape, "bihuan:Clock").filter((clock) => clock.name === name && clock.do === "start"));
  const limits = [...new Set(starts.map((clock) => clock.limit).filter(Boolean))];
  return limits.map((limit, index) => whereSet(limit, { edit, choices }, index)).filter(Boolean);
}

// A note with the way to what the expression speaks of; null when it is neither a policy nor the result of a decision.
export function whereSet(limit, { edit, choices }, index = 0) {
  const [, name, part] = limit?.match(OF_DECISION) ?? [];
  const id = `limit-from-${index}`;
  if (name === "policy") {
    const label = choices.policies.find(({ value }) => value === part)?.label;
    return label ? { id, kind: "note", label: p("limit-from-policy", { name: label }), href: `${tabs()}/texts`, more: p("limit-there") } : null;
  }
  const task = edit.all("bpmn:BusinessRuleTask").find((shape) => edit.extension(shape, "zeebe:CalledDecision")?.resultVariable === name);
  const called = task && edit.extension(task, "zeebe:CalledDecision").decisionId;
  const decision = choices.decisions.find(({ value }) => value === called);
  if (!decision) return null;
  const label = p("limit-from-table", { table: decision.label, column: decision.result[part] ?? part });
  return { id, kind: "note", label, href: `${tabs()}/tables?decision=${encodeURIComponent(called)}`, more: p("limit-there") };
}

const tabs = () => location.pathname.match(/^.*\/drafts\/\d+/)?.[0] ?? "";
