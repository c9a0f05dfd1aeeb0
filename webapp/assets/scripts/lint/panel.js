// The list of findings beside the drawing: where, why, what to do, what one click repairs.
import "../../styles/lint.css";
import { outlineIn } from "./outline.js";
import { questions } from "./server.js";
import { bookOf } from "./words.js";

// `element`: made by templates/parts/findings.html (data-url, data-file, data-token, data-words). `modeler`: a bpmn-js modeler
// or viewer with `lintModule`. `options.locale`: when it is not the page's. Answers {refresh()}: ask the server again.
export function findingsPanel(element, modeler, options = {}) {
  const lint = modeler.get("lint");
  const words = JSON.parse(element.dataset.words);
  const list = element.querySelector("[data-lint-list]");
  const status = element.querySelector("[data-lint-status]");
  lint.locale = options.locale ?? document.documentElement.lang;
  lint.file = element.dataset.file || lint.file;
  const xml = async () => (await modeler.saveXML({ format: true })).xml;
  let isUnheard = false;
  const ask = questions({
    url: element.dataset.url,
    token: element.dataset.token,
    heard: (findings) => {
      isUnheard = findings === null;
      if (findings) lint.hear(findings);
      else render();
    },
  });
  let book = null;

  function render() {
    const errors = lint.findings.filter(({ severity }) => severity === "error").length;
    const warnings = lint.findings.length - errors;
    const said = !lint.findings.length ? words.none : words.some.replace("{errors}", errors).replace("{warnings}", warnings);
    if (status.textContent !== said) status.textContent = isUnheard ? `${said} ${words.unheard}` : said;
    status.className = errors ? "bad" : warnings ? "soon" : "good";
    for (const short of document.querySelectorAll("[data-lint-short]")) {
      short.textContent = said;
      short.className = `lint-short ${status.className}`;
    }
    const sorted = [...lint.findings].sort((a, b) => (a.severity === b.severity ? 0 : a.severity === "error" ? -1 : 1));
    list.replaceChildren(...sorted.map((finding) => itemOf(finding)));
  }

  function itemOf(finding) {
    const item = make("li", `lint-finding ${finding.severity}`);
    item.dataset.rule = finding.rule;
    item.dataset.element = finding.element ?? "";
    const place = make("button", "lint-place", finding.where);
    place.type = "button";
    place.addEventListener("click", () => lint.show(finding) || options.elsewhere?.(finding));
    item.append(make("span", "lint-severity", words[finding.severity]), place, make("p", "", finding.reason));
    item.append(make("p", "lint-remedy", finding.remedy));
    if (finding.lesson) {
      const lesson = make("details", "lint-lesson");
      lesson.append(make("summary", "", words.lesson), make("p", "", finding.lesson));
      item.append(lesson);
    }
    const fixes = book ? lint.fixesOf(finding) : [];
    if (fixes.length) item.append(...fixes.map((fix) => fixOf(fix, item)));
    return item;
  }

  function fixOf(fix, item) {
    const { label, ask: example } = book.fixes[fix.name];
    const button = make("button", "button small", label);
    button.type = "button";
    button.dataset.fix = fix.name;
    button.addEventListener("click", () => (fix.asks ? item.append(question(fix, label, example, button)) : fix.apply()));
    return button;
  }

  function question(fix, label, example, button) {
    button.disabled = true;
    const form = make("form", "lint-question");
    const input = make("input");
    Object.assign(input, { type: "text", required: true, placeholder: example, autocomplete: "off" });
    input.setAttribute("aria-label", label);
    const send = make("button", "button small primary", words.apply);
    form.append(input, send);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      if (input.value.trim()) fix.apply(input.value.trim());
    });
    setTimeout(() => input.focus());
    return form;
  }

  const details = document.querySelector("details[data-outline]");
  const redraw = details ? outlineIn(details, { text: xml, token: element.dataset.token }) : () => {};
  modeler.on("lint.changed", render);
  modeler.on(["commandStack.changed", "import.done"], () => {
    ask(lint.file, xml);
    redraw();
  });
  modeler.on("lint.chosen", ({ element: id }) => {
    const items = [...list.children].filter((item) => item.dataset.element === id);
    for (const item of list.children) item.classList.toggle("chosen", items.includes(item));
    items[0]?.scrollIntoView({ block: "nearest" });
    items[0]?.querySelector("button")?.focus();
  });
  bookOf(lint.locale).then((found) => {
    book = found;
    lint.now();
    ask(lint.file, xml, 0);
  });
  return { refresh: () => ask(lint.file, xml, 0) };
}

function make(tag, className = "", text = "") {
  const found = document.createElement(tag);
  found.className = className;
  found.textContent = text;
  return found;
}
