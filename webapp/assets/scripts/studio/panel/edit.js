// Changes of the model that can be undone, one command each.
import { getBusinessObject, is } from "bpmn-js/lib/util/ModelUtil";

export class Edit {
  constructor(modeler) {
    this.modeler = modeler;
    for (const name of ["modeling", "bpmnFactory", "elementRegistry", "canvas", "commandStack", "bpmnReplace"]) this[name] = modeler.get(name, false);
  }

  // Attributes of the element itself. undefined removes.
  set(element, properties) {
    this.modeling.updateProperties(element, properties);
  }

  // Attributes of something inside it.
  setOn(element, part, properties) {
    this.modeling.updateModdleProperties(element, part, properties);
  }

  create(type, properties, parent) {
    const made = this.bpmnFactory.create(type, properties);
    made.$parent = parent;
    return made;
  }

  // Its extension elements of one type. `host`: when they sit on a part of it, such as the loop.
  extensions(element, type, host = getBusinessObject(element)) {
    return (host.get("extensionElements")?.get("values") ?? []).filter((value) => is(value, type));
  }

  extension(element, type, host) {
    return this.extensions(element, type, host)[0];
  }

  addExtension(element, type, properties, host = getBusinessObject(element)) {
    const holder = host.get("extensionElements");
    const made = this.create(type, properties, holder ?? host);
    if (holder) return this.setOn(element, holder, { values: [...holder.get("values"), made] });
    const fresh = this.create("bpmn:ExtensionElements", { values: [made] }, host);
    made.$parent = fresh;
    this.setOn(element, host, { extensionElements: fresh });
  }

  removeExtension(element, extension, host = getBusinessObject(element)) {
    const holder = host.get("extensionElements");
    const values = holder.get("values").filter((value) => value !== extension);
    if (values.length) return this.setOn(element, holder, { values });
    this.setOn(element, host, { extensionElements: undefined });
  }

  // One extension with these attributes: made when it is missing, taken away when `main`, the attribute it lives by, is empty.
  setExtension(element, type, properties, main, host) {
    const known = this.extension(element, type, host);
    const all = { ...Object.fromEntries(Object.keys(properties).map((name) => [name, known?.get(name)])), ...properties };
    if (known && main in properties && !properties[main]) return this.removeExtension(element, known, host);
    if (known) return this.setOn(element, known, properties);
    if (Object.values(all).some(Boolean)) this.addExtension(element, type, all, host);
  }

  // An expression in `property` of `part`: changed in place, so that what else it says stays.
  setExpression(element, part, property, body) {
    const known = part.get(property);
    if (known && body) return this.setOn(element, known, { body });
    const made = body ? this.create("bpmn:FormalExpression", { body }, part) : undefined;
    this.setOn(element, part, { [property]: made });
  }

  // Messages, signals, errors, escalations of the file.
  roots(type) {
    return this.definitions.get("rootElements").filter((root) => is(root, type));
  }

  // The one of this name, made when there is none.
  root(element, type, name) {
    const known = this.roots(type).find((found) => found.name === name);
    if (known) return known;
    const kind = type.replace("bpmn:", "").toLowerCase();
    const codes = { "bpmn:Error": { errorCode: name }, "bpmn:Escalation": { escalationCode: name } };
    const made = this.create(type, { id: this.freeId(`${kind}_${name}`), name, ...codes[type] }, this.definitions);
    this.setOn(element, this.definitions, { rootElements: [...this.definitions.get("rootElements"), made] });
    return made;
  }

  freeId(wish) {
    const base = wish.replace(/[^\w.-]+/g, "_").replace(/^[^A-Za-z_]+/, "") || "id";
    let id = base;
    for (let n = 2; this.isTaken(id); n += 1) id = `${base}_${n}`;
    return id;
  }

  isTaken(id) {
    return Boolean(this.modeler.get("moddle").ids.assigned(id));
  }

  get definitions() {
    return this.modeler.getDefinitions();
  }

  // Every shape of these types, in the order of the file.
  all(...types) {
    return this.elementRegistry.filter((found) => !found.labelTarget && types.some((type) => is(found, type)));
  }
}
