"""Which element may stand inside which. Elsewhere the engine does not look for it, and it would be passed over."""

from __future__ import annotations

from engine.lint.vocabulary import ACTIVITIES, EVENT_DEFINITIONS, EVENTS, FLOW_NODES, SUBPROCESSES

_SCOPES = SUBPROCESSES | {"process"}
_DRAWN_ON = _SCOPES | {"collaboration"}
_ANYWHERE = frozenset({"documentation", "extensionElements"})


def _in(*names: str) -> frozenset[str]:
    return frozenset(names)


_TIMER = _in("timerEventDefinition")
_LINK = _in("linkEventDefinition")
_MULTIPLE = _in("multiInstanceLoopCharacteristics")
_ROOT = _in("definitions")
PARENTS: dict[str, frozenset[str]] = {
    **dict.fromkeys(("process", "collaboration", "message", "signal", "error", "escalation"), _ROOT),
    **dict.fromkeys(("itemDefinition", "category"), _ROOT),
    **dict.fromkeys(("participant", "messageFlow"), _in("collaboration")),
    "laneSet": _SCOPES,
    "lane": _in("laneSet", "childLaneSet"),
    "childLaneSet": _in("lane"),
    "flowNodeRef": _in("lane"),
    **dict.fromkeys(FLOW_NODES | {"sequenceFlow"}, _SCOPES),
    **dict.fromkeys(("incoming", "outgoing"), FLOW_NODES),
    "conditionExpression": _in("sequenceFlow"),
    "script": _in("scriptTask"),
    **dict.fromkeys(EVENT_DEFINITIONS, EVENTS),
    **dict.fromkeys(("timeDate", "timeDuration", "timeCycle"), _TIMER),
    "condition": _in("conditionalEventDefinition"),
    **dict.fromkeys(("source", "target"), _LINK),
    **dict.fromkeys(("standardLoopCharacteristics", "multiInstanceLoopCharacteristics"), ACTIVITIES),
    "loopCondition": _in("standardLoopCharacteristics"),
    **dict.fromkeys(("loopCardinality", "loopDataInputRef", "loopDataOutputRef", "inputDataItem", "outputDataItem"), _MULTIPLE),
    "completionCondition": _MULTIPLE,
    **dict.fromkeys(("textAnnotation", "association", "group"), _DRAWN_ON),
    "text": _in("textAnnotation"),
    "categoryValue": _in("category"),
    **dict.fromkeys(("dataObject", "dataObjectReference", "dataStoreReference"), _SCOPES),
    "dataState": _in("dataObject", "dataObjectReference", "dataStoreReference"),
    "property": _SCOPES | ACTIVITIES | EVENTS,
}


# What an element may hold one of.
ONCE = _in("conditionExpression", "script", "condition", "timeDate", "timeDuration", "timeCycle", "loopCondition") | _in(
    "loopCardinality", "loopDataInputRef", "loopDataOutputRef", "inputDataItem", "outputDataItem", "completionCondition"
)


def fits(element: str, parent: str) -> bool:
    """Whether an element of the allow-list may be a child of another."""
    return element in _ANYWHERE or parent in PARENTS.get(element, frozenset())
