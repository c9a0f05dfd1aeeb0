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
    const found = await this.ask(this.box.dataset.address, text);
    if (!found || asked !== this.asked) return;
    this.box.querySelector("[data-form]").innerHTML = found.html; // our own server's, escaped there
    const form = this.box.querySelector("form");
    const off = JSON.parse(form?.dataset.off ?? "[]");
    for (const field of form?.querySelectorAll("[data-field]") ?? []) field.hidden = off.includes(field.dataset.field);
    this.judge(text, asked);
  }

  // The whole folder is judged, which takes longer than showing one form.
  async judge(text, asked) {
    const found = await this.ask(this.box.dataset.lintAddress, text);
    if (!found || asked !== this.asked) return;
    const here = found.findings.filter(({ file }) => file === this.path);
    const list = this.box.querySelector("[data-findings]");
    list.hidden = !here.length;
    list.replaceChildren(...here.map(({ reason, remedy }) => Object.assign(document.createElement("li"), { textContent: `${reason} ${remedy}` })));
  }

  async ask(address, text) {
    const body = JSON.stringify({ path: this.path, text });
    const answer = await send(address, "POST", body, { "Content-Type": "application/json" }).catch(() => null);
    return answer?.ok ? await answer.json() : null;
  }
}
