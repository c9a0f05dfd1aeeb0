// Ctrl + / in a text field of a form with data-snippets: look for a text, choose it with the arrows, Enter puts it where the cursor is.
let field = null;
let caret = [0, 0];
let found = [];
let at = 0;
let waiting = 0;

const box = () => document.querySelector("dialog[data-snippet-box]");

function show() {
  const list = box().querySelector("[role=listbox]");
  list.replaceChildren(
    ...found.map((entry, index) => {
      const item = document.createElement("li");
      item.id = `snippet-${index}`;
      item.setAttribute("role", "option");
      item.setAttribute("aria-selected", String(index === at));
      const title = document.createElement("b");
      title.textContent = entry.title;
      const text = document.createElement("span");
      text.textContent = entry.text;
      item.append(title, text);
      item.addEventListener("click", () => insert(entry));
      return item;
    }),
  );
  box().querySelector("[data-none]").hidden = found.length > 0;
  box().querySelector("input").setAttribute("aria-activedescendant", found.length ? `snippet-${at}` : "");
  list.children[at]?.scrollIntoView({ block: "nearest" });
}

async function look(words) {
  const turn = ++waiting;
  const answer = await fetch(`${field.form.dataset.snippets}?words=${encodeURIComponent(words)}`, { credentials: "same-origin" });
  if (!answer.ok || turn !== waiting) return;
  found = await answer.json();
  at = 0;
  show();
}

function insert(entry) {
  box().close();
  field.focus();
  field.setRangeText(entry.text, ...caret, "end");
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

document.addEventListener("keydown", (event) => {
  const target = event.target;
  if (event.key === "/" && (event.ctrlKey || event.metaKey) && target.matches?.("form[data-snippets] textarea")) {
    event.preventDefault();
    open(target);
  } else if (target.matches?.("dialog[data-snippet-box] input")) {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      at = Math.min(Math.max(at + (event.key === "ArrowDown" ? 1 : -1), 0), Math.max(found.length - 1, 0));
      show();
    } else if (event.key === "Enter") {
      event.preventDefault();
      if (found[at]) insert(found[at]);
    }
  }
});
function open(target) {
  if (!box()) return;
  field = target;
  caret = [target.selectionStart, target.selectionEnd];
  const input = box().querySelector("input");
  input.value = "";
  box().showModal();
  input.focus();
  look("");
}
document.addEventListener("input", (event) => {
  if (event.target.matches("dialog[data-snippet-box] input")) look(event.target.value);
});
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-snippet-open]");
  if (button) open(document.getElementById(button.dataset.snippetOpen));
  if (event.target.matches("dialog[data-snippet-box]")) event.target.close();
});
