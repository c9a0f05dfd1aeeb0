// The editor with everything it brings; the same drawing without tools for whoever may not change it, and on a phone.
import Modeler from "bpmn-js/lib/Modeler";
import NavigatedViewer from "bpmn-js/lib/NavigatedViewer";
import simulationModule from "bpmn-js-token-simulation";
import viewerSimulationModule from "bpmn-js-token-simulation/lib/viewer";
import minimapModule from "diagram-js-minimap";
import zeebe from "zeebe-bpmn-moddle/resources/zeebe.json";
import { lintModule } from "../../lint/index.js";
import { clipboardModule } from "./clipboard.js";
import { englishModule } from "./english.js";
import { innerLanesModule } from "./inner-lanes.js";
import { bihuan } from "./moddle.js";
import { offeredModule } from "./offered.js";
import { renamingModule } from "./renaming.js";
import { translateModule } from "./translate.js";

const moddleExtensions = { zeebe, bihuan };

export function modelerIn(container) {
  return new Modeler({
    container,
    moddleExtensions,
    additionalModules: [translateModule, minimapModule, simulationModule, clipboardModule, offeredModule, innerLanesModule, renamingModule, englishModule, lintModule],
  });
}

export function viewerIn(container) {
  return new NavigatedViewer({ container, moddleExtensions, additionalModules: [translateModule, minimapModule, viewerSimulationModule, lintModule] });
}
