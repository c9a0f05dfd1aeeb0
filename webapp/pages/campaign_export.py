"""The members of a campaign as a file: exactly what the filters of the page show."""

from __future__ import annotations

from flask import Blueprint
from flask.typing import ResponseReturnValue
from flask_login import login_required

from webapp.campaigns.listing import Member
from webapp.exports import Column, table_response
from webapp.pages.campaign_view import CampaignView, fitting, found
from webapp.pages.campaign_words import cause_name, class_name
from webapp.pages.limit_words import limit_words
from webapp.pages.names import category_name, name_of
from webapp.pages.process_texts import clock_name, outcome_name
from webapp.pages.texts import t

pages = Blueprint("campaign_export", __name__, url_prefix="/campaigns")


@pages.get("/<number>/members.<any(csv, xlsx):ending>")
@login_required
def export(number: str, ending: str) -> ResponseReturnValue:
    view = found(number, everything=True)
    return table_response(fitting(view.members), columns(view), kind=ending, name=f"{view.case.title}-{number}")


def columns(view: CampaignView) -> list[Column]:
    """Numbers, dates and words as on the page; the plan masked as on the page."""

    def graded(member: Member, part: str) -> str:
        entry = member.last_grading
        return limit_words(entry[part]) if entry and entry.get(part) else ""

    def plan(member: Member) -> str:
        return view.plans[member.plan].text if member.plan in view.plans else ""

    return [
        Column(heading=t("campaign-column-number"), value=lambda m: m.number, is_case=True),
        Column(heading=t("campaign-column-matter"), value=lambda m: m.title, width=40),
        Column(heading=t("campaign-column-category"), value=lambda m: category_name(m.category)),
        Column(heading=t("campaign-column-unit"), value=lambda m: name_of(*m.unit_names, m.unit)),
        Column(heading=t("campaign-column-holder"), value=lambda m: name_of(*m.holder_names)),
        Column(heading=t("campaign-column-clock"), value=lambda m: clock_name(m.definition, m.clock) if m.clock else ""),
        Column(heading=t("campaign-column-old-limit"), value=lambda m: graded(m, "old_limit")),
        Column(heading=t("campaign-column-old-due"), value=lambda m: m.due_at),
        Column(heading=t("campaign-column-new-limit"), value=lambda m: graded(m, "limit")),
        Column(heading=t("campaign-column-new-due"), value=lambda m: m.new_due),
        Column(heading=t("campaign-column-class"), value=lambda m: class_name(view, m.kind)),
        Column(heading=t("campaign-column-responsible"), value=lambda m: name_of(*m.responsible)),
        Column(heading=t("campaign-column-state"), value=lambda m: t(f"campaign-state-{m.state}")),
        Column(heading=t("campaign-column-ended"), value=lambda m: m.ended_at),
        Column(heading=t("campaign-column-outcome"), value=lambda m: outcome_name(m.definition, m.outcome)),
        Column(heading=t("campaign-column-reason"), value=lambda m: cause_name(view, m.reason)),
        Column(heading=t("campaign-column-plan"), value=plan, width=40),
        Column(heading=t("campaign-column-until"), value=lambda m: m.until),
    ]
