// Gateways: every decision can be taken, every way out has its reason, and none promises what it does not do.
// Counterpart: engine/lint/rules/gateways.py
import { defaultId, ofKind } from "../drawing.js";
import { spread, steps } from "../graph.js";
import { hit } from "./hit.js";

const DECIDING = ["exclusiveGateway", "inclusiveGateway"];
const AWAITED = ["message", "signal", "timer", "conditional"];
const WIDEST = 50;
const JOINING = ["parallelGateway", "inclusiveGateway"];
const MOST_BRANCHES = 200; // of a scope; with more, which nobody can read, meetings of branches are not looked for

const defaultOf = (node) => node.outgoing.find((flow) => flow.id && flow.id === defaultId(node));
const branching = (drawing) => ofKind(drawing.nodes, ...DECIDING).filter((node) => node.outgoing.length > 1);

export function* gateway_condition_missing(drawing) {
  for (const node of branching(drawing)) {
    for (const flow of node.outgoing) {
      if (!flow.condition && flow.id !== defaultId(node)) yield hit(flow, { gateway: node.element.name || node.id });
    }
  }
}

export function* gateway_default_missing(drawing) {
  for (const node of ofKind(drawing.nodes, ...DECIDING)) {
    const isConditional = node.outgoing.some((flow) => flow.condition !== null);
    if ((node.outgoing.length > 1 || isConditional) && !defaultOf(node)) yield hit(node);
  }
}

export function* default_with_condition(drawing) {
  for (const node of ofKind(drawing.nodes, ...DECIDING)) {
    const usual = defaultOf(node);
    if (usual && usual.condition !== null) yield hit(usual);
  }
}

export function* default_without_choice(drawing) {
  for (const node of drawing.nodes) if (defaultId(node) && !DECIDING.includes(node.kind)) yield hit(node);
}

export function* condition_without_effect(drawing) {
  for (const node of ofKind(drawing.nodes, "parallelGateway", "eventBasedGateway")) {
    for (const flow of node.outgoing) if (flow.condition !== null) yield hit(flow, { gateway_kind: node.kind });
  }
}

export function* fan_out_too_wide(drawing) {
  for (const node of drawing.nodes) {
    if (node.outgoing.length > WIDEST) yield hit(node, { count: node.outgoing.length, allowed: WIDEST });
  }
}

export function* join_missing(drawing) {
  for (const scope of drawing.scopes) {
    const forks = ofKind(scope.nodes, "parallelGateway").filter((node) => node.outgoing.length > 1);
    if (forks.reduce((sum, node) => sum + node.outgoing.length, 0) > MOST_BRANCHES) continue;
    const [after] = steps(scope);
    const found = new Set();
    for (const fork of forks) {
      for (const node of meetings(fork, scope, after)) {
        if (found.has(node.id)) continue;
        found.add(node.id);
        yield hit(node, { gateway: fork.element.name || fork.id });
      }
    }
  }
}

const joins = (node) => JOINING.includes(node.kind) && node.incoming.length > 1;

// Steps into which different flows bring tokens of different branches of the fork.
function* meetings(fork, scope, after) {
  const seedOf = (flow) => (scope.byId.has(flow.target) ? [scope.byId.get(flow.target)] : []);
  const branches = fork.outgoing.map((flow) => [flow, spread(seedOf(flow), after, joins)]);
  const numbersOf = (flow) =>
    new Set(branches.flatMap(([own, reach], i) => (flow === own || reach.has(flow.source) ? [i] : [])));
  for (const node of scope.nodes) {
    if (node.incoming.length < 2 || node.kind === "endEvent" || joins(node)) continue;
    const arriving = node.incoming
      .filter((flow) => flow.source === fork.id || (scope.byId.has(flow.source) && !joins(scope.byId.get(flow.source))))
      .map(numbersOf)
      .filter((some) => some.size);
    if (arriving.some((a, i) => arriving.slice(i + 1).some((b) => ![...a].some((n) => b.has(n))))) yield node;
  }
}

export function* event_gateway_alone(drawing) {
  for (const node of ofKind(drawing.nodes, "eventBasedGateway")) if (node.outgoing.length === 1) yield hit(node);
}

export function* event_gateway_target(drawing) {
  for (const node of ofKind(drawing.nodes, "eventBasedGateway")) {
    for (const flow of node.outgoing) {
      const target = node.scope.byId.get(flow.target);
      if (target && !isAwaitable(target)) yield hit(flow, { target_kind: target.kind });
    }
  }
}

function isAwaitable(node) {
  if (node.incoming.length !== 1 || node.boundaries.length) return false;
  if (node.kind === "receiveTask") return true;
  return node.kind === "intermediateCatchEvent" && node.triggers.some((trigger) => AWAITED.includes(trigger));
}
