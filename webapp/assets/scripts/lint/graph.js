// Walks over one scope: where a token can get to, from where it can still leave, where it could turn without rest.
import { kindOf } from "./drawing.js";

// Name of a link event's link; null for everything else.
export function linkName(node) {
  const link = node.definitions.find((definition) => kindOf(definition) === "linkEventDefinition");
  return link ? (link.name ?? "") : null;
}

// Functions from a node to the nodes after it and before it: by flow, boundary event and link.
export function steps(scope) {
  const after = new Map(scope.nodes.map((node) => [node.id, []]));
  const before = new Map(scope.nodes.map((node) => [node.id, []]));
  const pairs = scope.flows.map((flow) => [flow.source, flow.target]);
  for (const node of scope.nodes) for (const event of node.boundaries) pairs.push([node.id, event.id]);
  const named = (kind) => scope.nodes.filter((node) => node.kind === kind && linkName(node) !== null);
  const landings = new Map(named("intermediateCatchEvent").map((node) => [linkName(node), node.id]));
  for (const node of named("intermediateThrowEvent")) {
    if (landings.has(linkName(node))) pairs.push([node.id, landings.get(linkName(node))]);
  }
  for (const [source, target] of pairs) {
    if (!scope.byId.has(source) || !scope.byId.has(target)) continue;
    after.get(source).push(scope.byId.get(target));
    before.get(target).push(scope.byId.get(source));
  }
  return [(node) => after.get(node.id) ?? [], (node) => before.get(node.id) ?? []];
}

// Ids of all nodes that can be reached from the seeds, which count; the walk does not go on after `stop`.
export function spread(seeds, step, stop = () => false) {
  const seen = new Set();
  const todo = [...seeds];
  while (todo.length) {
    const node = todo.pop();
    if (seen.has(node.id)) continue;
    seen.add(node.id);
    if (!stop(node)) todo.push(...step(node));
  }
  return seen;
}

// Where tokens appear, and where they leave.
export const entries = (scope) => scope.nodes.filter((node) => node.kind === "startEvent" || node.isEventSubprocess);
export const exits = (scope) => scope.nodes.filter((node) => node.kind === "endEvent" || node.isEventSubprocess);

// Groups of these nodes in which every node leads back to itself through the others (Tarjan, without recursion).
export function rings(nodes, step) {
  const allowed = new Set(nodes.map((node) => node.id));
  const inside = (node) => step(node).filter((next) => allowed.has(next.id));
  const index = new Map();
  const low = new Map();
  const stack = [];
  const held = new Set();
  const found = [];
  const open = (node) => {
    index.set(node.id, index.size);
    low.set(node.id, index.get(node.id));
    stack.push(node);
    held.add(node.id);
    return { node, next: inside(node), at: 0 };
  };
  for (const seed of nodes) {
    if (index.has(seed.id)) continue;
    const work = [open(seed)];
    while (work.length) {
      const frame = work.at(-1);
      const { node, next } = frame;
      if (frame.at < next.length) {
        const target = next[frame.at++];
        if (!index.has(target.id)) work.push(open(target));
        else if (held.has(target.id)) low.set(node.id, Math.min(low.get(node.id), index.get(target.id)));
        continue;
      }
      work.pop();
      if (work.length) low.set(work.at(-1).node.id, Math.min(low.get(work.at(-1).node.id), low.get(node.id)));
      if (low.get(node.id) !== index.get(node.id)) continue;
      const group = stack.splice(stack.indexOf(node));
      for (const member of group) held.delete(member.id);
      if (group.length > 1 || next.includes(node)) found.push(new Set(group.map((member) => member.id)));
    }
  }
  const order = new Map(nodes.map((node, place) => [node.id, place]));
  return found
    .map((ring) => nodes.filter((node) => ring.has(node.id)))
    .sort((a, b) => order.get(a[0].id) - order.get(b[0].id));
}
