"""What a BPMN file says, as plain values: read once per deployed version, used by the runtime, the web and the lint."""

from engine.diagram.elements import ClockAction, Element, EventDefinition, Flow, Loop, Model
from engine.diagram.reader import read_model
from engine.diagram.xml import UnsafeXml, parse

__all__ = ["ClockAction", "Element", "EventDefinition", "Flow", "Loop", "Model", "UnsafeXml", "parse", "read_model"]
