// What the studio uses of the lint: a part of the bpmn-js editor, and the list of findings beside it.
export { lintModule } from "./module.js";
export { findingsPanel } from "./panel.js";
