"""Every rule of the lint, by theme. A rule's docstring is its reason; its texts are in `texts/<locale>.json`."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from engine.lint.allowed import REASONED
from engine.lint.finding import Hit, Severity
from engine.lint.folder import Folder
from engine.lint.rules import (
    attributes,
    boundary,
    clocks,
    contents,
    decisions,
    elements,
    events,
    expressions,
    extensions,
    flow,
    gateways,
    identity,
    loops,
    names,
    people,
    processes,
    references,
    subprocesses,
    timers,
    triggers,
    work,
)

Check = Callable[[Folder], Iterable[Hit]]


@dataclass(frozen=True, slots=True)
class Rule:
    severity: Severity
    check: Check


def error(check: Check) -> Rule:
    return Rule("error", check)


def warning(check: Check) -> Rule:
    return Rule("warning", check)


# Reported while the files are read, before any rule runs.
READING = (
    "xml_too_large",
    "xml_doctype",
    "xml_malformed",
    "xml_too_deep",
    "xml_wrong_root",
    "diagram_too_large",
    "diagram_too_wordy",
    "decisions_too_large",
    "json_malformed",
)

RULES: dict[str, Rule] = {
    # the folder and its processes
    "diagram_missing": error(processes.diagram_missing),
    "diagram_ignored": error(processes.diagram_ignored),
    "process_missing": error(processes.process_missing),
    "process_not_executable": error(processes.process_not_executable),
    "process_unused": error(processes.process_unused),
    "start_missing": error(processes.start_missing),
    "start_several": error(processes.start_several),
    "end_missing": error(processes.end_missing),
    "start_with_incoming": error(processes.start_with_incoming),
    "end_with_outgoing": error(processes.end_with_outgoing),
    "too_many_elements": error(processes.too_many_elements),
    "nesting_too_deep": error(processes.nesting_too_deep),
    # elements, attributes, extensions: the allow-list
    **{rule: error(elements.refused(names)) for rule, names in REASONED.items() if rule != "compensation"},
    "compensation": error(elements.compensation),
    "element_unknown": error(elements.element_unknown),
    "element_misplaced": error(elements.element_misplaced),
    "element_twice": error(elements.element_twice),
    "event_definition_at_root": error(elements.event_definition_at_root),
    "attribute_unknown": error(attributes.attribute_unknown),
    "attribute_value": error(attributes.value_refused("attribute_value")),
    "instantiating": error(attributes.value_refused("instantiating")),
    "parallel_event_gateway": error(attributes.value_refused("parallel_event_gateway")),
    "multi_instance_behavior": error(attributes.value_refused("multi_instance_behavior")),
    "boolean_malformed": error(attributes.boolean_malformed),
    "expression_language": error(attributes.expression_language),
    "extension_vendor": error(extensions.extension_vendor),
    "extension_unknown": error(extensions.extension_unknown),
    "extension_misplaced": error(extensions.extension_misplaced),
    "extension_attribute_unknown": error(extensions.extension_attribute_unknown),
    "extension_attribute_missing": error(extensions.extension_attribute_missing),
    "extension_twice": error(extensions.extension_twice),
    "extension_foreign": warning(extensions.extension_foreign),
    # identity and references
    "id_missing": error(identity.id_missing),
    "id_duplicate": error(identity.id_duplicate),
    "id_malformed": error(identity.id_malformed),
    "id_unaddressable": error(identity.id_unaddressable),
    "id_reserved": error(identity.id_reserved),
    "flow_dangling": error(references.flow_dangling),
    "flow_across_border": error(references.flow_across_border),
    "flow_twice": error(references.flow_twice),
    "boundary_unattached": error(references.boundary_unattached),
    "reference_dangling": error(references.reference_dangling),
    "lane_reference_dangling": error(references.lane_reference_dangling),
    "default_foreign": error(references.default_foreign),
    # the way of the token
    "unreachable": error(flow.unreachable),
    "dead_end": error(flow.dead_end),
    "no_way_to_an_end": error(flow.no_way_to_an_end),
    "several_outgoing": error(flow.several_outgoing),
    "condition_without_gateway": error(flow.condition_without_gateway),
    "endless_loop": error(flow.endless_loop),
    "gateway_condition_missing": error(gateways.gateway_condition_missing),
    "gateway_default_missing": error(gateways.gateway_default_missing),
    "default_with_condition": error(gateways.default_with_condition),
    "default_without_choice": error(gateways.default_without_choice),
    "condition_without_effect": error(gateways.condition_without_effect),
    "fan_out_too_wide": error(gateways.fan_out_too_wide),
    "join_missing": warning(gateways.join_missing),
    "event_gateway_alone": error(gateways.event_gateway_alone),
    "event_gateway_target": error(gateways.event_gateway_target),
    # events
    "trigger_missing": error(triggers.trigger_missing),
    "trigger_several": error(triggers.trigger_several),
    "start_trigger": error(triggers.start_trigger),
    "subprocess_start_trigger": error(triggers.subprocess_start_trigger),
    "event_subprocess_trigger": error(triggers.event_subprocess_trigger),
    "trigger_misplaced": error(triggers.trigger_misplaced),
    "link_unmatched": error(triggers.link_unmatched),
    "link_ambiguous": error(triggers.link_ambiguous),
    "link_with_flow": error(triggers.link_with_flow),
    "timer_empty": error(timers.timer_empty),
    "timer_ambiguous": error(timers.timer_ambiguous),
    "timer_date_malformed": error(timers.timer_date_malformed),
    "timer_duration_malformed": error(timers.timer_duration_malformed),
    "timer_negative": error(timers.timer_negative),
    "timer_cycle": error(timers.timer_cycle),
    "timer_cycle_malformed": error(timers.timer_cycle_malformed),
    "error_uncaught": error(events.error_uncaught),
    "cancel_outside_transaction": error(events.cancel_outside_transaction),
    "cancel_uncaught": error(events.cancel_uncaught),
    "code_missing": error(events.code_missing),
    "name_missing": error(events.name_missing),
    "message_missing": error(events.message_missing),
    "condition_missing": error(events.condition_missing),
    "signal_missing": error(events.signal_missing),
    "signal_never_thrown": error(events.signal_never_thrown),
    "boundary_idle": error(boundary.boundary_idle),
    "boundary_must_interrupt": error(boundary.boundary_must_interrupt),
    "boundary_twice": error(boundary.boundary_twice),
    # subprocesses and repetition
    "event_subprocess_must_interrupt": error(subprocesses.event_subprocess_must_interrupt),
    "event_subprocess_connected": error(subprocesses.event_subprocess_connected),
    "call_target_missing": error(subprocesses.call_target_missing),
    "call_target_start": error(subprocesses.call_target_start),
    "call_target_not_executable": error(subprocesses.call_target_not_executable),
    "call_recursion": error(subprocesses.call_recursion),
    "loop_unbounded": error(loops.loop_unbounded),
    "loop_maximum": error(loops.loop_maximum),
    "loop_several": error(loops.loop_several),
    "loop_name_malformed": error(loops.loop_name_malformed),
    "instances_missing": error(loops.instances_missing),
    "instances_ambiguous": error(loops.instances_ambiguous),
    "instances_wrong_kind": error(loops.instances_wrong_kind),
    "instances_too_many": error(loops.instances_too_many),
    # work of people and machines
    "lane_missing": error(people.lane_missing),
    "lane_role_unknown": error(people.lane_role_unknown),
    "lane_ambiguous": error(people.lane_ambiguous),
    "unit_missing": error(people.unit_missing),
    "other_than_unknown": error(people.other_than_unknown),
    "priority_malformed": error(people.priority_malformed),
    "form_missing": warning(people.form_missing),
    "form_unknown": error(people.form_unknown),
    "task_without_kind": warning(people.task_without_kind),
    "label_missing": warning(people.label_missing),
    "job_type_missing": error(work.job_type_missing),
    "job_type_unknown": error(work.job_type_unknown),
    "job_retries": error(work.job_retries),
    "decision_missing": error(work.decision_missing),
    "decision_unknown": error(work.decision_unknown),
    "script_missing": error(work.script_missing),
    "script_format": error(work.script_format),
    "script_keep": error(work.script_keep),
    "script_line": error(work.script_line),
    "file_key_reserved": error(work.file_key_reserved),
    "message_link_missing": error(work.message_link_missing),
    "message_start_unknown": error(work.message_start_unknown),
    "input_outside_message": error(work.input_outside_message),
    # clocks and expressions
    "clock_word": error(clocks.clock_word),
    "clock_series_mixed": error(clocks.clock_series_mixed),
    "clock_amount_missing": error(clocks.clock_amount_missing),
    "clock_amount_malformed": error(clocks.clock_amount_malformed),
    "clock_attribute_idle": error(clocks.clock_attribute_idle),
    "clock_never_started": error(clocks.clock_never_started),
    "clock_unknown": error(names.clock_unknown),
    "phase_malformed": error(clocks.phase_malformed),
    "expression_invalid": error(expressions.expression_invalid),
    "expression_foreign": error(expressions.expression_foreign),
    "expression_without_equals": error(expressions.expression_without_equals),
    "member_unknown": error(names.member_unknown),
    "name_unknown": warning(names.name_unknown),
    # what lies beside the diagram
    "manifest_missing": error(contents.manifest_missing),
    "manifest_field": error(contents.manifest_field),
    "policy_malformed": error(contents.policy_malformed),
    "decision_file_invalid": error(decisions.decision_file_invalid),
    "form_malformed": error(contents.form_malformed),
    "form_key": error(contents.form_key),
    "form_type": error(contents.form_type),
    "form_pattern": error(contents.form_pattern),
    "text_missing": warning(contents.text_missing),
    "locale_missing": warning(contents.locale_missing),
    "drawing_missing": warning(contents.drawing_missing),
}
