"""The invented city that a stranger meets after `bihuan run`. Everything in it is generated and says so.

`life` is not imported here: it simulates, and pages that only list the sign-ins must not know the workers."""

from webapp.demo.settle import PASSWORD, ensure, present
from webapp.demo.tour import SignIn, sign_ins

__all__ = ["PASSWORD", "SignIn", "ensure", "present", "sign_ins"]
