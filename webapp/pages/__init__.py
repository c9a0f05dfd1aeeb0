"""Pages for people: one blueprint each. A page checks what was typed, asks a query or sends a command, and renders."""

from __future__ import annotations

from flask import Flask
from flask_wtf import CSRFProtect

from webapp.pages import (
    attachments,
    audit,
    audit_findings,
    audit_retention,
    audit_samples,
    board,
    campaign,
    campaign_export,
    campaign_steps,
    case,
    case_actions,
    case_outline,
    case_ways,
    clearance,
    clearances,
    deputies,
    desk,
    drafts,
    errors,
    grid_offline,
    health,
    inbox,
    inbox_bulk,
    inbox_export,
    inbox_live,
    inbox_views,
    incidents,
    knowledge,
    looks,
    mining,
    moves,
    notices,
    organisation,
    passwords,
    people,
    petitions,
    protection,
    public,
    public_progress,
    recusals,
    releases,
    rendering,
    replay,
    rules,
    session,
    snap,
    studio,
    supervision,
    tables,
)
from webapp.pages import task as task_page
from webapp.pages.studio import findings as studio_findings
from webapp.pages.studio import forms as studio_forms
from webapp.pages.studio import tables as studio_tables
from webapp.pages.studio import texts as studio_texts
from webapp.pages.studio import trial as studio_trial
from webapp.pages.studio import what_if as studio_what_if

INBOX = (inbox, inbox_bulk, inbox_export, inbox_live, inbox_views)
CAMPAIGN = (campaign, campaign_steps, campaign_export)
ACCESS = (notices, deputies, recusals, clearances, looks, organisation, passwords, rules)
OVERSIGHT = (audit, supervision, petitions, incidents, audit_findings, audit_samples, audit_retention)
STUDIO = (
    studio, studio_findings, studio_tables, studio_trial, studio_what_if, studio_forms, studio_texts, tables, releases, moves,
)  # fmt: skip
BLUEPRINTS = (
    session, *INBOX, grid_offline, snap, task_page, case, replay, case_outline, case_actions, case_ways, attachments, drafts,
    knowledge, desk, public, public_progress, clearance, *CAMPAIGN, *OVERSIGHT, board, mining, *ACCESS, *STUDIO, health,
)  # fmt: skip


def register(app: Flask) -> None:
    """Put every page, and what all pages share, into `app`."""
    attachments.allow_large_uploads(app)  # before anything looks into a form
    studio.sizes.allow(app)
    mining.sizes.allow(app)
    people.manager.init_app(app)
    rendering.register(app)  # before the form tokens: their refusal is a page in the reader's language
    CSRFProtect(app)
    protection.register(app)
    errors.register(app)
    for module in BLUEPRINTS:
        app.register_blueprint(module.pages)
