"""Tables only. Rows of cases are written by casework.execute alone; everything else here is configuration or read model."""

from webapp.models.audit import AuditEvent, AuditHead, VerificationRun
from webapp.models.base import db
from webapp.models.calendar import CalendarDay, CalendarWindow, Policy
from webapp.models.campaign import Campaign, CampaignItem
from webapp.models.case import Case, CaseEvent, CaseLink, Command, RequesterCode
from webapp.models.clearance import ClearanceEntry
from webapp.models.clock import ClockEntry, ClockRow, DueTimer
from webapp.models.dated_table import DatedTableRow
from webapp.models.definition import Definition, Deployment
from webapp.models.document import Attachment
from webapp.models.draft import Draft
from webapp.models.figure import CaseFigure, MeasureDefinition, PromiseFigure, UnitArea
from webapp.models.foreign import ForeignCase, ForeignEvent, ForeignLog, ForeignMapping, LogOrder, LogOrderCase
from webapp.models.inbox import CaseSeen, InboxSetting, SavedView, Watch
from webapp.models.knowledge import Snippet, SnippetVersion
from webapp.models.message import MessageIn, MessageOut
from webapp.models.move import MoveBatch, MoveItem
from webapp.models.notice import Delivery, Notice, NoticeSetting, PersonalNotice
from webapp.models.organisation import Category, OrgUnit
from webapp.models.organisation_history import OrgUnitHistory, PositionHistory, UserHistory
from webapp.models.people import ApiToken, Party, PartyRecord, PasswordLink, Position, PositionPlan, User
from webapp.models.release import IncidentRetry, IncidentRetryItem, ModelRelease, ModelReview
from webapp.models.retention import Disposal, LegalHold, RetentionRule
from webapp.models.revision import Revision
from webapp.models.sample import Sample, SampleItem
from webapp.models.seal import SealedCase, SealKeyRow, SealLeaf, SealRow
from webapp.models.search import CaseSearch
from webapp.models.standing import CompartmentGrant, Delegation, Recusal
from webapp.models.studio import StudioComment, StudioDraft, StudioVersion
from webapp.models.supervision import Card, SupervisionTrigger
from webapp.models.trial import TrialRun, WhatIf
from webapp.models.work import IncidentRow, WorkItem

__all__ = [
    "ApiToken",
    "Attachment",
    "AuditEvent",
    "AuditHead",
    "CalendarDay",
    "CalendarWindow",
    "Campaign",
    "CampaignItem",
    "Card",
    "Case",
    "CaseEvent",
    "CaseFigure",
    "CaseLink",
    "CaseSearch",
    "CaseSeen",
    "Category",
    "ClearanceEntry",
    "ClockEntry",
    "ClockRow",
    "Command",
    "CompartmentGrant",
    "DatedTableRow",
    "Definition",
    "Delegation",
    "Delivery",
    "Deployment",
    "Disposal",
    "Draft",
    "DueTimer",
    "ForeignCase",
    "ForeignEvent",
    "ForeignLog",
    "ForeignMapping",
    "InboxSetting",
    "IncidentRetry",
    "IncidentRetryItem",
    "IncidentRow",
    "LegalHold",
    "LogOrder",
    "LogOrderCase",
    "MeasureDefinition",
    "MessageIn",
    "MessageOut",
    "ModelRelease",
    "ModelReview",
    "MoveBatch",
    "MoveItem",
    "Notice",
    "NoticeSetting",
    "OrgUnit",
    "OrgUnitHistory",
    "Party",
    "PartyRecord",
    "PasswordLink",
    "PersonalNotice",
    "Policy",
    "Position",
    "PositionHistory",
    "PositionPlan",
    "PromiseFigure",
    "Recusal",
    "RequesterCode",
    "RetentionRule",
    "Revision",
    "Sample",
    "SampleItem",
    "SavedView",
    "SealKeyRow",
    "SealLeaf",
    "SealRow",
    "SealedCase",
    "Snippet",
    "SnippetVersion",
    "StudioComment",
    "StudioDraft",
    "StudioVersion",
    "SupervisionTrigger",
    "TrialRun",
    "UnitArea",
    "User",
    "UserHistory",
    "VerificationRun",
    "Watch",
    "WhatIf",
    "WorkItem",
    "db",
]
