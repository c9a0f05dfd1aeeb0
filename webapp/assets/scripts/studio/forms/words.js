// The texts of the forms tab: translations/*/studio-forms.ftl, of the keys forms-js-*.
const words = JSON.parse(document.getElementById("form-editor")?.dataset.words ?? "{}");

export function f(key, facts = {}) {
  return (words[key] ?? key).replace(/\{(\w+)\}/g, (found, name) => facts[name] ?? found);
}
