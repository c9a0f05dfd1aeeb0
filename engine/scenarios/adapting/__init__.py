"""Scenarios that fail because a process was changed on purpose: what they would have to say now, and the file that says it."""

from engine.scenarios.adapting.change import Adapted, Change
from engine.scenarios.adapting.proposals import Proposal, Proposals

__all__ = ["Adapted", "Change", "Proposal", "Proposals"]
