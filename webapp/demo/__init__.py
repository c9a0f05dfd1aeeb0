"""The invented city that a stranger meets after `bihuan run`. Everything in it is generated and says so."""

from webapp.demo.life import populate
from webapp.demo.settle import PASSWORD, ensure, present
from webapp.demo.tour import SignIn, sign_ins

__all__ = ["PASSWORD", "SignIn", "ensure", "populate", "present", "sign_ins"]
