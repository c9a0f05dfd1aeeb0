"""A log keeps to the XML schema of IEEE 1849: what may stand in what, in which order, and of which type.

That schema has no target namespace, so that nothing with the usual `xmlns="http://www.xes-standard.org/"` is valid by it as it
stands, and nothing without is read by tools: namespaces are left aside here, as the tools do."""

from __future__ import annotations

import io
import re
from datetime import datetime
from itertools import groupby

import pytest
from lxml import etree

from tests.support import town
from webapp.database.connections import Connection
from webapp.eventlogs import xes
from webapp.eventlogs.pseudonyms import Pseudonyms
from webapp.eventlogs.reading import Reader, Selection

VALUES = {
    "string": str, "date": datetime.fromisoformat, "int": int, "float": float, "boolean": {"true": 1, "false": 0}.__getitem__,
    "id": str,
}  # fmt: skip
ATTRIBUTES = (*VALUES, "list")
ORDER = {
    "log": ("extension", "global", "classifier", "attribute", "trace", "event"), "trace": ("attribute", "event"),
    "event": ("attribute",), "global": ("attribute",),
}  # fmt: skip
REQUIRED = {"extension": {"name", "prefix", "uri"}, "classifier": {"name", "keys"}, "log": {"xes.version"}}
NAME, NCNAME = re.compile(r"[^\W\d][\w.:-]*"), re.compile(r"[^\W\d][\w.-]*")
STANDARD = {"concept", "lifecycle", "time", "org"}


@pytest.fixture
def log(connection: Connection) -> etree._Element:
    town.build(connection)
    town.complete(town.start(title="路灯 <不亮>").case_id, town.CLERK)
    target = io.BytesIO()
    xes.write(Reader(connection, Pseudonyms(bytes(32)), "zh_CN").cases(Selection()), target)
    return etree.fromstring(target.getvalue())


def kind(element: etree._Element) -> str:
    return etree.QName(element).localname


def test_everything_stands_where_the_schema_wants_it(log: etree._Element) -> None:
    for element in log.iter():
        inside = ["attribute" if kind(one) in ATTRIBUTES else kind(one) for one in element]
        groups = [name for name, _ in groupby(inside)]
        allowed = ORDER.get(kind(element), ())
        assert groups == [name for name in allowed if name in groups], f"{kind(element)}: {groups}"
        assert REQUIRED.get(kind(element), set()) <= set(element.attrib)


def test_names_and_values_are_of_the_types_of_the_schema(log: etree._Element) -> None:
    float(str(log.get("xes.version")))
    for element in log.iter(*(f"{{*}}{name}" for name in VALUES)):
        assert NAME.fullmatch(str(element.get("key"))), element.get("key")
        VALUES[kind(element)](str(element.get("value")))
    for element in log.iterfind("{*}extension"):
        assert NCNAME.fullmatch(str(element.get("name")))
        assert NCNAME.fullmatch(str(element.get("prefix")))
    for element in log.iterfind("{*}classifier"):
        assert NCNAME.fullmatch(str(element.get("name")))


def test_it_is_of_level_c_and_what_is_ours_says_so(log: etree._Element) -> None:
    """C: case, activity, transition, time and resource on every event; other keys carry our own prefix."""
    keys = {one.get("key") for one in log.iterfind("{*}global[@scope='event']/*")}
    assert keys >= {"concept:name", "lifecycle:transition", "time:timestamp", "org:resource"}
    for event in log.iterfind("{*}trace/{*}event"):
        here = [str(one.get("key")) for one in event]
        assert keys <= set(here)
        assert len(here) == len(set(here))
        assert {key.partition(":")[0] for key in here} <= STANDARD | {"bihuan"}
    declared = {one.get("prefix") for one in log.iterfind("{*}extension")}
    assert declared == STANDARD
