"""The address of the try tab."""

from __future__ import annotations

from flask import Blueprint

from webapp.pages.studio.blueprint import guard

pages = Blueprint("studio_trial", __name__, url_prefix="/studio/drafts/<int:draft>/try")
pages.before_request(guard)
