// What people said about elements: a mark on the drawing, the words in the panel.
import { draft, send, w } from "../workspace.js";

export class Comments {
  constructor(modeler, address, path) {
    Object.assign(this, { modeler, address, path, all: [], mayComment: false, marks: new Map() });
  }

  async load() {
    const answer = await send(this.address, "GET");
    if (answer.ok) this.take(await answer.json());
  }

  take({ comments, may_comment: mayComment }) {
    this.all = comments.filter(({ path }) => path === this.path);
    this.mayComment = mayComment;
    this.mark();
    this.changed?.();
  }

  of(element) {
    const isWhole = !element.parent;
    return this.all.filter((comment) => (isWhole ? !comment.element : comment.element === element.id));
  }

  mark() {
    const overlays = this.modeler.get("overlays");
    overlays.remove({ type: "comment" });
    const open = this.all.filter(({ settled, element }) => !settled && element && this.modeler.get("elementRegistry").get(element));
    for (const id of new Set(open.map(({ element }) => element))) {
      const mark = document.createElement("button");
      const n = open.filter(({ element }) => element === id).length;
      Object.assign(mark, { type: "button", className: "comment-mark", textContent: n, title: w("comments-open", { n }) });
      mark.setAttribute("aria-label", w("comments-open", { n }));
      mark.addEventListener("click", () => this.modeler.get("selection", false)?.select(this.modeler.get("elementRegistry").get(id)));
      overlays.add(id, "comment", { position: { bottom: 8, right: 12 }, html: mark });
    }
  }

  async post(address, body) {
    const form = new FormData();
    for (const [name, value] of Object.entries(body)) form.append(name, value);
    const answer = await send(address, "POST", form);
    if (answer.ok) this.take(await answer.json());
    return answer.ok;
  }

  // The part of the panel for one element.
  part(element) {
    const box = document.createElement("section");
    box.className = "panel-comments";
    box.setAttribute("aria-label", w("comments"));
    box.append(Object.assign(document.createElement("h3"), { textContent: w("comments") }));
    for (const comment of this.of(element)) box.append(this.shown(comment));
    if (this.mayComment) box.append(this.form(element));
    else if (box.childElementCount === 1) box.append(Object.assign(document.createElement("p"), { className: "quiet small", textContent: w("comments-none") }));
    return box;
  }

  shown(comment) {
    const item = document.createElement("article");
    item.className = comment.settled ? "comment settled" : "comment";
    const head = Object.assign(document.createElement("p"), { className: "quiet small", textContent: `${comment.by} · ${comment.at}${comment.settled ? ` · ${comment.settled}` : ""}` });
    item.append(head, Object.assign(document.createElement("p"), { textContent: comment.text }));
    if (this.mayComment) {
      const button = Object.assign(document.createElement("button"), { type: "button", className: "button small quiet", textContent: w(comment.settled ? "comment-reopen" : "comment-settle") });
      button.dataset.key = `comment-${comment.id}`;
      button.addEventListener("click", () => this.post(`${this.address}/${comment.id}`, { settled: comment.settled ? "" : "1" }));
      item.append(button);
    }
    return item;
  }

  form(element) {
    const form = document.createElement("form");
    const text = Object.assign(document.createElement("textarea"), { required: true, maxLength: 2000, rows: 2, placeholder: w("comment-say") });
    text.setAttribute("aria-label", w("comment-say"));
    text.dataset.key = "comment-new";
    const button = Object.assign(document.createElement("button"), { className: "button small", textContent: w("comment-send") });
    form.append(text, button);
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      button.disabled = true;
      const sent = await this.post(this.address, { path: this.path, element: element.parent ? element.id : "", text: text.value });
      button.disabled = false;
      if (sent) text.value = "";
    });
    return form;
  }
}

export const commentsAddress = () => draft.files.replace(/files$/, "comments");
