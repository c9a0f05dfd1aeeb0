// The forms tab of a draft: form-js to arrange fields, our own panel to describe them, the server's own rendering to look at them.
import "@bpmn-io/form-js-editor/dist/assets/form-js-editor.css";
import "@bpmn-io/form-js-viewer/dist/assets/form-js.css";
import "../styles/studio-diagram.css";
import "../styles/studio-forms.css";
import { dialogs } from "./studio/dialogs.js";
import { DraftFile } from "./studio/draft-file.js";
import { FormPanel } from "./studio/forms/describe.js";
import { editorIn } from "./studio/forms/editor.js";
import { Preview } from "./studio/forms/preview.js";
import { readSchema, writeSchema } from "./studio/forms/schema.js";
import { noteRenaming } from "./studio/renamed.js";
import { draft, say, w } from "./studio/workspace.js";

const NARROW = 56 * 16; // px: a finger on a phone reads, it does not build forms

const box = document.getElementById("form-editor");

async function begin() {
  const editor = editorIn(box);
  const preview = new Preview(document.getElementById("form-preview"), box.dataset.path);
  const text = () => writeSchema(editor.getSchema(), before);
  let before;
  let isLoading = true;

  async function show(content) {
    isLoading = true;
    before = readSchema(content);
    await editor.importSchema(before);
    isLoading = false;
  }

  const file = await DraftFile.open(box.dataset.path, { replace: show });
  box.hidden = false;
  await show(file.text);
  const panel = new FormPanel(document.getElementById("panel"), editor);
  const form = box.dataset.path.slice("forms/".length, -".json".length);
  panel.renamed = (before, after) => noteRenaming({ before, after, form }, () => file.flush());
  editor.on("changed", () => {
    if (isLoading) return;
    file.changed(async () => text());
    preview.soon(text);
  });
  editor.on("selection.changed", () => panel.show());
  panel.show();
  preview.look(text());
  for (const link of document.querySelectorAll("[data-leave]")) {
    link.addEventListener("click", async (event) => {
      if (!file.waiting) return;
      event.preventDefault();
      await file.flush();
      location.assign(link.href);
    });
  }
  Object.assign(window, { bihuanForms: { editor, file, show, text } });
  box.dataset.ready = "1";
}

dialogs();
if (box && draft.editable && innerWidth > NARROW) {
  begin().catch((error) => {
    console.error(error);
    say(w("unreadable"), "bad");
    box.hidden = true;
  });
}
