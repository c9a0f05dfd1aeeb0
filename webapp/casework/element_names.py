"""Names of the elements and clocks of a stored process folder, without building it."""

from __future__ import annotations

from collections.abc import Mapping

import orjson
from lxml import etree


def element_names(files: Mapping[str, str], locale: str) -> dict[str, str]:
    """id -> name as drawn, translated where the folder has a translation into `locale`. `files`: path -> text of the folder."""
    if "process.bpmn" not in files:
        return {}
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    tree = etree.fromstring(files["process.bpmn"].encode(), parser)
    drawn = {str(node.get("id")): str(node.get("name")) for node in tree.iter() if node.get("id") and node.get("name")}
    return {**drawn, **_translated(files, locale).get("elements", {})}


def clock_names(files: Mapping[str, str], locale: str) -> dict[str, str]:
    """Name of a clock -> what people call it."""
    manifest = orjson.loads(files.get("manifest.json", "{}"))
    return {**manifest.get("texts", {}).get("clocks", {}), **_translated(files, locale).get("clocks", {})}


def _translated(files: Mapping[str, str], locale: str) -> dict[str, dict[str, str]]:
    return orjson.loads(files.get(f"locale/{locale}.json", "{}"))  # type: ignore[no-any-return]
