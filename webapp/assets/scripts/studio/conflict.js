// Two people changed the same file. Whoever comes second is asked, and neither text is lost: the one on the server stays a version of
// the draft, the one in this window can be put on the disk.
import { download } from "./download.js";
import { w } from "./workspace.js";

// "mine" or "theirs". `theirs`: {text or null, by, at}.
export function ask(path, mine, theirs) {
  const dialog = document.createElement("dialog");
  dialog.className = "studio-dialog";
  dialog.setAttribute("aria-labelledby", "conflict-title");
  const head = document.createElement("h2");
  head.id = "conflict-title";
  head.textContent = w("conflict");
  const text = document.createElement("p");
  text.textContent = w(theirs.text === null ? "conflict-removed" : "conflict-said", { path, by: theirs.by, at: theirs.at });
  const acts = document.createElement("div");
  acts.className = "actions";
  dialog.append(head, text, acts);
  document.body.append(dialog);
  return new Promise((resolve) => {
    const choose = (answer) => (dialog.close(), dialog.remove(), resolve(answer));
    acts.append(
      button(w("conflict-mine"), "primary", () => choose("mine")),
      button(w("conflict-theirs"), "", () => (download(path.split("/").pop(), mine), choose("theirs"))),
      button(w("conflict-download"), "quiet", () => download(path.split("/").pop(), mine)),
    );
    dialog.addEventListener("cancel", (event) => event.preventDefault()); // there is no third way
    dialog.showModal();
  });
}

function button(text, kind, act) {
  const made = document.createElement("button");
  Object.assign(made, { type: "button", className: `button ${kind}`, textContent: text });
  made.addEventListener("click", act);
  return made;
}
