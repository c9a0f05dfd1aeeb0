"""One drawing for each construct of the coverage table that runs right."""

from __future__ import annotations

from tests.engine.lint.models import (
    MESSAGE,
    ROOTS,
    E,
    S,
    boundary,
    call,
    called,
    catch,
    chain,
    document,
    ends,
    event_sub,
    flow,
    forked,
    inner,
    multi,
    node,
    rule,
    script,
    seq,
    service,
    start,
    sub,
    throw,
    user,
)

_DATE = '<bpmn:timeDate>=date and time("2026-03-03T09:00:00+08:00")</bpmn:timeDate>'
_TWICE = "<bpmn:loopCardinality>2</bpmn:loopCardinality>"
_DONE = '<bpmn:completionCondition xsi:type="bpmn:tFormalExpression">{}</bpmn:completionCondition>'
_EACH = (
    "<bpmn:loopDataInputRef>units</bpmn:loopDataInputRef><bpmn:loopDataOutputRef>answers</bpmn:loopDataOutputRef>"
    '<bpmn:inputDataItem id="unit"/><bpmn:outputDataItem id="t_answer" name="t"/>'
)
_ERROR_INSIDE = inner(user("u"), end=ends("error", identity="ie"))
_CHOICE = forked("exclusiveGateway", user("a"), user("b"), conditions=("=x = 1", None), default="k_b", join=False)
_OVERLAP = forked(
    "exclusiveGateway", user("a"), user("b"), user("c"), conditions=("=x > 0", "=x > 1", None), default="k_c", join=False
)
_SOME = forked("inclusiveGateway", user("a"), user("b"), user("c"), conditions=("=x > 0", "=x > 1", None), default="k_c")
_FIRST_OF = (
    f'{S}<bpmn:eventBasedGateway id="k"/>{catch("message")}{catch("timer", identity="c2")}{E}'
    f"{chain('s', 'k', 'c', 'e')}{chain('k', 'c2', 'e')}"
)
_RECEIVE = node("receiveTask", "c", attributes='messageRef="m"')
_LOOP = "<bpmn:standardLoopCharacteristics {}>{}</bpmn:standardLoopCharacteristics>"
_REWORK = (
    f'{S}<bpmn:parallelGateway id="k"/>{user("a")}{user("b")}'
    f'<bpmn:exclusiveGateway id="again" default="again_j"/><bpmn:parallelGateway id="j"/>{E}'
    f"{chain('s', 'k', 'a', 'j')}{chain('k', 'b', 'again', 'j', 'e')}{flow('again', 'b', '=b.text = null')}"
)
_AGAIN = (
    f'{S}<bpmn:exclusiveGateway id="m0"/>{{}}<bpmn:exclusiveGateway id="again" default="again_e"/>{E}'
    f"{flow('s', 'm0')}{{}}{flow('again', 'e')}{flow('again', 'm0', '=more = true')}"
)


def _lane(role: str, holds: str, inside: str = "") -> str:
    return f'<bpmn:lane id="{role}"><bpmn:flowNodeRef>{holds}</bpmn:flowNodeRef>{inside}</bpmn:lane>'


def _laned(role: str, holds: str, inside: str = "") -> str:
    return f'<bpmn:laneSet id="ls">{_lane(role, holds, inside)}</bpmn:laneSet>'


def _line(*nodes: str, roots: str | None = None, after: str = "") -> str:
    return document(seq(*nodes), after=after) if roots is None else document(seq(*nodes), roots=roots, after=after)


def _bordered(*triggers: str, interrupting: bool = True, host: str = "", inside: str | None = None) -> str:
    signal = throw("signal") if "signal" in triggers else ""
    nodes = [part for part in (host or user(), signal) if part]
    return document(seq(*nodes) + boundary(*triggers, interrupting=interrupting, inside=inside))


def _beside(trigger: str, *, interrupting: bool) -> str:
    """An event subprocess, and in the main line what triggers it."""
    thrown = throw(trigger) if trigger in ("signal", "escalation") else ""
    end = ends("error") if trigger == "error" else E
    return document(seq(*[n for n in (user(), thrown) if n], end=end) + event_sub(trigger, interrupting=interrupting))


ALLOWED: dict[str, str] = {
    "task: none/abstract": _line(node("task", "t")),
    "task: user": _line(user()),
    "task: manual": _line(user(kind="manualTask")),
    "task: script": _line(script()),
    "task: service": _line(service()),
    "task: send (message)": _line(node("sendTask", "t", attributes='messageRef="m" bihuan:link="supervises"')),
    "task: receive (message)": _line(node("receiveTask", "t", attributes='messageRef="m"')),
    "task: business rule": _line(rule()),
    "flow: implicit merge (2 tokens into one task)": document(
        f'{S}<bpmn:parallelGateway id="k"/>{user("a")}{user("b")}{user("c")}{E}'
        f"{chain('s', 'k', 'a', 'c', 'e')}{chain('k', 'b', 'c')}"
    ),
    "gw: exclusive": document(_CHOICE),
    "gw: exclusive, condition order = model order": document(_OVERLAP),
    "gw: exclusive, both true: order must not depend on drawing": document(_OVERLAP),
    "gw: parallel fork/join": document(forked("parallelGateway", user("a"), user("b"))),
    "gw: parallel join fed twice by the same flow": document(_REWORK),
    "gw: inclusive fork/join (2 of 3)": document(_SOME),
    "gw: inclusive, default": document(_SOME),
    "gw: event-based (message wins over timer)": document(_FIRST_OF),
    "gw: event-based (timer fires)": document(_FIRST_OF),
    "gw: event-based with conditional event": document(
        f'{S}<bpmn:eventBasedGateway id="k"/>{catch("message")}{catch("conditional", identity="c2")}{E}'
        f"{chain('s', 'k', 'c', 'e')}{chain('k', 'c2', 'e')}"
    ),
    "gw: event-based with receive task": document(
        f'{S}<bpmn:eventBasedGateway id="k"/>{_RECEIVE}'
        f"{catch('timer', identity='c2')}{E}{chain('s', 'k', 'c', 'e')}{chain('k', 'c2', 'e')}"
    ),
    "start: message": document(seq(user(), start=start("message"))),
    "start: two start events (none + message)": document(seq(user()) + start("message", identity="s2") + flow("s2", "t")),
    "catch: message": _line(catch("message")),
    "catch: signal": document(forked("parallelGateway", catch("signal"), throw("signal"))),
    "catch: timer duration": _line(catch("timer")),
    "catch: timer date": _line(catch("timer", inside=_DATE)),
    "catch: conditional": _line(catch("conditional")),
    "catch: timer with bare ISO text PT5S (as bpmn-js/Camunda write it)": _line(
        catch("timer", inside="<bpmn:timeDuration>PT5S</bpmn:timeDuration>")
    ),
    "catch: conditional, data changed by a parallel branch": document(
        forked("parallelGateway", catch("conditional"), script("t", "ready = true"))
    ),
    "throw/catch: link": document(
        seq(user(), throw("link", inside="").replace("<bpmn:linkEventDefinition ", '<bpmn:linkEventDefinition name="L" '), end="")
        + catch("link", inside="").replace("<bpmn:linkEventDefinition ", '<bpmn:linkEventDefinition name="L" ')
        + E
        + flow("c", "e")
    ),
    "catch: multiple": document(forked("parallelGateway", catch("message", "signal"), throw("signal"))),
    "catch: parallel multiple": document(
        forked("parallelGateway", catch("message", "signal", attributes='parallelMultiple="true"'), throw("signal"))
    ),
    "catch: multiple incl. timer": _line(catch("message", "timer")),
    "throw: none": _line(throw()),
    "throw: message": _line(throw("message")),
    "throw: signal": _line(throw("signal")),
    "throw: multiple (message+signal)": _line(throw("message", "signal")),
    "throw: escalation -> boundary (non-interrupting)": document(
        seq(sub(inner(throw("escalation"), user("u")), "t")) + boundary("escalation", interrupting=False)
    ),
    "end: none": _line(user()),
    "end: message": document(seq(user(), end=ends("message"))),
    "end: signal": document(
        f'{S}<bpmn:parallelGateway id="k"/>{catch("signal")}{user()}{E}{ends("signal", identity="e2")}'
        f"{chain('s', 'k', 'c', 'e')}{chain('k', 't', 'e2')}"
    ),
    "end: error -> boundary": document(seq(sub(_ERROR_INSIDE, "t")) + boundary("error")),
    "end: escalation -> boundary": document(
        seq(sub(inner(user("u"), end=ends("escalation", identity="ie")), "t")) + boundary("escalation")
    ),
    "end: terminate": document(
        f'{S}<bpmn:parallelGateway id="k"/>{user("a")}{user("b")}{E}{ends("terminate", identity="e2")}'
        f"{chain('s', 'k', 'a', 'e')}{chain('k', 'b', 'e2')}"
    ),
    "end: terminate inside subprocess ends only the subprocess": document(
        seq(sub(inner(user("u"), end=ends("terminate", identity="ie")), "q"), user())
    ),
    "end: multiple (message+signal)": document(seq(user(), end=ends("message", "signal"))),
    "end: cancel in transaction -> cancel boundary": document(
        seq(sub(inner(user("u"), end=ends("cancel", identity="ie")), "t", "transaction")) + boundary("cancel")
    ),
    "boundary: message interrupting": _bordered("message"),
    "boundary: message non-interrupting": _bordered("message", interrupting=False),
    "boundary: signal interrupting": _bordered("signal"),
    "boundary: signal non-interrupting": _bordered("signal", interrupting=False),
    "boundary: timer interrupting": _bordered("timer"),
    "boundary: timer non-interrupting": _bordered("timer", interrupting=False),
    "boundary: conditional interrupting": _bordered("conditional"),
    "boundary: conditional non-interrupting": _bordered("conditional", interrupting=False),
    "boundary: multiple interrupting": _bordered("message", "timer"),
    "boundary: multiple non-interrupting": _bordered("message", "timer", interrupting=False),
    "boundary: non-interrupting message, fires twice": _bordered("message", interrupting=False),
    "boundary: non-interrupting timer cycle R3": _bordered(
        "timer", interrupting=False, inside="<bpmn:timeCycle>R3/PT1H</bpmn:timeCycle>"
    ),
    "boundary: error catch-all (no errorRef)": document(
        seq(sub(_ERROR_INSIDE, "t")) + boundary("error").replace('errorRef="x"', "")
    ),
    "boundary: error code mismatch must not catch": document(
        seq(sub(inner(sub(_ERROR_INSIDE, "q"), prefix="o") + boundary("error", host="q").replace('"x"', '"x2"'), "t"))
        + boundary("error", identity="b2"),
        roots=ROOTS + '<bpmn:error id="x2" name="X2" errorCode="X2"/>',
    ),
    "boundary: on call activity": document(
        seq(call()) + boundary("timer"), after=called(inner(catch("timer", identity="zc"), prefix="z"))
    ),
    "boundary: on multi-instance task": document(seq(user(inside=multi(_TWICE))) + boundary("timer")),
    "event subprocess: message interrupting": _beside("message", interrupting=True),
    "event subprocess: message non-interrupting": _beside("message", interrupting=False),
    "event subprocess: signal interrupting": _beside("signal", interrupting=True),
    "event subprocess: signal non-interrupting": _beside("signal", interrupting=False),
    "event subprocess: timer interrupting": _beside("timer", interrupting=True),
    "event subprocess: timer non-interrupting": _beside("timer", interrupting=False),
    "event subprocess: conditional interrupting": _beside("conditional", interrupting=True),
    "event subprocess: conditional non-interrupting": _beside("conditional", interrupting=False),
    "event subprocess: error interrupting": _beside("error", interrupting=True),
    "event subprocess: escalation interrupting": _beside("escalation", interrupting=True),
    "event subprocess: escalation non-interrupting": _beside("escalation", interrupting=False),
    "event subprocess: message, process may complete without it": _beside("message", interrupting=False),
    "event subprocess: timer, process may complete before it fires": _beside("timer", interrupting=False),
    "event subprocess inside embedded subprocess (message)": document(
        seq(sub(inner(user("u")) + event_sub("message", interrupting=True), "t"))
    ),
    "subprocess: embedded": document(seq(sub(inner(user("u")), "t"))),
    "call activity": document(seq(call()), after=called()),
    "transaction: success": document(seq(sub(inner(user("u")), "t", "transaction"))),
    "MI: parallel cardinality": _line(user(inside=multi(_TWICE))),
    "MI: sequential cardinality": _line(user(inside=multi(_TWICE, 'isSequential="true"'))),
    "MI: parallel, completionCondition": _line(user(inside=multi(_TWICE + _DONE.format("=loopCounter = 1")))),
    "MI: completionCondition using nrOfCompletedInstances": _line(
        user(inside=multi(_TWICE + _DONE.format("=nrOfCompletedInstances &gt;= 1")))
    ),
    "MI: loopDataInput/Output, sequential=true": _line(user(inside=multi(_EACH, 'isSequential="true"'))),
    "MI: loopDataInput/Output, sequential=false": _line(user(inside=multi(_EACH))),
    "MI: empty collection": _line(user(inside=multi("<bpmn:loopDataInputRef>=[]</bpmn:loopDataInputRef>"))),
    "MI: subprocess": document(seq(sub(inner(user("u")), "t", inside=multi(_TWICE)))),
    "MI: call activity": document(seq(call(inside=multi(_TWICE))), after=called()),
    "loop: standard, loopMaximum": _line(user(inside=_LOOP.format('loopMaximum="3"', ""))),
    "loop: standard, condition, testBefore": _line(
        user(inside=_LOOP.format('testBefore="true"', "<bpmn:loopCondition>=loopCounter &lt; 2</bpmn:loopCondition>"))
    ),
    "lanes": _line(user("t"), user("u")),
    "lanes: nested childLaneSet": document(
        seq(user()),
        lanes=_laned("unit", "t", f'<bpmn:childLaneSet id="c">{_lane("unit_leader", "t")}</bpmn:childLaneSet>'),
    ),
    "lanes: node inside subprocess inherits lane": document(
        seq(sub(inner(user("u")), "q")),
        lanes=_laned("unit_clerk", "q"),
    ),
    "lanes: two pools with the same lane names / unnamed lane": document(
        seq(user()),
        lanes=_laned("unit_clerk", "t"),
        after='<bpmn:process id="z" isExecutable="false"><bpmn:laneSet id="ls2"><bpmn:lane id="l2" name="经办人"/></bpmn:laneSet>'
        "</bpmn:process>",
    ),
    "data store drawn only (reference without dataStore)": document('<bpmn:dataStoreReference id="r"/>' + seq(user())),
    "process property / text annotation / group": document(
        '<bpmn:property id="pr" name="note"/>'
        + seq(user())
        + '<bpmn:textAnnotation id="ta"><bpmn:text>hint</bpmn:text></bpmn:textAnnotation>'
        '<bpmn:association id="as" sourceRef="t" targetRef="ta"/><bpmn:group id="gr"/>'
    ),
    "message: two waiting receive tasks, one message (spec: one receiver)": document(
        forked(
            "parallelGateway",
            node("receiveTask", "a", attributes='messageRef="m"'),
            node("receiveTask", "b", attributes='messageRef="m"'),
        )
    ),
    "signal: broadcast to two catchers": document(
        forked("parallelGateway", catch("signal", identity="a"), catch("signal", identity="b"), throw("signal"))
    ),
    "message arriving before the catcher waits (buffering)": _line(user(), catch("message")),
    "boundary timer on embedded subprocess": document(seq(sub(inner(user("u")), "t")) + boundary("timer")),
    "boundary: two (timer + message) on one task": document(seq(user()) + boundary("timer") + boundary("message", identity="b2")),
    "loop back over a task with a boundary timer": document(_AGAIN.format(user() + boundary("timer"), chain("m0", "t", "again"))),
    "parallel gateway inside a loop": document(
        _AGAIN.format(
            f'<bpmn:parallelGateway id="k"/>{user("a")}{user("b")}<bpmn:parallelGateway id="j"/>',
            chain("m0", "k", "a", "j", "again") + chain("k", "b", "j"),
        )
    ),
    "loop back into a parallel branch (rework of one branch)": document(_REWORK),
    "error thrown inside call activity caught by boundary, with payload": document(
        seq(call()) + boundary("error"),
        after=called(inner(script("zt"), prefix="z", end=ends("error", identity="ze"))),
    ),
    'condition: python truthiness (string "false" is true)': document(_CHOICE.replace("=x = 1", "=x")),
    "unknown extension element inside process": document(
        seq(user(inside="").replace("</bpmn:extensionElements>", '<other:colour red="1"/></bpmn:extensionElements>'))
    ),
    "default namespace instead of bpmn: prefix": document(seq(user()), roots=MESSAGE)
    .replace("<bpmn:", "<")
    .replace("</bpmn:", "</")
    .replace("xmlns:bpmn=", "xmlns="),
}
