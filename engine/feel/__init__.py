"""FEEL, the expression language of DMN 1.5: safe by construction, decimal, compiled once. Usable alone.

from engine.feel import compile
compile("amount > 1000 and level = \\"VIP\\"").evaluate({"amount": 2000, "level": "VIP"})   # True
"""

from engine.feel.boundary import plain
from engine.feel.condition import holds
from engine.feel.errors import FeelError, FeelLimit, FeelSyntaxError
from engine.feel.expression import Expression, compile, compile_unary
from engine.feel.functions import function
from engine.feel.unary import UnaryTests

__all__ = [
    "Expression",
    "FeelError",
    "FeelLimit",
    "FeelSyntaxError",
    "UnaryTests",
    "compile",
    "compile_unary",
    "function",
    "holds",
    "plain",
]
