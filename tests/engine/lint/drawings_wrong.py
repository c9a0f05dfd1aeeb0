"""One wrong folder for each rule that no construct of the coverage table is refused by."""

from __future__ import annotations

from tests.engine.lint.files_wrong import WRONG_FILES
from tests.engine.lint.folders import (
    FINE,
    Files,
    drawn,
    link,
    nested,
    with_clock,
    with_condition,
    with_cycle,
    with_extension,
    with_timer,
)
from tests.engine.lint.models import (
    ROOTS,
    E,
    S,
    boundary,
    call,
    called,
    catch,
    chain,
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

_LOOP = "<bpmn:standardLoopCharacteristics {}/>"
_TWO = {"conditions": ("=x = 1", None), "default": "k_b", "join": False}
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
_TWO_LANES = (
    '<bpmn:laneSet id="ls">'
    + "".join(f'<bpmn:lane id="{r}"><bpmn:flowNodeRef>t</bpmn:flowNodeRef></bpmn:lane>' for r in ("unit_clerk", "supervisor"))
    + "</bpmn:laneSet>"
)

WRONG: dict[str, Files] = {
    **WRONG_FILES,
    "start_several": drawn(seq(user()) + '<bpmn:startEvent id="s2"/>' + flow("s2", "t")),
    "start_with_incoming": drawn(seq(user()) + flow("t", "s")),
    "end_with_outgoing": drawn(seq(user(), user("u")) + flow("e", "u")),
    "too_many_elements": drawn(seq(*(user(f"t{i}") for i in range(301)))),
    "nesting_too_deep": drawn(nested(13)),
    "conversation": drawn(seq(user()), after='<bpmn:collaboration id="co"><bpmn:conversation id="cv"/></bpmn:collaboration>'),
    "global_task": drawn(seq(user()), after='<bpmn:globalUserTask id="gu"/>'),
    "correlation": drawn(seq(user()), after='<bpmn:correlationProperty id="cp"/>'),
    "service_interface": drawn(seq(user()), after='<bpmn:interface id="if" name="x"/>'),
    "import_element": drawn(seq(user()), after='<bpmn:import importType="x" location="other.bpmn" namespace="n"/>'),
    "shared_event_definition": drawn(
        seq(node("intermediateCatchEvent", "c", "<bpmn:eventDefinitionRef>shared</bpmn:eventDefinitionRef>"))
    ),
    "multi_instance_event": drawn(
        seq(user(inside=multi('<bpmn:loopCardinality>2</bpmn:loopCardinality><bpmn:complexBehaviorDefinition id="cb"/>')))
    ),
    "pool_multiplicity": drawn(
        seq(user()),
        after='<bpmn:collaboration id="co"><bpmn:participant id="pa"><bpmn:participantMultiplicity minimum="2"/>'
        "</bpmn:participant></bpmn:collaboration>",
    ),
    "element_unknown": drawn(seq(user(inside='<bpmn:monitoring id="mo"/>'))),
    "element_misplaced": drawn(seq(user(inside=on("timer")))),
    "element_twice": drawn(seq(script(inside="<bpmn:script>b = 2</bpmn:script>"))),
    "event_definition_at_root": drawn(seq(user()), after='<bpmn:timerEventDefinition id="shared"/>'),
    "attribute_unknown": drawn(seq(user(attributes='importance="high"'))),
    "attribute_value": drawn(seq(user(attributes='startQuantity="2"'))),
    "multi_instance_behavior": drawn(seq(user(inside=multi("<bpmn:loopCardinality>2</bpmn:loopCardinality>", 'behavior="One"')))),
    "boolean_malformed": drawn(seq(user()) + boundary("timer").replace("attachedToRef", 'cancelActivity="False" attachedToRef')),
    "extension_unknown": with_extension('<bihuan:clok name="handle"/>'),
    "extension_misplaced": drawn(
        seq(service(inside=""), user()).replace("<zeebe:taskDef", '<zeebe:formDefinition formId="f"/><zeebe:taskDef')
    ),
    "extension_attribute_unknown": drawn(seq(user()).replace('formId="f"', 'formId="f" formid="f"')),
    "extension_attribute_missing": drawn(seq(user()).replace('formId="f"', "")),
    "extension_twice": with_extension('<zeebe:formDefinition formId="f"/>'),
    "extension_foreign": with_extension('<other:colour red="1"/>'),
    "id_missing": drawn(seq(user()).replace('id="s_t"', "")),
    "id_malformed": drawn(seq(user("1.t"))),
    "id_unaddressable": drawn(seq(user("check-reply"))),
    "id_reserved": drawn(seq(user("clock"))),
    "flow_across_border": drawn(seq(user(), sub(inner(user("u")), "q")) + flow("t", "u")),
    "flow_twice": drawn(forked("exclusiveGateway", user("a"), user("b"), **_TWO) + flow("k", "a", "=x = 3", "2")),
    "lane_reference_dangling": drawn(seq(user()), lanes=_TWO_LANES.replace(">t<", ">gone<")),
    "default_foreign": drawn(forked("exclusiveGateway", user("a"), user("b"), **{**_TWO, "default": "s_k"})),
    "no_way_to_an_end": drawn(_TRAPPED),
    "endless_loop": drawn(_ENDLESS),
    "default_with_condition": drawn(
        forked("exclusiveGateway", user("a"), user("b"), conditions=("=x = 1", "=x = 2"), default="k_b", join=False)
    ),
    "default_without_choice": drawn(forked("parallelGateway", user("a"), user("b"), default="k_a")),
    "fan_out_too_wide": drawn(forked("parallelGateway", *(script(f"t{i}") for i in range(51)))),
    "join_missing": drawn(
        f'{S}<bpmn:parallelGateway id="k"/>{user("a")}{user("b")}{user("c")}{E}'
        f"{chain('s', 'k', 'a', 'c', 'e')}{chain('k', 'b', 'c')}"
    ),
    "event_gateway_alone": drawn(f'{S}<bpmn:eventBasedGateway id="k"/>{catch("timer")}{E}{chain("s", "k", "c", "e")}'),
    "event_gateway_target": drawn(
        f'{S}<bpmn:eventBasedGateway id="k"/>{catch("timer")}{user()}{E}{chain("s", "k", "c", "e")}{chain("k", "t", "e")}'
    ),
    "trigger_several": drawn(seq(node("intermediateCatchEvent", "c", on("message") + '<bpmn:linkEventDefinition name="L"/>'))),
    "subprocess_start_trigger": drawn(
        seq(sub(seq(user("u"), start=start("timer", identity="is"), end='<bpmn:endEvent id="ie"/>'), "q"))
    ),
    "event_subprocess_trigger": drawn(seq(user()) + event_sub("message", interrupting=True).replace(on("message"), "")),
    "trigger_misplaced": drawn(seq(user(), throw("timer"))),
    "link_unmatched": drawn(seq(user(), link("L", "intermediateThrowEvent", "w"), end="") + user("u") + E + chain("u", "e")),
    "link_ambiguous": drawn(
        seq(user(), link("L", "intermediateThrowEvent", "w"), end="")
        + link("L", "intermediateCatchEvent", "c")
        + link("L", "intermediateCatchEvent", "c2")
        + E
        + chain("c", "e")
        + chain("c2", "e")
    ),
    "link_with_flow": drawn(seq(user(), link("L", "intermediateThrowEvent", "w"), link("L", "intermediateCatchEvent", "c"))),
    "timer_empty": with_timer(""),
    "timer_ambiguous": with_timer("<bpmn:timeDate>=now()</bpmn:timeDate><bpmn:timeDuration>PT1H</bpmn:timeDuration>"),
    "timer_date_malformed": with_timer("<bpmn:timeDate>tomorrow</bpmn:timeDate>"),
    "timer_duration_malformed": with_timer("<bpmn:timeDuration>5 days</bpmn:timeDuration>"),
    "timer_negative": with_timer("<bpmn:timeDuration>-PT1H</bpmn:timeDuration>"),
    "timer_cycle_malformed": with_cycle("every hour"),
    "cancel_uncaught": drawn(seq(sub(inner(user("u"), end=ends("cancel", identity="ie")), "q", "transaction"))),
    "code_missing": drawn(
        seq(sub(inner(user("u"), end=ends("error", identity="ie")), "t")) + boundary("error"),
        roots='<bpmn:error id="x" name="X"/>',
    ),
    "name_missing": drawn(seq(catch("message")), roots='<bpmn:message id="m"/>'),
    "condition_missing": drawn(seq(catch("conditional", inside=""))),
    "signal_missing": drawn(seq(throw("signal").replace('signalRef="g"', ""))),
    "signal_never_thrown": drawn(seq(catch("signal"))),
    "boundary_must_interrupt": drawn(
        seq(sub(inner(user("u"), end=ends("error", identity="ie")), "t")) + boundary("error", interrupting=False)
    ),
    "boundary_twice": drawn(seq(user()) + boundary("message") + boundary("message", identity="b2")),
    "event_subprocess_must_interrupt": drawn(seq(user(), end=ends("error")) + event_sub("error", interrupting=False)),
    "event_subprocess_connected": drawn(seq(user()) + event_sub("message", interrupting=True) + flow("h", "e")),
    "call_target_start": drawn(
        seq(call()), after=called(seq(script("zt"), start=start("message", identity="zs"), end='<bpmn:endEvent id="ze"/>'))
    ),
    "call_target_not_executable": drawn(seq(call()), after=called().replace('"true"', '"false"')),
    "call_recursion": drawn(seq(call()), after=called(_RECURSIVE)),
    "loop_maximum": drawn(seq(user(inside=_LOOP.format('loopMaximum="many"')))),
    "loop_several": drawn(
        seq(user(inside=_LOOP.format('loopMaximum="2"') + multi("<bpmn:loopCardinality>2</bpmn:loopCardinality>")))
    ),
    "loop_name_malformed": drawn(
        seq(user(inside=multi('<bpmn:loopDataInputRef>units</bpmn:loopDataInputRef><bpmn:inputDataItem id="a-b"/>')))
    ),
    "instances_missing": drawn(seq(user(inside=multi("")))),
    "instances_ambiguous": drawn(
        seq(
            user(
                inside=multi(
                    extended('<zeebe:loopCharacteristics inputCollection="=u"/>')
                    + "<bpmn:loopCardinality>2</bpmn:loopCardinality>"
                )
            )
        )
    ),
    "instances_wrong_kind": drawn(seq(user(inside=multi("<bpmn:loopDataInputRef>=false</bpmn:loopDataInputRef>")))),
    "instances_too_many": drawn(seq(user(inside=multi("<bpmn:loopCardinality>1000000000</bpmn:loopCardinality>")))),
    "lane_missing": drawn(seq(user()), lanes=_NO_TASK_LANE),
    "lane_role_unknown": drawn(seq(user()), lanes=_ONE_LANE.replace("unit_clerk", "gardener")),
    "lane_ambiguous": drawn(seq(user()), lanes=_TWO_LANES),
    "other_than_unknown": drawn(seq(user(attributes='bihuan:otherThan="nobody"'))),
    "priority_malformed": with_extension('<zeebe:priorityDefinition priority="high"/>'),
    "unit_missing": drawn(seq(user()).replace('<zeebe:assignmentDefinition candidateGroups="=place.unit"/>', "")),
    "form_missing": drawn(seq(user()).replace('<zeebe:formDefinition formId="f"/>', "")),
    "form_unknown": drawn(seq(user()).replace('formId="f"', 'formId="gone"')),
    "task_without_kind": drawn(seq(node("task", "t"))),
    "label_missing": drawn(seq(user()).replace('name="办理 t"', "")),
    "job_type_missing": drawn(seq(node("serviceTask", "t"))),
    "job_type_unknown": drawn(seq(service()).replace('"notify"', '"launch_rocket"')),
    "job_retries": drawn(seq(service()).replace('"notify"', '"notify" retries="often"')),
    "decision_missing": drawn(seq(node("businessRuleTask", "t"))),
    "decision_unknown": drawn(seq(rule()).replace('"score"', '"fate"')),
    "script_missing": drawn(seq(script(text=""))),
    "script_keep": drawn(seq(script(text="a = 1").replace("<bpmn:scriptTask ", '<bpmn:scriptTask bihuan:keep="here" '))),
    "script_line": drawn(seq(script(text="a = 1\nprint(a)"))),
    "file_key_reserved": drawn(seq(script(text="policy = 1"))),
    "message_link_missing": drawn(seq(throw("message")).replace('bihuan:link="supervises"', "")),
    "message_start_unknown": drawn(seq(throw("message")).replace("bihuan:link", 'bihuan:start="Watch it!" bihuan:link')),
    "input_outside_message": drawn(
        seq(
            node(
                "intermediateThrowEvent",
                "w",
                extended('<zeebe:ioMapping><zeebe:input source="=a" target="b"/></zeebe:ioMapping>'),
            )
        )
    ),
    "clock_word": with_clock('name="handle" do="begin" limit="5wd" unit="=place.unit"'),
    "clock_series_mixed": with_clock('name="handle" of="roads" do="start" limit="5wd" unit="=place.unit"'),
    "clock_amount_missing": with_clock('name="handle" do="start" limit="5wd"'),
    "clock_amount_malformed": with_clock('name="handle" do="start" limit="5 days" unit="=place.unit"'),
    "clock_attribute_idle": with_clock('name="handle" do="stop" limit="5wd"'),
    "clock_never_started": with_clock('name="handle" do="stop"'),
    "clock_unknown": with_condition("=clock.handle.breached"),
    "phase_malformed": drawn(seq(user(attributes='bihuan:phase="Phase 1"'))),
    "expression_invalid": with_condition("=x = (1"),
    "expression_foreign": with_condition("${x &gt; 1}"),
    "expression_without_equals": with_extension('<zeebe:taskSchedule dueDate="tomorrow"/>'),
    "member_unknown": with_condition("=case.nubmer = 1"),
    "name_unknown": with_condition("=aproved = true"),
    "drawing_missing": folder(FINE),
}
ROLES = frozenset({"unit_clerk", "unit_leader", "supervisor"})
JOB_TYPES = frozenset({"notify"})
__all__ = ["JOB_TYPES", "ROLES", "ROOTS", "WRONG"]
