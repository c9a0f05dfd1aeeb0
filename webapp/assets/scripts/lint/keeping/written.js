// XML written as it was read: with the prefixes, the order of attributes and the lines of its author. (A browser's own XMLSerializer
// takes another prefix where two stand for one namespace.)
const TEXT = { "&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;" };
const VALUE = { ...TEXT, '"': "&quot;", "\n": "&#10;", "\t": "&#9;" };

// `like`: the text that `document` was read from. Answers all of the document but its XML declaration.
export function written(document, like) {
  const end = / \/>/.test(like) ? " />" : "/>";
  const parts = [];
  const write = (node) => {
    if (node.nodeType === Node.ELEMENT_NODE) {
      const attributes = [...node.attributes].map(({ name, value }) => ` ${name}="${value.replace(/[&<>"\r\n\t]/g, (c) => VALUE[c])}"`);
      parts.push(`<${node.nodeName}`, ...attributes, node.hasChildNodes() ? ">" : end);
      if (!node.hasChildNodes()) return;
      for (const child of node.childNodes) write(child);
      parts.push(`</${node.nodeName}>`);
    } else if (node.nodeType === Node.TEXT_NODE) parts.push(node.data.replace(/[&<>\r]/g, (c) => TEXT[c]));
    else if (node.nodeType === Node.CDATA_SECTION_NODE) parts.push(`<![CDATA[${node.data}]]>`);
    else if (node.nodeType === Node.COMMENT_NODE) parts.push(`<!--${node.data}-->`);
    else if (node.nodeType === Node.PROCESSING_INSTRUCTION_NODE) parts.push(`<?${node.target} ${node.data}?>`);
  };
  for (const node of document.childNodes) {
    write(node);
    parts.push("\n");
  }
  return parts.join("");
}
