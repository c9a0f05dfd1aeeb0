// The diagram tab of a draft.
import "bpmn-js/dist/assets/diagram-js.css";
import "bpmn-js/dist/assets/bpmn-js.css";
import "bpmn-js/dist/assets/bpmn-font/css/bpmn.css";
import "bpmn-js-token-simulation/assets/css/bpmn-js-token-simulation.css";
import "diagram-js-minimap/assets/diagram-js-minimap.css";
import "../styles/studio-diagram.css";
import { findingsPanel } from "./lint/index.js";
import { Comments, commentsAddress } from "./studio/diagram/comments.js";
import { English } from "./studio/diagram/english.js";
import { modelerIn, viewerIn } from "./studio/diagram/modeler.js";
import { speakChinese } from "./studio/diagram/simulation.js";
import { toolbar } from "./studio/diagram/toolbar.js";
import { DraftFile } from "./studio/draft-file.js";
import { Panel } from "./studio/panel/panel.js";
import { noteRenaming } from "./studio/renamed.js";
import { box, draft, say, send, w } from "./studio/workspace.js";

const PATH = "process.bpmn";
const READABLE = 0.55; // zoom
const PALETTE = 130; // px that the tools cover
const EDGE = 24; // px
const NARROW = 56 * 16; // px: a finger on a phone reads, it does not draw

const canvas = document.getElementById("canvas");
const panelBox = document.getElementById("panel");
const editable = draft.editable && innerWidth > NARROW;
const modeler = editable ? modelerIn(canvas) : viewerIn(canvas);
const xml = async () => (await modeler.saveXML({ format: true })).xml;

async function show(text) {
  await modeler.importXML(text);
  lookAt(modeler.get("canvas"), modeler.get("elementRegistry"));
}

// The whole drawing beside the tools where it can be read; of a large one the place where it begins.
function lookAt(view, elements) {
  const { inner, outer } = view.viewbox();
  const room = { width: outer.width - (editable ? PALETTE : 0) - EDGE, height: outer.height - 2 * EDGE };
  const whole = Math.min(room.width / inner.width, room.height / inner.height, 1);
  const start = elements.find(({ type, parent }) => type === "bpmn:StartEvent" && parent?.type !== "bpmn:SubProcess");
  const scale = Math.max(whole, start ? READABLE : 0.2);
  const left = (editable ? PALETTE : EDGE) / scale;
  const from = scale === whole || !start ? inner : { x: Math.max(start.x - 100, inner.x), y: Math.max(start.y - 200, inner.y) };
  view.viewbox({ x: from.x - left, y: from.y - EDGE / scale, width: outer.width / scale, height: outer.height / scale });
}

// A file that a browser cannot read as XML cannot be written back whole; it is changed only when somebody says so.
function warnOf(allow) {
  const note = document.getElementById("losses");
  note.hidden = false;
  note.querySelector("button").addEventListener("click", () => {
    note.hidden = true;
    allow();
  });
}

async function fetchChoices() {
  return await (await send(canvas.dataset.choices, "GET")).json();
}

async function begin() {
  const file = await DraftFile.open(PATH, { replace: show });
  await show(file.text);
  if (editable) {
    await xml();
    let isChangeable = Boolean(modeler.get("keeper").kept);
    const touched = () => isChangeable && file.changed(xml);
    if (!isChangeable) warnOf(() => ((isChangeable = true), modeler.get("commandStack").canUndo() && touched()));
    modeler.get("renaming").renamed = (before, after) => noteRenaming({ before, after }, () => file.flush());
    modeler.on("commandStack.changed", ({ trigger }) => trigger !== "clear" && touched());
  }

  const comments = new Comments(modeler, commentsAddress(), PATH);
  if (panelBox) {
    const english = editable ? await English.open() : undefined;
    if (english) modeler.get("englishNames").english = english;
    const panel = new Panel(panelBox, modeler, { choices: await fetchChoices(), editable, english, extra: (element) => [comments.part(element)] });
    comments.changed = () => panel.refresh();
    addEventListener("focus", async () => panel.offer(await fetchChoices()));
  }
  await comments.load();
  const bar = document.querySelector(".drawing-bar");
  if (bar) toolbar(bar, modeler, { name: box.dataset.process });
  speakChinese(canvas);
  const findings = document.querySelector("[data-lint]");
  if (findings) findingsPanel(findings, modeler);
  const wished = new URLSearchParams(location.search).get("element");
  const shape = wished && modeler.get("elementRegistry").get(wished);
  if (shape) {
    modeler.get("selection", false)?.select(shape);
    modeler.get("canvas").scrollToElement(shape);
  }
  Object.assign(window, { bihuanEditor: { modeler, file } });
  canvas.dataset.ready = "1";
}

begin().catch((error) => {
  console.error(error);
  say(w("unreadable"), "bad");
  document.getElementById("unreadable").hidden = false;
});
