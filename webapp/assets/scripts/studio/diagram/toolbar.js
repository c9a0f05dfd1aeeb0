// The bar above the drawing: each button does what its key does too.
import { download } from "../download.js";

export function toolbar(bar, modeler, { name }) {
  const canvas = modeler.get("canvas");
  const box = canvas.getContainer().closest(".drawing");
  const trigger = (action) => () => modeler.get("editorActions").trigger(action);
  const acts = {
    undo: trigger("undo"),
    redo: trigger("redo"),
    find: () => (canvas.focus?.(), trigger("find")()),
    out: () => modeler.get("zoomScroll").stepZoom(-1),
    in: () => modeler.get("zoomScroll").stepZoom(1),
    fit: () => canvas.zoom("fit-viewport"),
    minimap: () => modeler.get("minimap").toggle(),
    simulate: () => modeler.get("toggleMode").toggleMode(),
    large: () => (box.classList.toggle("large"), canvas.resized()),
    svg: async () => download(`${name}.svg`, (await modeler.saveSVG()).svg, "image/svg+xml"),
    keys: () => document.getElementById("diagram-keys").showModal(),
  };
  for (const button of bar.querySelectorAll("[data-do]")) {
    if (button.dataset.do in acts) button.addEventListener("click", acts[button.dataset.do]);
  }
  document.addEventListener("keydown", (event) => isQuestion(event) && (event.preventDefault(), acts.keys()), true); // before the page's own list
  simulation(bar, box, modeler);
  const stack = modeler.get("commandStack", false);
  if (!stack) return;
  const refresh = () => {
    for (const [name, can] of [["undo", stack.canUndo()], ["redo", stack.canRedo()]]) {
      const button = bar.querySelector(`[data-do=${name}]`);
      if (button) button.disabled = !can;
    }
  };
  modeler.on("commandStack.changed", refresh);
  refresh();
}

const isQuestion = ({ key, target, isComposing }) =>
  key === "?" && !isComposing && !target.closest?.("input, textarea, select, [contenteditable]") && !document.querySelector("dialog[open]");

function simulation(bar, box, modeler) {
  modeler.on("tokenSimulation.toggleMode", ({ active }) => {
    box.classList.toggle("simulating", active);
    bar.querySelector("[data-do=simulate]")?.setAttribute("aria-pressed", String(active));
  });
}
