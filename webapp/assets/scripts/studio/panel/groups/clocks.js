// Clocks that this step starts, pauses, resumes, extends or stops.
import { is } from "bpmn-js/lib/util/ModelUtil";
import { whereSet } from "../limits.js";
import { clocks } from "../names.js";
import { p } from "../words.js";

const ACTS = ["start", "pause", "resume", "extend", "stop"];
const BESIDES = { start: ["limit", "unit"], pause: ["reason"], resume: ["reason"], extend: ["by", "reason"], stop: [] };

export function clockwork(element, { edit, choices }) {
  if (!is(element, "bpmn:FlowNode")) return null;
  const names = clocks(edit, choices);
  const rows = edit.extensions(element, "bihuan:Clock").map((clock, index) => {
    const act = clock.do;
    const set = (properties) => edit.setOn(element, clock, properties);
    const label = names.find(({ value }) => value === clock.name)?.label ?? clock.name;
    const fields = [
      { id: `clock-do-${index}`, label: p("clock-do"), kind: "choice", options: ACTS.map((value) => ({ value, label: p(`clock-${value}`) })), value: act, set: (value) => set({ do: value }) },
      { id: `clock-name-${index}`, label: p("clock-name"), kind: "text", options: names, value: clock.name, set: (name) => set({ name }) },
      { id: `clock-when-${index}`, label: p("clock-when"), kind: "choice", empty: p("clock-when-none"), options: ["enter", "leave"].map((value) => ({ value, label: p(`clock-${value}`) })), value: clock.when, set: (when) => set({ when }) },
      ...besides(act, clock).map((name) => detail(name, index, clock, set, choices)),
      ...[whereSet(clock.limit, { edit, choices }, `clock-${index}`)].filter(Boolean),
    ];
    return { title: p("clock-title", { act: ACTS.includes(act) ? p(`clock-${act}`) : "?", name: label ?? "?" }), fields, remove: () => edit.removeExtension(element, clock) };
  });
  const add = () => edit.addExtension(element, "bihuan:Clock", { name: names[0]?.value ?? "clock", do: "start", when: "enter", limit: undefined, unit: undefined });
  return { name: "clocks", label: p("clocks"), fields: [], rows, add: { label: p("clock-add"), act: add } };
}

// What this act needs, and whatever else the clock says already.
function besides(act, clock) {
  const said = ["limit", "unit", "by", "reason"].filter((name) => clock.get(name) !== undefined);
  return [...new Set([...(BESIDES[act] ?? []), ...said, "of"])];
}

function detail(name, index, clock, set, choices) {
  const policies = choices.policies.map(({ value, label }) => ({ value: `=policy.${value}`, label }));
  const options = name === "reason" ? choices.reasons : name === "limit" || name === "by" ? policies : [];
  const kind = name === "reason" && !(clock.reason ?? "").startsWith("=") ? "text" : "feel";
  return { id: `clock-${name}-${index}`, label: p(`clock-${name}`), hint: p(`clock-${name}-hint`), kind, options, value: clock.get(name), set: (value) => set({ [name]: value }) };
}
