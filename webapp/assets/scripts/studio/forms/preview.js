// The form as handlers will see it, rendered by the server as it renders every task; and what the lint says of its file.
import "../../conditions.js";
import { send } from "../workspace.js";

const PAUSE = 500; // ms

export class Preview {
  constructor(box, path) {
    Object.assign(this, { box, path, timer: 0, asked: 0 });
  }

  soon(read) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.look(read()), PAUSE);
  }

  async look(text) {
    const asked = ++this.asked;
    const answer = await send(this.box.dataset.address, "POST", JSON.stringify({ path: this.path, text }), { "Content-Type": "application/json" }).catch(() => null);
    if (!answer?.ok || asked !== this.asked) return;
    const { html, findings } = await answer.json();
    this.box.querySelector("[data-form]").innerHTML = html; // our own server's, escaped there
    const list = this.box.querySelector("[data-findings]");
    list.hidden = !findings.length;
    list.replaceChildren(...findings.map((words) => Object.assign(document.createElement("li"), { textContent: words })));
    const form = this.box.querySelector("form");
    const off = JSON.parse(form?.dataset.off ?? "[]");
    for (const field of form?.querySelectorAll("[data-field]") ?? []) field.hidden = off.includes(field.dataset.field);
  }
}
