// One file of a draft in an editor: saved while it is edited, in this browser at once and on the server a moment later.
import { ask } from "./conflict.js";
import * as localCopy from "./local-copy.js";
import { draft, fileAddress, say, send, w } from "./workspace.js";

const PAUSE = 900; // ms without a change before the server is asked
const LONGEST = 30_000; // ms between two tries while the server is away

// const file = await DraftFile.open("process.bpmn", { replace: (text) => editor.load(text) });
// file.text; then file.changed(async () => text) after every change. `replace`: another text won, show it.
export class DraftFile {
  static async open(path, { replace } = {}) {
    const answer = await send(fileAddress(path), "GET");
    if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
    const file = new DraftFile(path, await answer.text(), Number(/\d+/.exec(answer.headers.get("ETag"))?.[0] ?? draft.revision));
    file.replace = replace ?? (() => {});
    await file.recover();
    return file;
  }

  constructor(path, text, revision) {
    Object.assign(this, { path, text, revision, saved: text, waiting: null, timer: 0, busy: null, pause: PAUSE });
    addEventListener("online", () => this.waiting && this.flush());
    addEventListener("visibilitychange", () => document.hidden && this.waiting && this.flush());
    document.addEventListener("click", (event) => this.saveFirst(event));
    addEventListener("beforeunload", async (event) => {
      if (!this.waiting || this.isKeptHere) return;
      event.preventDefault();
      this.keep(await this.waiting());
    });
  }

  // The next tab shall see what was done in this one.
  saveFirst(event) {
    const link = event.target.closest?.("a[href]");
    const isPlain = link && !link.target && !link.download && !event.ctrlKey && !event.metaKey && link.origin === location.origin;
    if (!this.waiting || !isPlain || link.pathname === location.pathname) return;
    event.preventDefault();
    this.flush().finally(() => location.assign(link.href));
  }

  // What this browser kept when the window was closed or the server was away.
  async recover() {
    const kept = localCopy.read(this.path);
    if (!kept || !draft.editable) return;
    if (kept.text === this.text) return localCopy.forget(this.path);
    this.text = kept.text;
    this.revision = Math.min(kept.revision, this.revision);
    this.changed(async () => kept.text);
    say(w("recovered"), "warn");
  }

  changed(read) {
    if (!draft.editable) return;
    this.waiting = read;
    this.isKeptHere = false;
    clearTimeout(this.timer);
    clearTimeout(this.keeping);
    this.keeping = setTimeout(async () => this.keep(await read()), 250);
    this.timer = setTimeout(() => this.flush(), this.pause);
  }

  keep(text) {
    if (this.waiting) this.isKeptHere = localCopy.keep(this.path, text, this.revision);
  }

  // Save now; resolves when nothing waits any more or saving has to wait.
  async flush() {
    clearTimeout(this.timer);
    if (this.busy) {
      await this.busy;
      return this.waiting ? this.flush() : undefined;
    }
    if (!this.waiting) return;
    this.busy = this.save().finally(() => (this.busy = null));
    await this.busy;
  }

  async save() {
    const read = this.waiting;
    const text = await read();
    this.isKeptHere = localCopy.keep(this.path, text, this.revision);
    say(w("saving"));
    let answer;
    try {
      answer = await send(fileAddress(this.path), "PUT", text, { "If-Match": String(this.revision), "Content-Type": "text/plain" });
    } catch {
      return this.later(w(this.isKeptHere ? "away" : "away-unkept"));
    }
    if (answer.ok) return this.arrived(read, text, await answer.json());
    if (answer.status === 412) return this.conflict(text, await answer.json());
    if (answer.type === "opaqueredirect" || answer.status === 401) return this.later(w("signed-out"));
    if (answer.status >= 500) return this.later(w(this.isKeptHere ? "away" : "away-unkept"));
    const { message } = await answer.json().catch(() => ({}));
    say(message ?? w("refused"), "bad"); // nothing to try again: the text stays in this browser
  }

  arrived(read, text, { revision, saved }) {
    Object.assign(this, { revision, saved: text, text, pause: PAUSE });
    if (this.waiting !== read) return this.changed(this.waiting);
    this.waiting = null;
    clearTimeout(this.keeping);
    localCopy.forget(this.path);
    say(w("saved", { at: saved }), "good");
  }

  later(text) {
    say(text, "warn");
    this.pause = Math.min(Math.max(2 * this.pause, 2000), LONGEST);
    this.timer = setTimeout(() => this.flush(), this.pause);
  }

  async conflict(mine, theirs) {
    say(w("conflict"), "bad");
    const sent = theirs.text === this.saved || theirs.text === mine; // our own save whose answer got lost
    const answer = sent ? "mine" : await ask(this.path, mine, theirs);
    this.revision = theirs.revision;
    if (answer === "mine") return this.changed(this.waiting);
    Object.assign(this, { waiting: null, text: theirs.text ?? "", saved: theirs.text });
    clearTimeout(this.keeping);
    localCopy.forget(this.path);
    say(w("theirs-taken"), "good");
    this.replace(this.text);
  }
}
