// Messages, signals, conditions and cancellations, and what hangs on an activity.
// Counterparts: engine/lint/rules/events.py, boundary.py and subprocesses.py
import { calledBy, kindOf, ofKind, targetOf, textOf } from "../drawing.js";
import { hit } from "./hit.js";

const CONTAINERS = ["subProcess", "transaction", "callActivity"];
const RAISERS = { error: [...CONTAINERS, "serviceTask"], escalation: CONTAINERS, cancel: ["transaction"] };
const INSTANT = ["scriptTask", "businessRuleTask", "sendTask", "task"];

function* defined(drawing, kind) {
  for (const node of drawing.nodes) {
    for (const definition of node.definitions) if (kindOf(definition) === kind) yield [node, definition];
  }
}

function* attached(drawing) {
  for (const host of drawing.nodes) for (const event of host.boundaries) yield [host, event];
}

function transactionAround(node) {
  let host = node.scope.host;
  while (host && host.kind !== "transaction") host = host.scope.host;
  return host;
}

export function* message_missing(drawing) {
  for (const node of ofKind(drawing.nodes, "sendTask", "receiveTask")) if (!node.element.messageRef) yield hit(node);
  for (const [node, definition] of defined(drawing, "messageEventDefinition")) if (!definition.messageRef) yield hit(node);
}

export function* condition_missing(drawing) {
  for (const [node, definition] of defined(drawing, "conditionalEventDefinition")) {
    if (!textOf(definition.condition)) yield hit(node);
  }
}

export function* signal_missing(drawing) {
  for (const [node, definition] of defined(drawing, "signalEventDefinition")) if (!definition.signalRef) yield hit(node);
}

export function* cancel_outside_transaction(drawing) {
  for (const node of ofKind(drawing.nodes, "endEvent")) {
    if (node.triggers.includes("cancel") && !transactionAround(node)) yield hit(node);
  }
}

export function* cancel_uncaught(drawing) {
  for (const node of ofKind(drawing.nodes, "endEvent")) {
    const host = node.triggers.includes("cancel") ? transactionAround(node) : null;
    if (host && !host.boundaries.some((event) => event.triggers.includes("cancel"))) yield hit(node);
  }
}

export function* boundary_idle(drawing) {
  for (const [host, event] of attached(drawing)) {
    for (const trigger of event.triggers) {
      const raisers = RAISERS[trigger];
      const isIdle = raisers ? !raisers.includes(host.kind) : INSTANT.includes(host.kind);
      if (isIdle) yield hit(event, { host_kind: host.kind, trigger_kind: `${trigger}EventDefinition` });
    }
  }
}

export function* boundary_must_interrupt(drawing) {
  for (const [, event] of attached(drawing)) {
    const isFinal = event.triggers.some((trigger) => trigger === "error" || trigger === "cancel");
    if (event.element.cancelActivity === false && isFinal) {
      yield hit(event, { trigger_kind: `${event.triggers[0]}EventDefinition` });
    }
  }
}

export function* event_subprocess_must_interrupt(drawing) {
  for (const node of ofKind(drawing.nodes, "startEvent")) {
    if (!node.scope.host?.isEventSubprocess || !node.triggers.includes("error")) continue;
    if (node.element.isInterrupting === false) yield hit(node);
  }
}

export function* event_subprocess_connected(drawing) {
  for (const node of drawing.nodes) {
    const isConnected = node.incoming.length || node.outgoing.length || node.boundaries.length || node.element.loopCharacteristics;
    if (node.isEventSubprocess && isConnected) yield hit(node);
  }
}

export function* call_target_missing(drawing) {
  for (const node of ofKind(drawing.nodes, "callActivity")) {
    if (!calledBy(node, drawing)) yield hit(node, { target: targetOf(node) || "-" });
  }
}
