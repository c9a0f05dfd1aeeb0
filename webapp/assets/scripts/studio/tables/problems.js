// What the server, which will run the table, says about its cells: a list below, and a mark at each cell.
import { send } from "../workspace.js";

const PAUSE = 600; // ms

export class Problems {
  constructor(box, editor) {
    Object.assign(this, { box, editor, timer: 0, asked: 0, found: [] });
    this.panel = document.getElementById("table-problems");
    new MutationObserver(() => this.mark()).observe(box, { childList: true, subtree: true });
  }

  soon(read) {
    clearTimeout(this.timer);
    this.timer = setTimeout(async () => this.look(await read()), PAUSE);
  }

  async look(text) {
    const asked = ++this.asked;
    const body = JSON.stringify({ path: this.box.dataset.path, text });
    const answer = await send(this.box.dataset.check, "POST", body, { "Content-Type": "application/json" }).catch(() => null);
    if (!answer?.ok || asked !== this.asked) return;
    const { problems } = await answer.json();
    this.found = problems.filter(({ decision }) => decision === "" || decision === this.box.dataset.decision);
    this.tell();
    this.mark();
  }

  tell() {
    this.panel.hidden = !this.found.length;
    this.panel.querySelector("ul").replaceChildren(
      ...this.found.map(({ row, heading, words }) => {
        const line = document.createElement("li");
        const place = this.panel.dataset.row.replace("{row}", row + 1).replace("{column}", heading);
        line.textContent = row < 0 ? words : `${place}: ${words}`;
        return line;
      }),
    );
    this.box.dataset.problems = this.found.length;
  }

  mark() {
    const rules = this.editor.getViews().find(({ element }) => element.id === this.box.dataset.decision)?.element.decisionLogic?.rule ?? [];
    const wrong = new Map();
    for (const { row, column, words } of this.found) {
      const rule = rules[row];
      const cell = rule && [...(rule.inputEntry ?? []), ...rule.outputEntry][column];
      if (cell) wrong.set(cell.id, words);
    }
    for (const cell of this.box.querySelectorAll("td[data-element-id]")) {
      const words = wrong.get(cell.dataset.elementId);
      if (cell.classList.contains("is-wrong") !== Boolean(words)) cell.classList.toggle("is-wrong", Boolean(words));
      if ((cell.title || undefined) !== words) cell.title = words ?? "";
    }
  }
}
