// The English names of what is drawn, beside the Chinese ones of the drawing: the same entries of locale/en.json that the texts tab shows.
// They go along when an element gets another id, and back when that is undone.
import { is } from "bpmn-js/lib/util/ModelUtil";
import CommandInterceptor from "diagram-js/lib/command/CommandInterceptor";
import { DraftFile } from "../draft-file.js";
import { put, writeLike } from "../texts/json.js";
import { draft, fileAddress, send } from "../workspace.js";

const PATH = "locale/en.json";

// Where the file keeps names of this kind; null for what has none.
function groupOf(element) {
  if (is(element, "bpmn:SequenceFlow")) return "flows";
  if (is(element, "bpmn:Lane")) return "lanes";
  return is(element, "bpmn:FlowNode") ? "elements" : null;
}

export class English {
  static async open() {
    const english = new English();
    if ((await send(fileAddress(PATH), "GET")).ok) await english.begin();
    return english;
  }

  constructor() {
    this.file = null; // a draft may have no English texts yet: the file begins with the first name that is written
    this.read("{}\n");
  }

  async begin() {
    this.file = await DraftFile.open(PATH, { replace: (text) => this.read(text) });
    this.read(this.file.text);
  }

  read(text) {
    this.before = text;
    try {
      this.content = JSON.parse(text);
    } catch {
      this.content = null; // the findings say so; nothing is written over it
    }
  }

  fits(element) {
    return Boolean(this.content) && groupOf(element) !== null;
  }

  of(element) {
    return this.content[groupOf(element)]?.[element.businessObject.id];
  }

  set(element, text) {
    put(this.content, [groupOf(element), element.businessObject.id], text || undefined);
    this.save();
  }

  moved(element, before, after) {
    const names = this.fits(element) ? this.content[groupOf(element)] : null;
    if (!names || names[before] === undefined || names[after] !== undefined) return;
    const entries = Object.entries(names).map(([id, text]) => [id === before ? after : id, text]);
    this.content[groupOf(element)] = Object.fromEntries(entries);
    this.save();
  }

  async save() {
    if (!this.file) {
      const { content } = this;
      await send(fileAddress(PATH), "PUT", "{}\n", { "If-Match": String(draft.revision), "Content-Type": "text/plain" });
      await this.begin();
      this.content = content;
    }
    this.file.changed(async () => writeLike(this.before, this.content));
  }
}

// A part of the editor: tells `english` (set by the page) of every id that changes.
class EnglishNames extends CommandInterceptor {
  constructor(eventBus) {
    super(eventBus);
    const tell = (context, isUndone) => {
      const [before, after] = [context.oldProperties?.id, context.properties.id];
      if (!this.english || !before || !after || before === after) return;
      this.english.moved(context.element, ...(isUndone ? [after, before] : [before, after]));
    };
    this.executed("element.updateProperties", ({ context }) => tell(context, false));
    this.reverted("element.updateProperties", ({ context }) => tell(context, true));
  }
}

EnglishNames.$inject = ["eventBus"];

export const englishModule = { __init__: ["englishNames"], englishNames: ["type", EnglishNames] };
