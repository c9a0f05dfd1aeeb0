// What this phone keeps: own drafts with their photos, and whose they are. Nothing else is ever written here.
const NAME = "bihuan-grid";

const asked = (request) => new Promise((good, bad) => {
  request.onsuccess = () => good(request.result);
  request.onerror = () => bad(request.error);
});

let opened;
const database = () => (opened ??= new Promise((good, bad) => {
  const request = indexedDB.open(NAME, 1);
  request.onupgradeneeded = () => {
    request.result.createObjectStore("drafts", { keyPath: "id" });
    request.result.createObjectStore("settings");
  };
  request.onsuccess = () => good(request.result);
  request.onerror = () => bad(request.error);
}));

const store = async (name, mode) => (await database()).transaction(name, mode).objectStore(name);

export const drafts = async () => (await asked((await store("drafts")).getAll())).sort((a, b) => a.made - b.made);
export const draft = async (id) => asked((await store("drafts")).get(id));
export const keep = async (entry) => asked((await store("drafts", "readwrite")).put(entry));
export const drop = async (id) => asked((await store("drafts", "readwrite")).delete(id));
export const setting = async (name) => asked((await store("settings")).get(name));
export const set = async (name, value) => asked((await store("settings", "readwrite")).put(value, name));

export async function wipe() {
  await asked((await store("drafts", "readwrite")).clear());
  await asked((await store("settings", "readwrite")).clear());
}
