// The token simulation says its words in English; here they are put into the language of the page as they appear.
import { isChinese, translate } from "./translate.js";

const PLACES = ".bts-toggle-mode, .bts-palette, .bts-log, .bts-notifications, .bts-set-animation-speed, .bts-context-pad, .bts-element-notification";

export function speakChinese(container) {
  if (!isChinese) return;
  const inOurs = (node) => (node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement)?.closest("[class*=bts-]");
  const watch = (records) => {
    for (const { addedNodes } of records) for (const node of addedNodes) if (inOurs(node)) reword(node);
  };
  for (const part of container.querySelectorAll(PLACES)) reword(part);
  new MutationObserver(watch).observe(container, { childList: true, subtree: true });
}

function reword(node) {
  const walker = document.createTreeWalker(node, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
  for (let at = node; at; at = walker.nextNode()) {
    if (at.nodeType === Node.TEXT_NODE) {
      const said = at.data.trim();
      if (said && translate(said) !== said) at.data = at.data.replace(said, translate(said));
    } else if (at.title && translate(at.title) !== at.title) at.title = translate(at.title);
  }
}
