// The texts of the properties panel: translations/*/studio-panel.ftl, of the keys panel-*.
const words = JSON.parse(document.getElementById("panel")?.dataset.words ?? "{}");

export function p(key, facts = {}) {
  return (words[key] ?? key).replace(/\{(\w+)\}/g, (found, name) => facts[name] ?? found);
}
