"""The clearance list as a file: one line per case, as on the page."""

from __future__ import annotations

from webapp.casework.queries.late_lines import LateCase
from webapp.exports import Column
from webapp.pages.names import category_name, name_of
from webapp.pages.process_texts import clock_name, element_name, outcome_name
from webapp.pages.texts import moment, t
from webapp.pages.time_left import how_late


def columns() -> list[Column]:
    return [
        Column(heading=t("clearance-column-number"), value=lambda row: row.case.number, is_case=True),
        Column(heading=t("clearance-column-matter"), value=lambda row: row.case.title, width=40),
        Column(heading=t("column-category"), value=lambda row: category_name(row.case.category)),
        Column(heading=t("clearance-column-unit"), value=lambda row: name_of(*row.lead.unit_names, row.lead.unit)),
        Column(heading=t("clearance-column-clock"), value=lambda row: clock_name(row.case.definition, row.lead.clock)),
        Column(heading=t("clearance-column-due"), value=lambda row: row.lead.due_at),
        Column(heading=t("clearance-column-new-due"), value=lambda row: row.lead.new_due_at),
        Column(heading=t("clearance-column-late"), value=lambda row: how_late(row.lead)),
        Column(heading=t("clearance-column-others"), value=_others, width=40),
        Column(heading=t("clearance-column-level"), value=lambda row: t(f"level-{row.level}")),
        Column(heading=t("clearance-column-next"), value=_next, width=24),
        Column(heading=t("clearance-column-holder"), value=_holder, width=30),
        Column(heading=t("clearance-column-since"), value=lambda row: row.holders[0].since if row.holders else None),
        Column(
            heading=t("clearance-column-campaign"), value=lambda row: t("list-comma").join(title for _, title in row.campaigns)
        ),
        Column(heading=t("clearance-column-done-at"), value=lambda row: row.lead.stopped_at),
        Column(heading=t("clearance-column-cleared-at"), value=lambda row: row.cleared_at),
        Column(heading=t("clearance-column-outcome"), value=lambda row: outcome_name(row.case.definition, row.case.outcome)),
    ]


def _others(row: LateCase) -> str:
    return t("semicolon").join(f"{clock_name(row.case.definition, other.clock)} {how_late(other)}" for other in row.others)


def _next(row: LateCase) -> str:
    watch = row.watch
    if watch is None or watch.next_level is None or watch.rises_at is None:
        return ""
    return t("clearance-next", level=t(f"level-{watch.next_level}"), at=moment(watch.rises_at))


def _holder(row: LateCase) -> str:
    return t("semicolon").join(
        " ".join(
            (name_of(*holder.unit_names, holder.unit), name_of(*holder.person), element_name(row.case.definition, holder.element))
        )
        for holder in row.holders
    )
