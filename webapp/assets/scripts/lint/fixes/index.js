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
    act();
  }
}

export function registerFixes(commandStack) {
  commandStack?.registerHandler("lint.fix", FixHandler);
}

// Those of the named fixes that can be done here: [{name, asks, apply(answer)}].
export function fixesFor(names, id, facts, injector) {
  const commandStack = injector.get("commandStack", false);
  const services = servicesOf(injector);
  const element = commandStack && seenAs(id, services);
  if (!element || !services.modeling) return [];
  return names
    .filter((name) => FIXES[name] && (FIXES[name].fits?.(element) ?? true))
    .map((name) => ({
      name,
      asks: Boolean(FIXES[name].asks),
      apply: (answer) =>
        commandStack.execute("lint.fix", { act: () => FIXES[name].act(element, services, answer, facts) }),
    }));
}
