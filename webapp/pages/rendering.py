"""What every template can say and show: texts, names, time left, assets, icons, and the pages this person has."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from flask import Flask, current_app, g, request, url_for
from flask_login import current_user
from markupsafe import Markup

from webapp.casework.compartments import COMPARTMENTS
from webapp.casework.reading import SEES, sees
from webapp.i18n import negotiate
from webapp.pages import door_counts, files, inbox_way, keys, limit_words, names, outlines, process_texts, time_left, timeline
from webapp.pages.loop_mark import loop_mark
from webapp.pages.notices import unread_count
from webapp.pages.people import me
from webapp.pages.session import chosen_theme
from webapp.pages.texts import moment, t


@dataclass(frozen=True, slots=True, kw_only=True)
class Door:
    """An entry of the navigation; `name` is the blueprint's."""

    name: str
    endpoint: str
    icon: str


DOORS = (
    Door(name="inbox", endpoint="inbox.show", icon="inbox"),
    Door(name="grid", endpoint="grid.show", icon="pin"),
    Door(name="desk", endpoint="desk.show", icon="phone"),
    Door(name="clearance", endpoint="clearance.show", icon="clearance"),
    Door(name="campaign", endpoint="campaign.index", icon="done"),
    Door(name="petitions", endpoint="petitions.show", icon="message"),
    Door(name="supervision", endpoint="supervision.show", icon="flag"),
    Door(name="board", endpoint="board.show", icon="chart"),
    Door(name="knowledge", endpoint="knowledge.show", icon="file"),
    Door(name="audit", endpoint="audit.show", icon="eye"),
    Door(name="studio", endpoint="studio.show", icon="route"),
    Door(name="organisation", endpoint="organisation.show", icon="user"),
    Door(name="incidents", endpoint="incidents.show", icon="overdue"),
)


def register(app: Flask) -> None:
    app.before_request(_choose_locale)
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals.update(
        t=t, moment=moment, asset=asset, styles=styles, icon=icon, me=me, theme=chosen_theme, doors=doors, is_here=is_here,
        waits_behind=door_counts.waits_behind,
        name_of=names.name_of, unit_name=names.unit_name, person_name=names.person_name, role_name=names.role_name,
        phase_name=names.phase_name, element_name=process_texts.element_name, outcome_name=process_texts.outcome_name,
        process_name=process_texts.process_name, clock_name=process_texts.clock_name, field_label=process_texts.field_label,
        field_hint=process_texts.field_hint, option_label=process_texts.option_label, ledger_line=timeline.ledger_line,
        category_name=names.category_name, keys_table=keys.keys_table, way_of=inbox_way.way_of,
        limit_words=limit_words.limit_words, time_left=time_left.time_left, how_late=time_left.how_late,
        outline_of=outlines.outline_of, element_kind=outlines.element_kind,
        unread_count=unread_count, loop_mark=loop_mark, compartments=COMPARTMENTS, uploads_of=files.uploads_of,
        file_shown=files.file_shown,
    )  # fmt: skip


def _choose_locale() -> None:
    account = current_user.locale if request.endpoint != "static" and current_user.is_authenticated else None
    g.locale = negotiate(account, request.cookies.get("bihuan_locale"), request.headers.get("Accept-Language"))


def is_here(door: Door) -> bool:
    """Whether the page that is shown lies behind this door: of its blueprint, or below its address."""
    return request.blueprint == door.name or request.path.startswith(f"{url_for(door.endpoint).rstrip('/')}/")


def doors() -> list[Door]:
    """The pages this person has, in the order of the navigation."""
    return [door for door in DOORS if door.name not in SEES or sees(me().actor, door.name)]


@lru_cache(maxsize=1)
def _built(folder: str) -> dict[str, dict[str, list[str] | str]]:
    """What the build made; empty when the assets are not built, and then pages look bare but work."""
    manifest = Path(folder) / "dist" / "manifest.json"
    return json.loads(manifest.read_text()) if manifest.exists() else {}


def _entry(name: str) -> dict[str, list[str] | str]:
    return _built(current_app.static_folder or "").get(f"scripts/{name}.js", {})


def asset(name: str) -> str:
    """The address of the script `name` (assets/scripts/<name>.js)."""
    return url_for("static", filename=f"dist/{_entry(name).get('file', f'{name}.js')}")


def styles(name: str) -> list[str]:
    """The addresses of the style sheets that the script `name` and what it imports bring."""
    return [file for file in asset_files(name) if file.endswith(".css")]


def asset_files(name: str) -> list[str]:
    """The addresses of all files of the script `name`: itself, what it imports, their styles."""
    found, waiting = [], [f"scripts/{name}.js"]
    while waiting:
        entry = _built(current_app.static_folder or "").get(waiting.pop(), {})
        found += [str(entry["file"])] if "file" in entry else []
        found += entry.get("css", [])
        waiting += entry.get("imports", [])
    return [url_for("static", filename=f"dist/{file}") for file in dict.fromkeys(found)]


@lru_cache(maxsize=64)
def icon(name: str) -> Markup:
    """An icon of the sprite; words beside it carry the meaning."""
    address = url_for("static", filename="dist/icons.svg", v=str(_entry("app").get("file", ""))[-11:-3])
    return Markup('<svg class="icon" aria-hidden="true"><use href="{}#{}"></use></svg>').format(address, name)
