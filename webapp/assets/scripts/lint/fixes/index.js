// One click repairs: each fix is a step of the editor that can be undone. The names and which rule has which fix:
// engine/lint/fixes.py; the labels: engine/lint/texts.
import * as flows from "./flows.js";
import * as parts from "./parts.js";
import { seenAs, servicesOf } from "./services.js";

const FIXES = Object.fromEntries(
  Object.entries({ ...flows, ...parts }).map(([name, fix]) => [name, typeof fix === "function" ? { act: fix } : fix]),
);

// All steps of a fix are one step for whoever undoes it.
class FixHandler {
  preExecute({ act }) {
    act?.();
  }

  execute(context) {
    context.bringBack = context.forget?.();
    return [];
  }

  revert({ bringBack }) {
    bringBack?.();
    return [];
  }
}

export function registerFixes(commandStack) {
  commandStack?.registerHandler("lint.fix", FixHandler);
}

// Those of the named fixes that can be done here: [{name, asks, apply(answer)}].
export function fixesFor(names, id, facts, injector) {
  const commandStack = injector.get("commandStack", false);
  const services = servicesOf(injector);
  if (!commandStack || !services.modeling) return [];
  const element = seenAs(id, services);
  const unseen = names.includes("remove_unseen") ? unseenFix(id, element, injector, commandStack) : [];
  if (!element) return unseen;
  const offered = names
    .filter((name) => FIXES[name] && (FIXES[name].fits?.(element) ?? true))
    .map((name) => ({
      name,
      asks: Boolean(FIXES[name].asks),
      apply: (answer) =>
        commandStack.execute("lint.fix", {
          act: () => FIXES[name].act(element, services, answer, facts),
          forget: FORGOTTEN[name] && (() => injector.get("keeper").forget(FORGOTTEN[name](id, facts))),
        }),
    }));
  return [...offered, ...unseen];
}

// What the drawing does not show, because the model has it twice, or tied to nothing, can only be removed from here.
function unseenFix(id, element, injector, commandStack) {
  const keeper = injector.get("keeper");
  const { modeling, canvas } = servicesOf(injector);
  const root = canvas.getRootElement();
  const holder = element ? null : holderOf(id, root.businessObject);
  if (!holder && !keeper.keeps(id)) return [];
  const flowElements = holder?.flowElements.filter((inner) => inner.id !== id);
  const act = () => holder && modeling.updateModdleProperties(root, holder, { flowElements });
  const forget = () => keeper.forget((node) => node.getAttribute?.("id") === id);
  return [{ name: "remove_unseen", asks: false, apply: () => commandStack.execute("lint.fix", { act, forget }) }];
}

// What the editor's reader did not take in, elements and attributes, is kept beside the drawing, and forgotten there.
const placeOf = (node) => (node.ownerElement ?? node.parentElement)?.closest("[id]")?.getAttribute("id");
const FORGOTTEN = {
  remove_extension: (id, { name }) => (node) => node.localName === name && placeOf(node) === id,
  unset_default: (id) => (node) => node.localName === "default" && placeOf(node) === id,
};

// The process or subprocess of the model that holds an element.
function holderOf(id, element) {
  let definitions = element;
  while (definitions.$parent) definitions = definitions.$parent;
  const todo = [...(definitions.rootElements ?? [])];
  while (todo.length) {
    const scope = todo.pop();
    if (scope.flowElements?.some((inner) => inner.id === id)) return scope;
    todo.push(...(scope.flowElements ?? []));
  }
  return null;
}
