// The tables tab of a draft.
import "dmn-js/dist/assets/diagram-js.css";
import "dmn-js/dist/assets/dmn-font/css/dmn.css";
import "dmn-js/dist/assets/dmn-js-shared.css";
import "dmn-js/dist/assets/dmn-js-drd.css";
import "dmn-js/dist/assets/dmn-js-decision-table.css";
import "dmn-js/dist/assets/dmn-js-decision-table-controls.css";
import "dmn-js/dist/assets/dmn-js-literal-expression.css";
import "../styles/tables.css";
import "../styles/studio-tables.css";
import { losses } from "./studio/diagram/round-trip.js";
import { dialogs } from "./studio/dialogs.js";
import { DraftFile } from "./studio/draft-file.js";
import { editorIn, opened } from "./studio/tables/editor.js";
import { Problems } from "./studio/tables/problems.js";
import { draft, say, w } from "./studio/workspace.js";

const NARROW = 56 * 16; // px: a finger on a phone reads, it does not fill in tables

const box = document.getElementById("table-editor");

async function begin() {
  const { path, decision } = box.dataset;
  const editor = editorIn(box);
  const xml = async () => (await editor.saveXML({ format: true })).xml;
  const problems = new Problems(box, editor);
  let isLoading = true;
  let mayChange = true;

  async function show(text) {
    isLoading = true;
    await editor.importXML(text, { open: false });
    await opened(editor, decision);
    isLoading = false;
    problems.look(text);
  }

  const file = await DraftFile.open(path, { replace: show });
  box.hidden = false;
  document.getElementById("table-read").hidden = true;
  editor.changed = () => {
    if (isLoading || !mayChange) return;
    file.changed(xml);
    problems.soon(xml);
  };
  await show(file.text);
  const lost = losses(file.text, await xml());
  if (lost.length) {
    mayChange = false;
    const note = document.getElementById("losses");
    note.querySelector("ul").replaceChildren(...lost.slice(0, 12).map(({ name, id }) => Object.assign(document.createElement("li"), { textContent: `${name} (${id})` })));
    note.hidden = false;
    note.querySelector("button").addEventListener("click", () => ((note.hidden = true), (mayChange = true), editor.changed()));
  }
  leavingSaves(file);
  Object.assign(window, { bihuanTables: { editor, file } });
  box.dataset.ready = "1";
}

// Links to what is made from the saved draft wait until it is saved.
function leavingSaves(file) {
  for (const link of document.querySelectorAll("[data-leave], [data-flush]")) {
    link.addEventListener("click", async (event) => {
      if (!file.waiting || link.dataset.saved) return;
      event.preventDefault();
      await file.flush();
      link.dataset.saved = "1";
      link.click();
      delete link.dataset.saved;
    });
  }
  for (const form of document.querySelectorAll("dialog form")) {
    form.addEventListener("submit", async (event) => {
      if (!file.waiting) return;
      event.preventDefault();
      await file.flush();
      form.requestSubmit();
    });
  }
}

dialogs();
if (box && draft.editable && innerWidth > NARROW) {
  begin().catch((error) => {
    console.error(error);
    say(w("unreadable"), "bad");
    box.hidden = true;
    document.getElementById("table-read").hidden = false;
  });
}
