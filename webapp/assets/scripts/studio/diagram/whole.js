// Reading a file into the editor and writing it back whole. What bpmn-js forgets is remembered here: references to what is not in the
// file (diagrams of other tools are full of them), and remarks before the beginning.
export class Whole {
  constructor(modeler) {
    Object.assign(this, { modeler, dangling: [], before: "" });
  }

  async open(text) {
    const { warnings } = await this.modeler.importXML(text);
    this.dangling = warnings.filter(({ element, property, value }) => element && property && value && !isMany(element, property));
    this.before = /^\s*(?:<\?xml[^>]*\?>)?((?:\s*<!--[\s\S]*?-->)*)/.exec(text)[1].trim();
  }

  async write() {
    const restored = [];
    for (const { element, property, value } of this.dangling) {
      const name = property.replace(/^bpmn:/, "");
      if (element.get(property) || name in element.$attrs) continue;
      element.$attrs[name] = value;
      restored.push([element, name]);
    }
    try {
      const { xml } = await this.modeler.saveXML({ format: true });
      return this.before ? xml.replace(/^(<\?xml[^>]*\?>)\s*/, `$1\n${this.before}\n`) : xml;
    } finally {
      for (const [element, name] of restored) delete element.$attrs[name];
    }
  }
}

// Lists of references are elements of their own, not attributes.
function isMany(element, property) {
  const found = element.$descriptor.propertiesByName[property] ?? {};
  return found.isMany || !found.isAttr;
}
