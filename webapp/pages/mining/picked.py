"""The cases behind a number: picked out of the same history by the same rule, so that the list is as long as the number is
large."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from flask import abort, request

from webapp.mining.follows import BEGIN, END
from webapp.mining.history import History, Step, Trace
from webapp.mining.rework import bounces, repeats
from webapp.mining.same_hands import same_hands
from webapp.mining.variants import key_of
from webapp.pages.mining.asked import Asked, finished, namer, unit_namer
from webapp.pages.mining.passed import name_in, passages_of
from webapp.pages.mining.verdicts import verdict_of
from webapp.pages.process_texts import definition_of
from webapp.pages.texts import t

WHOSE: dict[str, Callable[[Step], str | None]] = {"unit": lambda step: step.unit, "who": lambda step: step.who}


@dataclass(frozen=True, slots=True, kw_only=True)
class Picked:
    """`words`: of the address, beside those of the look. `times`: what the number counted, where a case may have it more than
    once; None: cases."""

    title: str
    traces: Sequence[Trace]
    times: int | None = None
    words: dict[str, Any] = field(default_factory=dict)


def picked(look: Asked, found: History) -> Picked:
    """Aborts with 404 when the address picks nothing."""
    for name, pick in PICKS.items():
        if value := request.args.get(name):
            return pick(look, found, value)
    abort(404)


def _passed(look: Asked, found: History, identity: str) -> Picked:
    definition = None if look.log else definition_of(look.identity)
    name = name_in(look.identity, definition.diagram, identity) if definition else None
    if name is None:
        abort(404)
    passages = passages_of(look)
    passage, cases = passages.by_id.get(identity) or abort(404), passages.cases_through(identity)
    return Picked(
        title=t("mining-list-passed", what=name), traces=[trace for trace in found.traces if trace.key in cases],
        times=passage.times, words={"passed": identity},
    )  # fmt: skip


def _variant(look: Asked, found: History, key: str) -> Picked:
    name = namer(look)
    traces = [trace for trace in finished(found) if key_of(trace.way) == key] or abort(404)
    way = t("mining-arrow").join(name(activity) for activity in traces[0].way) or t("mining-no-steps")
    if request.args.get("only") == "late":
        return Picked(
            title=t("mining-list-late-of", way=way),
            traces=[one for one in traces if one.late],
            words={"variant": key, "only": "late"},
        )
    return Picked(title=way, traces=traces, words={"variant": key})


def _step(look: Asked, found: History, activity: str) -> Picked:
    unit, which = request.args.get("of"), request.args.get("which", "all")
    rule = STEPS.get(which) or abort(404)

    def hits(trace: Trace) -> int:
        return sum(
            step.activity == activity and (unit is None or (step.unit or "") == unit) and rule(step) for step in trace.steps
        )

    times = {trace.key: hits(trace) for trace in found.traces}
    traces = [trace for trace in found.traces if times[trace.key]]
    words = {"step": activity, "which": which} | ({"of": unit} if unit is not None else {})
    title = t(f"mining-list-{'done' if which == 'having' else which}", step=namer(look)(activity))
    if unit is not None:
        title = f"{title} · {unit_namer(look)(unit) or t('mining-no-unit')}"
    counted = None if which in OF_CASES else sum(times.values())
    return Picked(title=title, traces=traces, times=counted, words=words)


STEPS: dict[str, Callable[[Step], bool]] = {
    "all": lambda step: True,
    "done": lambda step: step.state == "done",
    "having": lambda step: step.state == "done",
    "open": lambda step: step.state == "open",
    "withdrawn": lambda step: step.state == "withdrawn",
    "late": lambda step: step.state == "done" and bool(step.late),
    "judged": lambda step: step.state == "done" and step.late is not None,
}
OF_CASES = ("all", "having")
"""Numbers of these count cases, the others steps."""


def _again(look: Asked, found: History, activity: str) -> Picked:
    traces = next((repeat.cases for repeat in repeats(found.traces) if repeat.activity == activity), ())
    return Picked(title=t("mining-list-again", step=namer(look)(activity)), traces=traces, words={"again": activity})


def _bounce(look: Asked, found: History, first: str) -> Picked:
    second, by = request.args.get("between", ""), request.args.get("by", "unit")
    whose = WHOSE.get(by) or abort(404)
    traces = next((one.cases for one in bounces(found.traces, whose) if (one.first, one.second) == (first, second)), ())
    name = unit_namer(look) if by == "unit" else lambda code: code
    title = t("mining-list-bounce", first=name(first), second=name(second))
    return Picked(title=title, traces=traces, words={"bounce": first, "between": second, "by": by})


def _same(look: Asked, found: History, first: str) -> Picked:
    second, which, name = request.args.get("also", ""), request.args.get("which", "same"), namer(look)
    if not look.log:
        abort(404)
    if which == "both":
        both = {first, second}
        traces = [trace for trace in found.traces if both <= {step.activity for step in trace.done if step.who}]
    else:
        pairs = same_hands(found.traces)
        traces = [trace for pair in pairs if (pair.first, pair.second) == (first, second) for trace in pair.cases]
    title = t(f"mining-list-{'both' if which == 'both' else 'same'}-hands", first=name(first), second=name(second))
    return Picked(title=title, traces=traces, words={"same": first, "also": second, "which": which})


def _late(look: Asked, found: History, part: str) -> Picked:
    rule = (lambda trace: trace.late) if part == "n" else (lambda trace: trace.late is not None)
    return Picked(
        title=t(f"mining-list-promise-{'n' if part == 'n' else 'd'}"),
        traces=[one for one in found.traces if rule(one)],
        words={"late": part},
    )


def _arc(look: Asked, found: History, source: str) -> Picked:
    target, name = request.args.get("then", ""), namer(look)
    traces = [trace for trace in found.traces if (source, target) in _passages(trace)]
    ends = {BEGIN: t("mining-begin"), END: t("mining-end")}
    title = t("mining-arrow").join(ends.get(one) or name(one) for one in (source, target))
    return Picked(title=title, traces=traces, words={"arc": source, "then": target})


def _passages(trace: Trace) -> set[tuple[str, str]]:
    names = [BEGIN, *trace.way, *([END] if trace.ended else ())]
    return set(pairwise(names))


def _deviation(look: Asked, found: History, kind: str) -> Picked:
    label = request.args.get("at", "")
    verdict = verdict_of(look, found) or abort(404)
    traces = next((one.cases for one in verdict.deviations if (one.kind, one.label) == (kind, label)), ())
    title = t("mining-list-deviation", kind=t(f"mining-kind-{kind}") if kind in KINDS else kind, step=verdict.name(label))
    return Picked(title=title, traces=traces, words={"deviation": kind, "at": label, **verdict.words})


KINDS = ("unknown", "extra", "missing", "unfinished")


def _fits(look: Asked, found: History, part: str) -> Picked:
    verdict = verdict_of(look, found) or abort(404)
    wanted = {"yes": lambda cost: cost == 0, "no": lambda cost: cost > 0}.get(part) or abort(404)
    traces = [trace for one in verdict.judged if one.alignment and wanted(one.alignment.cost) for trace in one.variant.cases]
    return Picked(title=t(f"mining-list-fits-{part}"), traces=traces, words={"fits": part, **verdict.words})


def _state(look: Asked, found: History, part: str) -> Picked:
    traces = (
        finished(found) if part == "ended" else [one for one in found.traces if not one.ended] if part == "open" else found.traces
    )
    return Picked(
        title=t(f"mining-list-cases-{part if part in ('ended', 'open') else 'all'}"), traces=traces, words={"cases": part}
    )


PICKS: dict[str, Callable[[Asked, History, str], Picked]] = {
    "variant": _variant, "step": _step, "again": _again, "bounce": _bounce, "same": _same, "late": _late, "arc": _arc,
    "deviation": _deviation, "fits": _fits, "passed": _passed, "cases": _state,
}  # fmt: skip
"""Word of the address -> how it picks."""
