"""DMN 1.2 to 1.5: decision tables, boxed expressions, requirement graphs, services; every answer can say why.

from engine.dmn import load
result = load(xml).evaluate("route", {"category": "noise"})
result.value, result.trace.rules
"""

from engine.dmn import contexts, iterators, tables  # each registers the boxes it reads
from engine.dmn.errors import DmnError, Finding
from engine.dmn.model import Model, load
from engine.dmn.trace import DecisionUse, Result, TableUse, Trace

__all__ = [
    "DecisionUse",
    "DmnError",
    "Finding",
    "Model",
    "Result",
    "TableUse",
    "Trace",
    "contexts",
    "iterators",
    "load",
    "tables",
]
