// The words of urn:bihuan:bpmn:1 for the editor; their meaning: processes/README.md, who may carry them: engine/lint/allowed.py.
const text = (name) => ({ name, isAttr: true, type: "String" });

const SENDERS = ["bpmn:SendTask", "bpmn:IntermediateThrowEvent", "bpmn:EndEvent"];

export const bihuan = {
  name: "Bihuan",
  prefix: "bihuan",
  uri: "urn:bihuan:bpmn:1",
  xml: { tagAlias: "lowerCase" },
  associations: [],
  types: [
    { name: "Phased", extends: ["bpmn:FlowNode", "bpmn:Process"], properties: [text("phase")] },
    { name: "Personal", extends: ["bpmn:UserTask", "bpmn:ManualTask"], properties: [text("role")] },
    { name: "FourEyes", extends: ["bpmn:UserTask"], properties: [text("otherThan")] },
    { name: "Keeping", extends: ["bpmn:ScriptTask"], properties: [text("keep")] },
    { name: "Sender", extends: SENDERS, properties: [text("link"), text("start")] },
    {
      name: "Clock",
      superClass: ["Element"],
      meta: { allowedIn: ["bpmn:FlowNode"] },
      properties: ["name", "do", "when", "limit", "unit", "by", "reason", "of"].map(text),
    },
  ],
};
