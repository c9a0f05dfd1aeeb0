"""Functions on contexts."""

from __future__ import annotations

from typing import Any

from engine.feel import limits
from engine.feel.builtins.registry import builtin
from engine.feel.run import Run
from engine.feel.values import Context, List


@builtin("get value(m: context, key: string)")
def get_value(run: Run, m: Context, key: str) -> Any:
    """The entry of this name."""
    return m.get(key)


@builtin("get value(context: context, keys: list)")
def get_deep_value(run: Run, context: Any, keys: List) -> Any:
    """The entry at the end of the path of names."""
    for key in keys:
        if type(context) is not Context or not isinstance(key, str):
            return None
        context = context.get(key)
    return context if keys else None


@builtin("get entries(m: context)")
def get_entries(run: Run, m: Context) -> List:
    """Every entry as a context of key and value."""
    run.spend_items(len(m))
    return List(Context(key=key, value=value) for key, value in m.items())


@builtin("context(entries: list)")
def context(run: Run, entries: List) -> Context | None:
    """A context of entries that have key and value; null when a key comes twice."""
    run.spend_items(len(entries))
    result = Context()
    for entry in entries:
        if type(entry) is not Context or "value" not in entry or not isinstance(key := entry.get("key"), str) or key in result:
            return None
        result[key] = entry["value"]
    return result


@builtin("context put(context: context, key: string, value: Any)")
def context_put(run: Run, context: Context, key: str, value: Any) -> Context:
    """The context with this entry added or changed."""
    run.spend_items(len(context))
    return _put(context, key, value)


@builtin("context put(context: context, keys: list, value: Any)")
def context_put_deep(run: Run, context: Context, keys: List, value: Any) -> Context | None:
    """The context with the entry at the end of the path of names added or changed."""
    run.spend_items(len(context))
    if not keys or len(keys) > limits.DATA_DEPTH or not isinstance(keys[0], str):
        return None
    if len(keys) == 1:
        return _put(context, keys[0], value)
    inner = context.get(keys[0])
    if type(inner) is not Context:
        return None
    changed = context_put_deep(run, inner, List(keys[1:]), value)
    return None if changed is None else _put(context, keys[0], changed)


@builtin("context merge(contexts: list)")
def context_merge(run: Run, contexts: List) -> Context | None:
    """One context of all entries; of those with the same name the last counts."""
    result = Context()
    for item in contexts:
        if type(item) is not Context:
            return None
        run.spend_items(len(item))
        result.update(item)
    return result


def _put(context: Context, key: str, value: Any) -> Context:
    result = Context(context)
    result[key] = value
    return result
