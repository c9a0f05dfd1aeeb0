"""A scenario goes into scenarios.yaml at its end; what stands there already stays as its authors wrote it, comments included."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import yaml

from engine.errors import Rejection
from engine.scenarios.scenario import LOADER

WIDTH = 130


class NameTaken(Rejection):
    """There is a scenario of this name already."""


class NotReadable(Rejection):
    """scenarios.yaml cannot be read as it is; put it in order first."""


def with_scenario(text: str, name: str, story: Mapping[str, Any]) -> str:
    """The file with one more scenario. Errors: NameTaken, NotReadable."""
    before = _content(text)
    names = [str(entry.get("name")) for entry in before.get("scenarios") or ()]
    if name in names:
        raise NameTaken(name=name)
    entry = {"name": name, **_plain(story)}
    block = yaml.safe_dump([entry], allow_unicode=True, sort_keys=False, width=WIDTH, default_flow_style=None)
    indented = "".join(f"  {line}\n" for line in block.splitlines())
    appended = f"{text.rstrip()}\n\n{indented}" if names else f"{text.rstrip()}\n\nscenarios:\n{indented}".lstrip()
    try:
        after = _content(appended)
        is_kept = after.get("scenarios") == [*(before.get("scenarios") or ()), entry]
    except NotReadable:
        is_kept = False
    if is_kept:
        return appended
    # somebody ordered the file in another way: written anew, it says the same
    whole = {**before, "scenarios": [*(before.get("scenarios") or ()), entry]}
    return yaml.dump(whole, Dumper=_NoAliases, allow_unicode=True, sort_keys=False, width=WIDTH)


class _NoAliases(yaml.SafeDumper):
    def ignore_aliases(self, data: Any) -> bool:
        return True


def _content(text: str) -> dict[str, Any]:
    try:
        content = LOADER(text).get_single_data() if text.strip() else {}
    except Exception as wrong:
        raise NotReadable from wrong
    if content is None:
        return {}
    if not isinstance(content, dict) or not isinstance(content.get("scenarios") or [], list):
        raise NotReadable
    return content


def _plain(value: Any) -> Any:
    """Without shared parts, which YAML would write as references."""
    if isinstance(value, Mapping):
        return {str(name): _plain(item) for name, item in value.items()}
    return [_plain(item) for item in value] if isinstance(value, list | tuple) else value
