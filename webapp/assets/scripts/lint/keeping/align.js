// The file as its author wrote it beside the same drawing as the editor writes it back without a change.
import { byName, childrenOf, covers, identities } from "./identity.js";

// Map from elements of `written` (by the editor) to those of `original` (by the author). What is missing among its values the editor did
// not take in, what is missing among its keys it made up.
export function align(original, written) {
  const pairs = new Map([[written.documentElement, original.documentElement]]);
  const taken = new Set([original.documentElement]);
  const pair = (b, o) => (pairs.set(b, o), taken.add(o));
  const ours = identities(original).elements;
  for (const [key, b] of identities(written).elements) {
    const o = ours.get(key);
    if (o && !taken.has(o) && !pairs.has(b)) pair(b, o);
  }
  const walk = (b) => {
    const o = pairs.get(b);
    if (o) inside(b, o);
    for (const child of b.children) walk(child);
  };
  const inside = (b, o) => {
    const free = byName(childrenOf(o).filter((child) => !taken.has(child)));
    for (const [name, group] of byName(childrenOf(b).filter((child) => !pairs.has(child)))) {
      const candidates = free.get(name) ?? [];
      for (const child of group) {
        const found = candidates.findIndex((candidate) => covers(candidate, child));
        if (found >= 0) pair(child, candidates.splice(found, 1)[0]);
      }
      const rest = group.filter((child) => !pairs.has(child));
      if (rest.length === candidates.length) rest.forEach((child, i) => pair(child, candidates[i]));
    }
  };
  walk(written.documentElement);
  return pairs;
}
