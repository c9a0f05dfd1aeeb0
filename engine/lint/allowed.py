"""The allow-list: the elements, attributes and extensions that the engine gives a meaning to, or that mean nothing on
purpose (drawing). Whatever is not in here is refused, so a construct nobody thought of can never run wrongly."""

from __future__ import annotations

from dataclasses import dataclass

from engine.lint.vocabulary import BIHUAN, FLOW_NODES, ZEEBE, words

_STRUCTURE = (
    "definitions process collaboration participant messageFlow laneSet childLaneSet lane flowNodeRef incoming outgoing "
    "sequenceFlow conditionExpression documentation extensionElements script"
)
_NODES = (
    "startEvent endEvent intermediateCatchEvent intermediateThrowEvent boundaryEvent task userTask manualTask scriptTask "
    "serviceTask sendTask receiveTask businessRuleTask callActivity subProcess transaction exclusiveGateway "
    "parallelGateway inclusiveGateway eventBasedGateway"
)
_TRIGGERS = (
    "messageEventDefinition signalEventDefinition timerEventDefinition timeDate timeDuration errorEventDefinition "
    "escalationEventDefinition linkEventDefinition source target terminateEventDefinition cancelEventDefinition "
    "conditionalEventDefinition condition timeCycle message signal error escalation"
)
_LOOPS = (
    "standardLoopCharacteristics loopCondition multiInstanceLoopCharacteristics loopCardinality loopDataInputRef "
    "loopDataOutputRef inputDataItem outputDataItem completionCondition"
)
_DRAWING = (
    "textAnnotation text association group category categoryValue dataObject dataObjectReference dataState "
    "dataStoreReference property itemDefinition"
)
ELEMENTS = frozenset(f"{_STRUCTURE} {_NODES} {_TRIGGERS} {_LOOPS} {_DRAWING}".split())

# Why an element outside the list is refused, where we can say it better than "unknown": rule -> elements.
REASONED: dict[str, frozenset[str]] = {
    "complex_gateway": frozenset({"complexGateway", "activationCondition"}),
    "ad_hoc_subprocess": frozenset({"adHocSubProcess"}),
    "compensation": frozenset({"compensateEventDefinition"}),
    "choreography": words("choreography choreographyTask subChoreography callChoreography globalChoreographyTask"),
    "conversation": words(
        "conversation subConversation callConversation globalConversation conversationLink "
        "conversationAssociation participantAssociation messageFlowAssociation"
    ),
    "data_store": frozenset({"dataStore"}),
    "data_association": frozenset({"dataInputAssociation", "dataOutputAssociation"}),
    "data_mapping": words("ioSpecification ioBinding dataInput dataOutput inputSet outputSet"),
    "resource_role": words("potentialOwner humanPerformer performer resourceRole resource"),
    "global_task": words("globalTask globalUserTask globalManualTask globalScriptTask globalBusinessRuleTask"),
    "correlation": words("correlationKey correlationProperty correlationSubscription"),
    "service_interface": words("interface operation operationRef endPoint endPointRef interfaceRef supportedInterfaceRef"),
    "import_element": frozenset({"import"}),
    "shared_event_definition": frozenset({"eventDefinitionRef"}),
    "multi_instance_event": frozenset({"complexBehaviorDefinition"}),
    "pool_multiplicity": frozenset({"participantMultiplicity"}),
}

_ACTIVITY = "default isForCompensation startQuantity completionQuantity"
_EXPRESSION = "language evaluatesToTypeRef"
ATTRIBUTES: dict[str, frozenset[str]] = {
    name: frozenset(attributes.split())
    for name, attributes in {
        "definitions": "targetNamespace expressionLanguage typeLanguage exporter exporterVersion",
        "process": "isExecutable isClosed processType definitionalCollaborationRef",
        "collaboration": "isClosed",
        "participant": "processRef",
        "messageFlow": "sourceRef targetRef messageRef",
        "sequenceFlow": "sourceRef targetRef isImmediate",
        "conditionExpression": _EXPRESSION,
        "documentation": "textFormat",
        "task": _ACTIVITY,
        "userTask": f"{_ACTIVITY} implementation",
        "manualTask": _ACTIVITY,
        "scriptTask": f"{_ACTIVITY} scriptFormat",
        "serviceTask": f"{_ACTIVITY} implementation",
        "sendTask": f"{_ACTIVITY} implementation messageRef",
        "receiveTask": f"{_ACTIVITY} implementation messageRef instantiate",
        "businessRuleTask": f"{_ACTIVITY} implementation",
        "callActivity": f"{_ACTIVITY} calledElement",
        "subProcess": f"{_ACTIVITY} triggeredByEvent",
        "transaction": f"{_ACTIVITY} triggeredByEvent method",
        "startEvent": "isInterrupting parallelMultiple",
        "intermediateCatchEvent": "parallelMultiple",
        "boundaryEvent": "attachedToRef cancelActivity parallelMultiple",
        "exclusiveGateway": "gatewayDirection default",
        "inclusiveGateway": "gatewayDirection default",
        "parallelGateway": "gatewayDirection",
        "eventBasedGateway": "gatewayDirection instantiate eventGatewayType",
        "messageEventDefinition": "messageRef",
        "signalEventDefinition": "signalRef",
        "errorEventDefinition": "errorRef",
        "escalationEventDefinition": "escalationRef",
        "timeDate": _EXPRESSION,
        "timeDuration": _EXPRESSION,
        "timeCycle": _EXPRESSION,
        "condition": _EXPRESSION,
        "loopCondition": _EXPRESSION,
        "loopCardinality": _EXPRESSION,
        "completionCondition": _EXPRESSION,
        "standardLoopCharacteristics": "testBefore loopMaximum",
        "multiInstanceLoopCharacteristics": "isSequential behavior",
        "inputDataItem": "isCollection itemSubjectRef",
        "outputDataItem": "isCollection itemSubjectRef",
        "message": "itemRef",
        "signal": "structureRef",
        "error": "errorCode structureRef",
        "escalation": "escalationCode structureRef",
        "textAnnotation": "textFormat",
        "association": "sourceRef targetRef associationDirection",
        "group": "categoryValueRef",
        "categoryValue": "value",
        "dataObject": "isCollection itemSubjectRef",
        "dataObjectReference": "dataObjectRef itemSubjectRef",
        "dataStoreReference": "dataStoreRef itemSubjectRef",
        "property": "itemSubjectRef",
        "itemDefinition": "structureRef isCollection itemKind",
    }.items()
}
# Attributes that are allowed only with these values, and the rule that explains any other.
VALUES: dict[str, tuple[frozenset[str], str]] = {
    "isForCompensation": (frozenset({"false", "0"}), "compensation"),
    "startQuantity": (frozenset({"1"}), "attribute_value"),
    "completionQuantity": (frozenset({"1"}), "attribute_value"),
    "implementation": (
        words("##unspecified ##WebService ##webService ##Other ##other"),
        "attribute_value",
    ),
    "instantiate": (frozenset({"false", "0"}), "instantiating"),
    "eventGatewayType": (frozenset({"Exclusive"}), "parallel_event_gateway"),
    "behavior": (frozenset({"All"}), "multi_instance_behavior"),
    "method": (frozenset({"##Compensate"}), "attribute_value"),
}
BOOLEANS = words(
    "isExecutable isClosed isImmediate isForCompensation triggeredByEvent isInterrupting parallelMultiple cancelActivity "
    "instantiate testBefore isSequential isCollection"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Extension:
    """`on`: the BPMN elements it may sit on, directly in their extension elements unless `inside` another extension. `many`: may
    occur more than once."""

    on: frozenset[str]
    required: frozenset[str] = frozenset()
    optional: frozenset[str] = frozenset()
    many: bool = False
    inside: str = "extensionElements"


def _on(*names: str) -> frozenset[str]:
    return frozenset(names)


_SENDERS = _on("serviceTask", "sendTask", "intermediateThrowEvent", "endEvent")
_PERSONAL = _on("userTask", "manualTask")
EXTENSIONS: dict[tuple[str, str], Extension] = {
    (ZEEBE, "formDefinition"): Extension(on=_PERSONAL, required=_on("formId")),
    (ZEEBE, "userTask"): Extension(on=_on("userTask")),
    (ZEEBE, "assignmentDefinition"): Extension(on=_PERSONAL, required=_on("candidateGroups")),
    (ZEEBE, "taskSchedule"): Extension(on=_PERSONAL, required=_on("dueDate")),
    (ZEEBE, "priorityDefinition"): Extension(on=_PERSONAL, required=_on("priority")),
    (ZEEBE, "taskDefinition"): Extension(on=_on("serviceTask"), required=_on("type"), optional=_on("retries")),
    (ZEEBE, "ioMapping"): Extension(on=_SENDERS),
    (ZEEBE, "input"): Extension(on=_SENDERS, required=_on("source", "target"), many=True, inside="ioMapping"),
    (ZEEBE, "calledDecision"): Extension(on=_on("businessRuleTask"), required=_on("decisionId", "resultVariable")),
    (ZEEBE, "loopCharacteristics"): Extension(
        on=_on("multiInstanceLoopCharacteristics"),
        required=_on("inputCollection"),
        optional=_on("inputElement", "outputCollection", "outputElement"),
    ),
    (ZEEBE, "calledElement"): Extension(on=_on("callActivity"), required=_on("processId")),
    (BIHUAN, "clock"): Extension(
        on=FLOW_NODES,
        required=_on("name", "do"),
        optional=_on("when", "limit", "by", "unit", "reason", "of"),
        many=True,
    ),
}
# Attributes of our namespace and the elements they may sit on.
OWN_ATTRIBUTES: dict[str, frozenset[str]] = {
    "phase": FLOW_NODES | {"process"},
    "role": _on("userTask", "manualTask"),
    "link": _on("sendTask", "intermediateThrowEvent", "endEvent"),
    "start": _on("sendTask", "intermediateThrowEvent", "endEvent"),
    "keep": _on("scriptTask"),
    "otherThan": _on("userTask"),
}
# Other engines: what they put into a diagram changes what happens, so it is refused and not just passed over.
ENGINES: dict[str, str] = {
    "http://camunda.org/schema/1.0/bpmn": "Camunda 7",
    "http://activiti.org/bpmn": "Activiti",
    "http://flowable.org/bpmn": "Flowable",
    "http://flowable.org/design": "Flowable",
    "http://spiffworkflow.org/bpmn/schema/1.0/core": "SpiffWorkflow",
    "http://www.jboss.org/drools": "jBPM",
    "http://www.omg.org/spec/BPMN/20100524/MODEL/operaton": "Operaton",
    ZEEBE: "Camunda 8",
}
