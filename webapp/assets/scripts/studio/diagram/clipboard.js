// What was copied in one draft can be pasted in another one, in this window or the next: the clipboard lies in this browser.
import { draft } from "../workspace.js";

const PLACE = `bihuan-studio-clipboard-${draft.user}`;

class SharedClipboard {
  constructor(moddle) {
    Object.assign(this, { moddle, data: undefined, text: null });
  }

  set(data) {
    this.data = data;
    this.text = JSON.stringify(data);
    try {
      localStorage.setItem(PLACE, this.text);
    } catch {
      // no room: it can still be pasted here
    }
  }

  get() {
    const text = localStorage.getItem(PLACE);
    if (text && text !== this.text) {
      this.data = JSON.parse(text, reviver(this.moddle));
      this.text = text;
    }
    return this.data;
  }

  clear() {
    const data = this.get();
    this.data = undefined;
    localStorage.removeItem(PLACE);
    return data;
  }

  isEmpty() {
    return !this.get();
  }
}

SharedClipboard.$inject = ["moddle"];

// Elements of the model again, one for each id.
function reviver(moddle) {
  const known = new Map();
  return (_, value) => {
    if (typeof value?.$type !== "string") return value;
    if (known.has(value.id)) return known.get(value.id);
    const { $type, ...attributes } = value;
    const made = moddle.create($type, attributes);
    if (value.id) known.set(value.id, made);
    return made;
  };
}

export const clipboardModule = { clipboard: ["type", SharedClipboard] };
