// Timers: a duration as ISO 8601 writes it, or FEEL after an equals sign. Counterpart: engine/lint/rules/timers.py
import { kindOf, textOf } from "../drawing.js";
import { hit } from "./hit.js";

const DURATION = /^-?P(?=.)((\d+Y)?(\d+M)?|(\d+D)?(T(?=.)(\d+H)?(\d+M)?(\d+([.]\d+)?S)?)?)$/;
const CYCLE = /^R\d*\/(?:([^P/][^/]*)\/)?(P[^/]+)$/;
const NEGATIVE = /^(-|=\s*-|=\s*duration\(\s*"-)/;
const MOMENT = /^\d{4}-?\d\d-?\d\d([T ]\d\d(:?\d\d(:?\d\d([.,]\d+)?)?)?(Z|[+-]\d\d(:?\d\d(:?\d\d)?)?)?)?$/;
const KINDS = ["timeDate", "timeDuration", "timeCycle"];

function* timers(drawing) {
  for (const node of drawing.nodes) {
    for (const definition of node.definitions) {
      if (kindOf(definition) === "timerEventDefinition") yield [node, definition];
    }
  }
}

const isMoment = (value) => MOMENT.test(value) && !Number.isNaN(Date.parse(value.slice(0, 10)));

function isCycle(value) {
  const found = CYCLE.exec(value);
  return Boolean(found) && DURATION.test(found[2]) && /[1-9]/.test(found[2]) && isMoment(found[1] || "2000-01-01");
}

function repeats(node) {
  if (node.kind === "boundaryEvent") return node.element.cancelActivity === false;
  const host = node.scope.host;
  return node.kind === "startEvent" && host !== null && host.isEventSubprocess && node.element.isInterrupting === false;
}

export function* timer_empty(drawing) {
  for (const [node, timer] of timers(drawing)) if (!KINDS.some((kind) => textOf(timer[kind]))) yield hit(node);
}

export function* timer_ambiguous(drawing) {
  for (const [node, timer] of timers(drawing)) if (KINDS.filter((kind) => timer[kind]).length > 1) yield hit(node);
}

export function* timer_date_malformed(drawing) {
  for (const [node, timer] of timers(drawing)) {
    const value = textOf(timer.timeDate);
    if (value && !value.startsWith("=") && !isMoment(value)) yield hit(node, { value });
  }
}

export function* timer_duration_malformed(drawing) {
  for (const [node, timer] of timers(drawing)) {
    const value = textOf(timer.timeDuration);
    if (value && !value.startsWith("=") && !DURATION.test(value)) yield hit(node, { value });
  }
}

export function* timer_negative(drawing) {
  for (const [node, timer] of timers(drawing)) {
    const value = textOf(timer.timeDuration);
    if (NEGATIVE.test(value) || (DURATION.test(value) && !/[1-9]/.test(value))) yield hit(node, { value });
  }
}

export function* timer_cycle(drawing) {
  for (const [node, timer] of timers(drawing)) if (timer.timeCycle && !repeats(node)) yield hit(node);
}

export function* timer_cycle_malformed(drawing) {
  for (const [node, timer] of timers(drawing)) {
    const value = textOf(timer.timeCycle);
    if (value && !value.startsWith("=") && !isCycle(value)) yield hit(node, { value });
  }
}
