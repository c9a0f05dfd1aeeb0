// The editor speaks the language of the page.
import { chinese } from "./chinese.js";

export const isChinese = /^zh/i.test(document.documentElement.lang);

export function translate(template, facts = {}) {
  const text = (isChinese && chinese[template]) || template;
  return text.replace(/\{(\w+)\}/g, (found, name) => facts[name] ?? found);
}

export const translateModule = { translate: ["value", translate] };
