"""From syntax tree to closures: everything that can be decided once is decided here, so that evaluating only computes."""

from engine.feel.compiler import function_calls, iteration, logic, names, operators  # each registers the nodes it compiles
from engine.feel.compiler.dispatch import Scope, compile_node
from engine.feel.compiler.tests import Test, compile_test, compile_tests

__all__ = [
    "Scope",
    "Test",
    "compile_node",
    "compile_test",
    "compile_tests",
    "function_calls",
    "iteration",
    "logic",
    "names",
    "operators",
]
