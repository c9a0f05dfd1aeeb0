"""One wrong folder for each rule that no construct of the coverage table is refused by."""

from __future__ import annotations

import json

from tests.engine.lint.models import (
    DMN,
    MANIFEST,
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
    extended,
    flow,
    folder,
    forked,
    inner,
    multi,
    node,
    on,
    rule,
    script,
    seq,
    service,
    start,
    sub,
    throw,
    user,
)

Files = dict[str, bytes]
FINE = document(seq(user()))
_LOOP = "<bpmn:standardLoopCharacteristics {}/>"
_TWO = {"conditions": ("=x = 1", None), "default": "k_b", "join": False}


def _drawn(body: str, **more: str) -> Files:
    return folder(document(body, **more))


def _with(**files: str) -> Files:
    """A good folder with other files; "__" stands for "/", a last "_" for the dot before the suffix."""
    named = {".".join(name.replace("__", "/").rsplit("_", 1)): text for name, text in files.items()}
    return folder(FINE, named)


def _without(path: str) -> Files:
    return {p: data for p, data in folder(FINE).items() if p != path}


def _extension(inside: str) -> Files:
    return _drawn(seq(user().replace("<zeebe:formDefinition", f"{inside}<zeebe:formDefinition")))


def _clock(attributes: str) -> Files:
    return _extension(f"<bihuan:clock {attributes}/>")


def _timer(text: str) -> Files:
    return _drawn(seq(catch("timer", inside=text)))


def _cycle(text: str) -> Files:
    return _drawn(seq(user()) + boundary("timer", interrupting=False, inside=f"<bpmn:timeCycle>{text}</bpmn:timeCycle>"))


def _said(expression: str) -> Files:
    return _drawn(forked("exclusiveGateway", user("a"), user("b"), conditions=(expression, None), default="k_b", join=False))


def _deep(levels: int) -> str:
    body = inner(user("u"))
    for level in range(levels):
        body = inner(sub(body, f"q{level}"), prefix=f"l{level}_")
    return seq(sub(body, "outermost"))


def _link(name: str, kind: str, identity: str) -> str:
    return node(kind, identity, f'<bpmn:linkEventDefinition name="{name}"/>')


_ENDLESS = (
    f'{S}<bpmn:exclusiveGateway id="m0"/>{script()}<bpmn:exclusiveGateway id="n" default="n_e"/>{E}'
    f"{chain('s', 'm0', 't', 'n', 'e')}{flow('n', 'm0', '=a = 1')}"
)
_TRAPPED = (
    f'{S}<bpmn:exclusiveGateway id="n" default="n_e"/>{E}{user("a")}{user("b")}'
    f"{chain('s', 'n', 'e')}{flow('n', 'a', '=x = 1')}{chain('a', 'b')}{flow('b', 'a')}"
)
_RECURSIVE = inner(call("zc"), prefix="z")
_NO_TASK_LANE = '<bpmn:laneSet id="ls"><bpmn:lane id="unit_clerk"/></bpmn:laneSet>'
_ONE_LANE = '<bpmn:laneSet id="ls"><bpmn:lane id="unit_clerk"><bpmn:flowNodeRef>t</bpmn:flowNodeRef></bpmn:lane></bpmn:laneSet>'
_ONE_LANE = '<bpmn:laneSet id="ls"><bpmn:lane id="unit_clerk"><bpmn:flowNodeRef>t</bpmn:flowNodeRef></bpmn:lane></bpmn:laneSet>'
_TWO_LANES = (
    '<bpmn:laneSet id="ls">'
    + "".join(f'<bpmn:lane id="{r}"><bpmn:flowNodeRef>t</bpmn:flowNodeRef></bpmn:lane>' for r in ("unit_clerk", "supervisor"))
    + "</bpmn:laneSet>"
)

WRONG: dict[str, Files] = {
    "xml_too_large": _with(process_bpmn=FINE.replace("</bpmn:process>", f"<!--{'x' * 2_000_000}--></bpmn:process>")),
    "xml_doctype": _with(process_bpmn=f'<!DOCTYPE d [<!ENTITY x "y">]>{FINE}'),
    "xml_malformed": _with(process_bpmn=FINE[:-5]),
    "xml_too_deep": _drawn(seq(user(inside=extended("<other:a>" * 120 + "</other:a>" * 120)))),
    "xml_wrong_root": _with(process_bpmn="<html/>"),
    "diagram_too_large": _drawn(seq(*(node("task", f"t{i}") for i in range(601)))),
    "diagram_too_wordy": _drawn(seq(user(inside=f"<bpmn:documentation>{'x' * 200_001}</bpmn:documentation>"))),
    "decisions_too_large": _with(score_dmn=DMN.replace('name="score"', f'name="{"x" * 500_001}"')),
    "json_malformed": _with(forms__f_json="{"),
    "diagram_missing": _without("process.bpmn"),
    "diagram_ignored": _with(other_bpmn=FINE),
    "process_missing": _with(process_bpmn='<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"/>'),
    "start_several": _drawn(seq(user()) + '<bpmn:startEvent id="s2"/>' + flow("s2", "t")),
    "start_with_incoming": _drawn(seq(user()) + flow("t", "s")),
    "end_with_outgoing": _drawn(seq(user(), user("u")) + flow("e", "u")),
    "too_many_elements": _drawn(seq(*(user(f"t{i}") for i in range(301)))),
    "nesting_too_deep": _drawn(_deep(13)),
    "conversation": _drawn(seq(user()), after='<bpmn:collaboration id="co"><bpmn:conversation id="cv"/></bpmn:collaboration>'),
    "global_task": _drawn(seq(user()), after='<bpmn:globalUserTask id="gu"/>'),
    "correlation": _drawn(seq(user()), after='<bpmn:correlationProperty id="cp"/>'),
    "service_interface": _drawn(seq(user()), after='<bpmn:interface id="if" name="x"/>'),
    "import_element": _drawn(seq(user()), after='<bpmn:import importType="x" location="other.bpmn" namespace="n"/>'),
    "shared_event_definition": _drawn(
        seq(node("intermediateCatchEvent", "c", "<bpmn:eventDefinitionRef>shared</bpmn:eventDefinitionRef>"))
    ),
    "multi_instance_event": _drawn(
        seq(user(inside=multi('<bpmn:loopCardinality>2</bpmn:loopCardinality><bpmn:complexBehaviorDefinition id="cb"/>')))
    ),
    "pool_multiplicity": _drawn(
        seq(user()),
        after='<bpmn:collaboration id="co"><bpmn:participant id="pa"><bpmn:participantMultiplicity minimum="2"/>'
        "</bpmn:participant></bpmn:collaboration>",
    ),
    "element_unknown": _drawn(seq(user(inside='<bpmn:monitoring id="mo"/>'))),
    "element_misplaced": _drawn(seq(user(inside=on("timer")))),
    "element_twice": _drawn(seq(script(inside="<bpmn:script>b = 2</bpmn:script>"))),
    "event_definition_at_root": _drawn(seq(user()), after='<bpmn:timerEventDefinition id="shared"/>'),
    "attribute_unknown": _drawn(seq(user(attributes='importance="high"'))),
    "attribute_value": _drawn(seq(user(attributes='startQuantity="2"'))),
    "multi_instance_behavior": _drawn(
        seq(user(inside=multi("<bpmn:loopCardinality>2</bpmn:loopCardinality>", 'behavior="One"')))
    ),
    "boolean_malformed": _drawn(seq(user()) + boundary("timer").replace("attachedToRef", 'cancelActivity="False" attachedToRef')),
    "extension_unknown": _extension('<bihuan:clok name="handle"/>'),
    "extension_misplaced": _drawn(
        seq(service(inside=""), user()).replace("<zeebe:taskDef", '<zeebe:formDefinition formId="f"/><zeebe:taskDef')
    ),
    "extension_attribute_unknown": _drawn(seq(user()).replace('formId="f"', 'formId="f" formid="f"')),
    "extension_attribute_missing": _drawn(seq(user()).replace('formId="f"', "")),
    "extension_twice": _extension('<zeebe:formDefinition formId="f"/>'),
    "extension_foreign": _extension('<other:colour red="1"/>'),
    "id_missing": _drawn(seq(user()).replace('id="s_t"', "")),
    "id_malformed": _drawn(seq(user("1.t"))),
    "id_unaddressable": _drawn(seq(user("check-reply"))),
    "id_reserved": _drawn(seq(user("clock"))),
    "flow_across_border": _drawn(seq(user(), sub(inner(user("u")), "q")) + flow("t", "u")),
    "flow_twice": _drawn(forked("exclusiveGateway", user("a"), user("b"), **_TWO) + flow("k", "a", "=x = 3", "2")),
    "lane_reference_dangling": _drawn(seq(user()), lanes=_TWO_LANES.replace(">t<", ">gone<")),
    "default_foreign": _drawn(forked("exclusiveGateway", user("a"), user("b"), **{**_TWO, "default": "s_k"})),
    "no_way_to_an_end": _drawn(_TRAPPED),
    "endless_loop": _drawn(_ENDLESS),
    "default_with_condition": _drawn(
        forked("exclusiveGateway", user("a"), user("b"), conditions=("=x = 1", "=x = 2"), default="k_b", join=False)
    ),
    "default_without_choice": _drawn(forked("parallelGateway", user("a"), user("b"), default="k_a")),
    "fan_out_too_wide": _drawn(forked("parallelGateway", *(script(f"t{i}") for i in range(51)))),
    "join_missing": _drawn(
        f'{S}<bpmn:parallelGateway id="k"/>{user("a")}{user("b")}{user("c")}{E}'
        f"{chain('s', 'k', 'a', 'c', 'e')}{chain('k', 'b', 'c')}"
    ),
    "event_gateway_alone": _drawn(f'{S}<bpmn:eventBasedGateway id="k"/>{catch("timer")}{E}{chain("s", "k", "c", "e")}'),
    "event_gateway_target": _drawn(
        f'{S}<bpmn:eventBasedGateway id="k"/>{catch("timer")}{user()}{E}{chain("s", "k", "c", "e")}{chain("k", "t", "e")}'
    ),
    "trigger_several": _drawn(seq(node("intermediateCatchEvent", "c", on("message") + '<bpmn:linkEventDefinition name="L"/>'))),
    "subprocess_start_trigger": _drawn(
        seq(sub(seq(user("u"), start=start("timer", identity="is"), end='<bpmn:endEvent id="ie"/>'), "q"))
    ),
    "event_subprocess_trigger": _drawn(seq(user()) + event_sub("message", interrupting=True).replace(on("message"), "")),
    "trigger_misplaced": _drawn(seq(user(), throw("timer"))),
    "link_unmatched": _drawn(seq(user(), _link("L", "intermediateThrowEvent", "w"), end="") + user("u") + E + chain("u", "e")),
    "link_ambiguous": _drawn(
        seq(user(), _link("L", "intermediateThrowEvent", "w"), end="")
        + _link("L", "intermediateCatchEvent", "c")
        + _link("L", "intermediateCatchEvent", "c2")
        + E
        + chain("c", "e")
        + chain("c2", "e")
    ),
    "link_with_flow": _drawn(seq(user(), _link("L", "intermediateThrowEvent", "w"), _link("L", "intermediateCatchEvent", "c"))),
    "timer_empty": _timer(""),
    "timer_ambiguous": _timer("<bpmn:timeDate>=now()</bpmn:timeDate><bpmn:timeDuration>PT1H</bpmn:timeDuration>"),
    "timer_date_malformed": _timer("<bpmn:timeDate>tomorrow</bpmn:timeDate>"),
    "timer_duration_malformed": _timer("<bpmn:timeDuration>5 days</bpmn:timeDuration>"),
    "timer_negative": _timer("<bpmn:timeDuration>-PT1H</bpmn:timeDuration>"),
    "timer_cycle_malformed": _cycle("every hour"),
    "cancel_uncaught": _drawn(seq(sub(inner(user("u"), end=ends("cancel", identity="ie")), "q", "transaction"))),
    "code_missing": _drawn(
        seq(sub(inner(user("u"), end=ends("error", identity="ie")), "t")) + boundary("error"),
        roots='<bpmn:error id="x" name="X"/>',
    ),
    "name_missing": _drawn(seq(catch("message")), roots='<bpmn:message id="m"/>'),
    "condition_missing": _drawn(seq(catch("conditional", inside=""))),
    "signal_missing": _drawn(seq(throw("signal").replace('signalRef="g"', ""))),
    "signal_never_thrown": _drawn(seq(catch("signal"))),
    "boundary_must_interrupt": _drawn(
        seq(sub(inner(user("u"), end=ends("error", identity="ie")), "t")) + boundary("error", interrupting=False)
    ),
    "boundary_twice": _drawn(seq(user()) + boundary("message") + boundary("message", identity="b2")),
    "event_subprocess_must_interrupt": _drawn(seq(user(), end=ends("error")) + event_sub("error", interrupting=False)),
    "event_subprocess_connected": _drawn(seq(user()) + event_sub("message", interrupting=True) + flow("h", "e")),
    "call_target_start": _drawn(
        seq(call()), after=called(seq(script("zt"), start=start("message", identity="zs"), end='<bpmn:endEvent id="ze"/>'))
    ),
    "call_target_not_executable": _drawn(seq(call()), after=called().replace('"true"', '"false"')),
    "call_recursion": _drawn(seq(call()), after=called(_RECURSIVE)),
    "loop_maximum": _drawn(seq(user(inside=_LOOP.format('loopMaximum="many"')))),
    "loop_several": _drawn(
        seq(user(inside=_LOOP.format('loopMaximum="2"') + multi("<bpmn:loopCardinality>2</bpmn:loopCardinality>")))
    ),
    "loop_name_malformed": _drawn(
        seq(user(inside=multi('<bpmn:loopDataInputRef>units</bpmn:loopDataInputRef><bpmn:inputDataItem id="a-b"/>')))
    ),
    "instances_missing": _drawn(seq(user(inside=multi("")))),
    "instances_ambiguous": _drawn(
        seq(
            user(
                inside=multi(
                    extended('<zeebe:loopCharacteristics inputCollection="=u"/>')
                    + "<bpmn:loopCardinality>2</bpmn:loopCardinality>"
                )
            )
        )
    ),
    "instances_wrong_kind": _drawn(seq(user(inside=multi("<bpmn:loopDataInputRef>=false</bpmn:loopDataInputRef>")))),
    "instances_too_many": _drawn(seq(user(inside=multi("<bpmn:loopCardinality>1000000000</bpmn:loopCardinality>")))),
    "lane_missing": _drawn(seq(user()), lanes=_NO_TASK_LANE),
    "lane_role_unknown": _drawn(seq(user()), lanes=_ONE_LANE.replace("unit_clerk", "gardener")),
    "lane_ambiguous": _drawn(seq(user()), lanes=_TWO_LANES),
    "other_than_unknown": _drawn(seq(user(attributes='bihuan:otherThan="nobody"'))),
    "priority_malformed": _extension('<zeebe:priorityDefinition priority="high"/>'),
    "unit_missing": _drawn(seq(user()).replace('<zeebe:assignmentDefinition candidateGroups="=place.unit"/>', "")),
    "form_missing": _drawn(seq(user()).replace('<zeebe:formDefinition formId="f"/>', "")),
    "form_unknown": _drawn(seq(user()).replace('formId="f"', 'formId="gone"')),
    "task_without_kind": _drawn(seq(node("task", "t"))),
    "label_missing": _drawn(seq(user()).replace('name="办理 t"', "")),
    "job_type_missing": _drawn(seq(node("serviceTask", "t"))),
    "job_type_unknown": _drawn(seq(service()).replace('"notify"', '"launch_rocket"')),
    "job_retries": _drawn(seq(service()).replace('"notify"', '"notify" retries="often"')),
    "decision_missing": _drawn(seq(node("businessRuleTask", "t"))),
    "decision_unknown": _drawn(seq(rule()).replace('"score"', '"fate"')),
    "script_missing": _drawn(seq(script(text=""))),
    "script_keep": _drawn(seq(script(text="a = 1").replace("<bpmn:scriptTask ", '<bpmn:scriptTask bihuan:keep="here" '))),
    "script_line": _drawn(seq(script(text="a = 1\nprint(a)"))),
    "file_key_reserved": _drawn(seq(script(text="policy = 1"))),
    "message_link_missing": _drawn(seq(throw("message")).replace('bihuan:link="supervises"', "")),
    "message_start_unknown": _drawn(seq(throw("message")).replace("bihuan:link", 'bihuan:start="Watch it!" bihuan:link')),
    "input_outside_message": _drawn(
        seq(
            node(
                "intermediateThrowEvent",
                "w",
                extended('<zeebe:ioMapping><zeebe:input source="=a" target="b"/></zeebe:ioMapping>'),
            )
        )
    ),
    "clock_word": _clock('name="handle" do="begin" limit="5wd" unit="=place.unit"'),
    "clock_series_mixed": _clock('name="handle" of="roads" do="start" limit="5wd" unit="=place.unit"'),
    "clock_amount_missing": _clock('name="handle" do="start" limit="5wd"'),
    "clock_amount_malformed": _clock('name="handle" do="start" limit="5 days" unit="=place.unit"'),
    "clock_attribute_idle": _clock('name="handle" do="stop" limit="5wd"'),
    "clock_never_started": _clock('name="handle" do="stop"'),
    "clock_unknown": _said("=clock.handle.breached"),
    "phase_malformed": _drawn(seq(user(attributes='bihuan:phase="Phase 1"'))),
    "expression_invalid": _said("=x = (1"),
    "expression_foreign": _said("${x &gt; 1}"),
    "expression_without_equals": _extension('<zeebe:taskSchedule dueDate="tomorrow"/>'),
    "member_unknown": _said("=case.nubmer = 1"),
    "name_unknown": _said("=aproved = true"),
    "manifest_missing": _without("manifest.json"),
    "manifest_field": _with(manifest_json=json.dumps({**MANIFEST, "key": "Not a key"})),
    "policy_malformed": _with(manifest_json=json.dumps({**MANIFEST, "policies": [{"name": "n", "value": 1}]})),
    "decision_file_invalid": _with(
        score_dmn='<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" name="x"><decision id="score" '
        'name="score"><literalExpression><text>1 +</text></literalExpression></decision></definitions>'
    ),
    "form_malformed": _with(forms__f_json="[]"),
    "form_key": _with(forms__f_json=json.dumps({"components": [{"key": "a b", "type": "textfield"}]})),
    "form_type": _with(forms__f_json=json.dumps({"components": [{"key": "a", "type": "fielpicker"}]})),
    "form_pattern": _with(
        forms__f_json=json.dumps({"components": [{"key": "a", "type": "textfield", "validate": {"pattern": "(?=x)y"}}]})
    ),
    "text_missing": _with(locale__en_json="{}"),
    "locale_missing": _without("locale/en.json"),
    "drawing_missing": folder(FINE),
}
ROLES = frozenset({"unit_clerk", "unit_leader", "supervisor"})
JOB_TYPES = frozenset({"notify"})
__all__ = ["JOB_TYPES", "ROLES", "ROOTS", "WRONG"]
