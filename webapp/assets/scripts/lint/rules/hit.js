// What a rule yields: where (a node, flow or scope of the drawing), and the facts its text needs.
export const hit = (at, facts = {}) => ({ at, facts });
