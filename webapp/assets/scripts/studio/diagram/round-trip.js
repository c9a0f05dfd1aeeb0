// What a file would lose if the editor wrote it back: every element and attribute is counted before and after. Vendors' extensions are
// kept by bpmn-moddle; what it does not know inside BPMN's own namespace is not, and nobody shall find that out later.
const XML = "http://www.w3.org/2000/xmlns/";
const PLACES = new Set(["Bounds", "waypoint"]); // what lies in a folded subprocess is moved to a sheet of its own, nothing is lost by it
const DROPPED_BY_NOBODY = new Set(["exporter", "exporterVersion"]);

// [{name, id, count}], empty when nothing is lost. Texts of XML.
export function losses(before, after) {
  const kept = census(after);
  const lost = [];
  for (const [key, { count, name, id }] of census(before)) {
    const missing = count - (kept.get(key)?.count ?? 0);
    if (missing > 0) lost.push({ name, id, count: missing });
  }
  return lost;
}

function census(text) {
  const found = new Map();
  const count = (key, name, id) => {
    const entry = found.get(key) ?? { count: 0, name, id };
    entry.count += 1;
    found.set(key, entry);
  };
  const file = new DOMParser().parseFromString(text, "text/xml");
  const root = file.documentElement;
  const remarks = file.createTreeWalker(file, NodeFilter.SHOW_COMMENT);
  while (remarks.nextNode()) count(`! ${remarks.currentNode.data.trim()}`, `<!--${remarks.currentNode.data.slice(0, 60)}-->`, "");
  for (const element of [root, ...root.querySelectorAll("*")]) {
    const name = element.localName;
    const id = owner(element);
    const said = element.children.length ? "" : element.textContent.trim().replace(/\s+/g, " ");
    count(`<${element.namespaceURI} ${name} ${id} ${said}`, name, id);
    for (const { namespaceURI, localName, value } of element.attributes) {
      if (namespaceURI === XML || DROPPED_BY_NOBODY.has(localName) || isDefault(localName, value)) continue;
      if (PLACES.has(name) && /^[xy]$/.test(localName)) continue;
      count(`@${namespaceURI} ${localName} ${id} ${plain(value)}`, `${name}/@${localName} ${value}`, id);
    }
  }
  return found;
}

// The nearest id around: what stands beside what keeps its order, but an element without id may move.
const owner = (element) => element.closest("[id]")?.getAttribute("id") ?? "";

// 12.0 and 12 are one number to everybody; a prefix in a value is free.
function plain(value) {
  if (value.trim() && Number.isFinite(Number(value))) return String(Number(value));
  return value.replace(/^[\w-]+:(?=\w+$)/, "").trim().replace(/\s+/g, " ");
}

// The standard says what a missing attribute means; the editor leaves such values out.
const DEFAULTS = {
  isExecutable: [], isClosed: ["false"], processType: ["None"], isForCompensation: ["false"], startQuantity: ["1"],
  completionQuantity: ["1"], triggeredByEvent: ["false"], cancelActivity: ["true"], isInterrupting: ["true"],
  parallelMultiple: ["false"], gatewayDirection: ["Unspecified"], instantiate: ["false"], eventGatewayType: ["Exclusive"],
  implementation: ["##unspecified", "##WebService"], isCollection: ["false"], behavior: ["All"], isSequential: ["false"],
  testBefore: ["false"], associationDirection: ["None"], method: ["##Compensate"], itemKind: ["Information"],
  textFormat: ["text/plain"], isUnlimited: ["false"], minimum: ["0"], maximum: ["1"], ordering: ["Parallel"],
  cancelRemainingInstances: ["true"], isImmediate: [], typeLanguage: ["http://www.w3.org/2001/XMLSchema"],
  expressionLanguage: ["http://www.w3.org/1999/XPath"], mustUnderstand: ["false"], adHocOrdering: ["Parallel"],
  isStartTimeVisible: [], waitForCompletion: ["true"],
};  // prettier-ignore
const isDefault = (name, value) => DEFAULTS[name]?.includes(value) ?? false;
