// What is not on the server yet lies in this browser too: a closed window, a dead line or a full disk elsewhere loses nothing.
import { draft } from "./workspace.js";

const place = (path) => `bihuan-studio-${draft.user}-${draft.id}-${path}`;

// {text, revision: what it is based on, at: ms} or null
export function read(path) {
  try {
    return JSON.parse(localStorage.getItem(place(path)));
  } catch {
    return null;
  }
}

// False when the browser has no room for it.
export function keep(path, text, revision) {
  try {
    localStorage.setItem(place(path), JSON.stringify({ text, revision, at: Date.now() }));
    return true;
  } catch {
    return false;
  }
}

export function forget(path) {
  try {
    localStorage.removeItem(place(path));
  } catch {
    // nothing was kept here
  }
}
