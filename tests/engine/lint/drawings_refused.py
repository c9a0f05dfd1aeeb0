"""One drawing for each construct of the coverage table that is refused."""

from __future__ import annotations

from tests.engine.lint.models import (
    ERROR,
    MESSAGE,
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
    on,
    script,
    seq,
    start,
    sub,
    throw,
    user,
)

_AD_HOC = '<bpmn:completionCondition xsi:type="bpmn:tFormalExpression">=done = true</bpmn:completionCondition>'
_DATA = '<bpmn:dataObject id="obj"/>'
_CYCLE = "<bpmn:timeCycle>R2/PT1S</bpmn:timeCycle>"
_DATE = "<bpmn:timeDate>=date and time(received_at)</bpmn:timeDate>"


def _ad_hoc(body: str = "", attributes: str = "", condition: str = _AD_HOC, data: str = "") -> str:
    return document(seq(sub(data + (body or user("a") + user("b")) + condition, "q", "adHocSubProcess", attributes)))


def _one_task(task: str) -> str:
    return document(seq(task))


REFUSED: dict[str, str] = {
    'task: script, scriptFormat="javascript"': _one_task(script(attributes='scriptFormat="javascript"')),
    "task: send (no message)": _one_task(node("sendTask", "t", attributes='bihuan:link="supervises"')),
    "task: receive (no message)": _one_task(node("receiveTask", "t")),
    "task: receive instantiate=true (no start event)": document(
        node("receiveTask", "t", attributes='messageRef="m" instantiate="true"') + E + chain("t", "e")
    ),
    "task: isForCompensation + association": document(
        seq(user())
        + node("boundaryEvent", "b", on("compensate"), 'attachedToRef="t"')
        + user("undo", attributes='isForCompensation="true"')
        + '<bpmn:association id="l" sourceRef="b" targetRef="undo"/>'
    ),
    "task: two outgoing flows (implicit AND-split)": document(seq(user()) + user("u") + flow("t", "u") + flow("u", "e")),
    "task: conditional outgoing flow + default": document(
        S + user(attributes='default="t_e"') + user("u") + E + chain("s", "t", "e") + flow("t", "u", "=a = 1") + flow("u", "e")
    ),
    "flow: single conditional flow leaving a task (condition false)": document(
        S + user() + E + flow("s", "t") + flow("t", "e", "=a = 1")
    ),
    "flow: condition on parallel gateway branch": document(
        forked("parallelGateway", user("a"), user("b"), conditions=("=x = 1", None))
    ),
    "flow: condition language attr (groovy ${x>1})": document(
        forked("exclusiveGateway", user("a"), user("b"), conditions=("=x = 1", None), default="k_b", join=False).replace(
            'xsi:type="bpmn:tFormalExpression">=x = 1', 'language="groovy">${x &gt; 1}'
        )
    ),
    "node without outgoing flow, no end event (implicit end)": document(S + user() + chain("s", "t")),
    "unreachable node": document(seq(user()) + user("u") + flow("u", "e")),
    "gw: exclusive, no condition true, no default": document(
        forked("exclusiveGateway", user("a"), user("b"), conditions=("=x = 1", "=x = 2"), join=False)
    ),
    "gw: inclusive, none true, no default": document(
        forked("inclusiveGateway", user("a"), user("b"), conditions=("=x = 1", "=x = 2"))
    ),
    "gw: inclusive unconditional branch": document(
        forked("inclusiveGateway", user("a"), user("b"), user("c"), conditions=("=x = 1", None, None), default="k_b")
    ),
    "gw: complex": document(forked("complexGateway", user("a"), user("b"))),
    "gw: event-based parallel+instantiate": document(
        node("eventBasedGateway", "k", attributes='instantiate="true" eventGatewayType="Parallel"')
        + catch("message")
        + catch("message", identity="c2")
        + E
        + chain("k", "c", "e")
        + chain("k", "c2", "e")
    ),
    "start: signal": document(seq(user(), throw("signal"), start=start("signal"))),
    "start: timer duration": document(seq(user(), start=start("timer"))),
    "start: timer date": document(seq(user(), start=start("timer", inside=_DATE))),
    "start: conditional": document(seq(user(), start=start("conditional"))),
    "start: timer cycle R2/PT0.05S": document(seq(user(), start=start("timer", inside=_CYCLE))),
    "start (top level, invalid): error": document(seq(user(), start=start("error"))),
    "start (top level, invalid): escalation": document(seq(user(), start=start("escalation"))),
    "start (top level, invalid): compensation": document(seq(user(), start=start("compensate"))),
    "start: multiple (message/signal)": document(
        seq(user(), throw("signal"), start=node("startEvent", "s", on("message") + on("signal")))
    ),
    "start: parallel multiple": document(
        seq(user(), throw("signal"), start=node("startEvent", "s", on("message") + on("signal"), 'parallelMultiple="true"'))
    ),
    "catch: timer cycle R2": document(seq(catch("timer", inside=_CYCLE))),
    "catch: none": document(seq(catch())),
    "throw: compensation": document(seq(user(), throw("compensate"))),
    "end: error, top level, uncaught": document(seq(user(), end=ends("error"))),
    "end: compensation": document(seq(user(), end=ends("compensate"))),
    "end: cancel outside transaction": document(seq(user(), end=ends("cancel"))),
    "boundary: error on service/script task (Python exception is not an error event)": document(
        seq(script(text="a = 1/0")) + boundary("error")
    ),
    "boundary: compensation": document(seq(user()) + boundary("compensate")),
    "boundary: cancel on non-transaction": document(seq(sub(inner(user("u")), "t")) + boundary("cancel")),
    "boundary: without outgoing flow": document(seq(user()) + node("boundaryEvent", "b", on("timer"), 'attachedToRef="t"')),
    "event subprocess: compensation interrupting": document(seq(user()) + event_sub("compensate", interrupting=True)),
    "subprocess: without start event": document(seq(sub(user("u") + '<bpmn:endEvent id="ie"/>' + chain("u", "ie")))),
    "subprocess: without end event": document(seq(sub('<bpmn:startEvent id="is"/>' + user("u") + chain("is", "u")))),
    "process: without start event": document(user() + E + chain("t", "e")),
    "process: isExecutable missing": document(seq(user()), process='id="p"'),
    "process: isExecutable=false": document(seq(user()), process='id="p" isExecutable="false"'),
    "call activity: camunda:in/out mapping": document(
        seq(call(inside='<bpmn:extensionElements><camunda:in source="a" target="b"/></bpmn:extensionElements>')),
        after=called(),
    ),
    "call activity: missing target": document(seq(call(target='calledElement="nope"'))),
    "call activity: no calledElement": document(seq(call(target=""))),
    "ad-hoc: two user tasks, completion condition": _ad_hoc(),
    "ad-hoc: repeat an activity": _ad_hoc(user("a")),
    "ad-hoc: activities are optional (complete without b)": _ad_hoc(user("a") + user("b")),
    "ad-hoc: no completion condition": _ad_hoc(condition=""),
    'ad-hoc: ordering="Sequential"': _ad_hoc(attributes='ordering="Sequential"'),
    'ad-hoc: cancelRemainingInstances="false"': _ad_hoc(attributes='cancelRemainingInstances="false"'),
    "MI: camunda:collection/elementVariable": _one_task(
        user(inside=multi("", 'camunda:collection="units" camunda:elementVariable="unit"'))
    ),
    "loop: standard without max/condition (valid BPMN)": _one_task(user(inside="<bpmn:standardLoopCharacteristics/>")),
    "data object in/out": document(
        _DATA
        + '<bpmn:dataObjectReference id="ref" dataObjectRef="obj"/>'
        + seq(user(inside='<bpmn:dataOutputAssociation id="o"><bpmn:targetRef>ref</bpmn:targetRef></bpmn:dataOutputAssociation>'))
    ),
    "data association with assignment/transformation": document(
        _DATA
        + seq(
            user(
                inside='<bpmn:dataOutputAssociation id="o"><bpmn:targetRef>obj</bpmn:targetRef>'
                "<bpmn:transformation>x * 2</bpmn:transformation></bpmn:dataOutputAssociation>"
            )
        )
    ),
    "task ioSpecification": _one_task(
        user(inside='<bpmn:ioSpecification><bpmn:dataInput id="i"/><bpmn:inputSet/></bpmn:ioSpecification>')
    ),
    "called process ioSpecification": document(
        seq(call()),
        after=called('<bpmn:ioSpecification><bpmn:dataInput id="i"/></bpmn:ioSpecification>' + inner(script("zt"), prefix="z")),
    ),
    "data store reference": document(
        '<bpmn:dataStoreReference id="r" dataStoreRef="d1"/>' + seq(user()), roots='<bpmn:dataStore id="d1" name="Customers"/>'
    ),
    "data store: task association to it": document(
        '<bpmn:dataStoreReference id="r"/>'
        + seq(user(inside='<bpmn:dataOutputAssociation id="o"><bpmn:targetRef>r</bpmn:targetRef></bpmn:dataOutputAssociation>'))
    ),
    "potentialOwner / humanPerformer": _one_task(
        user(inside='<bpmn:potentialOwner id="po"><bpmn:resourceRef>r</bpmn:resourceRef></bpmn:potentialOwner>')
    ),
    "camunda:assignee/candidateGroups/formKey": _one_task(user(attributes='camunda:assignee="li" camunda:formKey="f"')),
    "camunda:properties on user task": _one_task(
        node("userTask", "t", "<bpmn:extensionElements><camunda:properties/></bpmn:extensionElements>")
    ),
    "collaboration: get_collaboration, message starts other pool": document(
        seq(user(), throw("message")),
        after='<bpmn:process id="z" isExecutable="true">'
        + seq(script("zt"), start=start("message", identity="zs"), end='<bpmn:endEvent id="ze"/>')
        + "</bpmn:process>",
    ),
    "message flow alone (no message names) routes?": document(
        seq(user(), throw("message", inside="").replace('messageRef="m"', "")),
        after='<bpmn:collaboration id="co"><bpmn:participant id="us" processRef="p"/><bpmn:participant id="them"/>'
        '<bpmn:messageFlow id="mf" sourceRef="w" targetRef="them"/></bpmn:collaboration>',
    ),
    "ad-hoc (with a data object inside, avoids the KeyError): two user tasks + condition": _ad_hoc(data=_DATA),
    "ad-hoc (data object): repeat an activity": _ad_hoc(user("a"), data=_DATA),
    "ad-hoc (data object): optional activities": _ad_hoc(data=_DATA),
    'ad-hoc (data object): ordering="Sequential"': _ad_hoc(attributes='ordering="Sequential"', data=_DATA),
    'ad-hoc (data object): cancelRemainingInstances="false"': _ad_hoc(attributes='cancelRemainingInstances="false"', data=_DATA),
    "ad-hoc (data object): internal sequence flow a->c": _ad_hoc(user("a") + user("c") + flow("a", "c"), data=_DATA),
    "two flows with the same id / duplicate element ids": document(seq(user(), user("u")).replace('id="t_u"', 'id="s_t"')),
    "sequence flow to a missing target": document(seq(user()).replace('targetRef="e"', 'targetRef="nowhere"')),
    "attachedToRef missing target": document(seq(user()) + boundary("timer", host="nowhere")),
    "messageRef to undeclared message": document(seq(catch("message")), roots=ERROR),
    "message event without messageRef (uses event name)": document(
        seq(catch("message").replace('messageRef="m"', "").replace('id="c"', 'id="c" name="M"')), roots=MESSAGE
    ),
    "choreography": document(
        seq(user()), after='<bpmn:choreography id="ch"><bpmn:choreographyTask id="ct"/></bpmn:choreography>'
    ),
}
