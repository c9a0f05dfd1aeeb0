"""axe finds no serious accessibility problem on any page: one person after the other follows links until every page was seen
once, wide in Chinese and light, then narrow in English and dark. A page nobody reaches by links is itself a finding."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from urllib.parse import urljoin, urlsplit

import pytest
from lxml import html as parser
from werkzeug.exceptions import HTTPException

from tests.browser.axe import problems_in_both
from tests.browser.conftest import Desk, Site
from tests.browser.test_accessibility_behind_forms import WAYS
from webapp.demo import life

DeskOf = Callable[..., Desk]

NEW, KNOWN, INBOX = 3, 1, 4
"""Links of one kind that a person follows: while nobody has seen it, afterwards, and to the lists everything begins from."""
PEOPLE = (
    "intake", "lp-roads-clerk", "lp-roads-leader", "dispatch", "supervise", "mayor", "quality", "callback", "call", "audit",
    "dpo", "model", "review", "release", "admin", "lp10101-gw", None,
)  # fmt: skip
"""Between them they have every page; None: nobody is signed in."""
START = {None: ("/", "/sign-in", "/request", "/follow")}
NOT_PAGES = (
    "static", "health", "api", "session.leave", "grid.current", "grid.session", "grid.worker", "grid.offline", "campaign_steps",
    "clearance.counts", "clearance.ages", "attachments.download", "attachments.small", "board.outlines", "case.diagram",
    "case.find", "knowledge.for_task", "notices.bell", "audit.find_case", "incidents.diagram", "incidents.outline",
    "incidents.progress", "mining.diagram", "mining.log_states", "mining.order_states", "mining.take", "releases.draft_file",
    "releases.draft_outline", "releases.version_file", "releases.version_outline", "replay.diagram", "replay.fragment",
    "replay.plain", "studio.choices", "studio.list_comments", "studio.list_files", "studio.read_file", "studio_trial.diagram",
    "studio_what_if.state",
)  # fmt: skip
"""Answers that are not pages for people: files, JSON, feeds, parts of pages; and the way out."""


@pytest.fixture(scope="module")
def lively(site: Site) -> Site:
    """The demo city with its month of life."""
    life.populate()
    return site


@dataclass(slots=True)
class Visit:
    """Kinds of pages seen (endpoint -> an address), and those that axe has looked at."""

    site: Site
    seen: dict[str, str] = field(default_factory=dict)
    examined: set[str] = field(default_factory=set)

    def endpoint(self, url: str) -> str | None:
        """The kind of page behind a link; None: not a page of ours."""
        parts = urlsplit(url)
        if f"{parts.scheme}://{parts.netloc}" != self.site.address:
            return None
        try:
            name, _ = self.site.app.url_map.bind("").match(parts.path, method="GET")
        except HTTPException:
            return None
        return None if name.startswith(NOT_PAGES) else str(name)

    def walk(self, desk: Desk, starts: tuple[str, ...]) -> Iterator[str]:
        """The addresses of pages of a kind not seen before, found by following a few links of each kind."""
        queue, passed = [self.site.address + path for path in starts], Counter[str]()
        known = set(queue)
        while queue:
            url = queue.pop(0)
            kind = self.endpoint(url)
            most = INBOX if kind == "inbox.show" else KNOWN if kind in self.examined else NEW
            if kind is None or passed[kind] >= most:
                continue
            answer = desk.page.request.get(url)
            passed[kind] += 1
            if "text/html" not in answer.headers.get("content-type", ""):
                self.seen[kind] = url
                continue
            tree = parser.fromstring(answer.text(), base_url=answer.url)
            links = dict.fromkeys(urljoin(answer.url, str(link)).partition("#")[0] for link in tree.xpath("//a/@href"))
            queue += [link for link in links if link not in known]
            known.update(links)
            arrived = self.endpoint(answer.url)
            self.seen.setdefault(kind, answer.url)
            if arrived == kind and kind not in self.examined:
                self.examined.add(kind)
                yield answer.url


@pytest.fixture(scope="module")
def visit(lively: Site) -> Visit:
    """One visit, of all people together."""
    return Visit(lively)


@pytest.mark.parametrize("login", PEOPLE)
def test_no_page_has_a_serious_accessibility_problem(visit: Visit, desk_of: DeskOf, login: str | None) -> None:
    desk = desk_of(login)
    findings = []
    for url in visit.walk(desk, START.get(login, ("/inbox",))):
        desk.go(url.removeprefix(desk.address))
        findings += problems_in_both(desk.page, login)
    assert "\n".join(findings) == ""


def test_every_page_was_seen(visit: Visit) -> None:
    """By all of them together: it comes after their walks."""
    pages = {
        rule.endpoint for rule in visit.site.app.url_map.iter_rules()
        if "GET" in (rule.methods or ()) and not rule.endpoint.startswith(NOT_PAGES)
    }  # fmt: skip
    assert " ".join(sorted(pages - set(visit.seen) - WAYS.keys())) == ""
