"""What each measure meant, kept: whoever reads an old report can look up what was counted. Written when a board is first shown
by a program that counts differently; a changed rule with an unchanged version is refused."""

from __future__ import annotations

import orjson

from engine.now import now
from webapp.boards.measures import MEASURES, STOCKS, Measure, Stock
from webapp.boards.measures.sums import BY_NAME
from webapp.database.connections import Connection
from webapp.i18n import LOCALES, text

KNOWN = "SELECT code, version, rule FROM measure_definition"
KEEP = "INSERT INTO measure_definition (code, version, rule, words, since) VALUES (%s, %s, %s, %s, %s) ON CONFLICT DO NOTHING"


class ChangedWithoutVersion(RuntimeError):
    """A measure counts something else than its version says: raise the version."""


def rule_of(one: Measure | Stock) -> dict[str, str]:
    """What is counted, as SQL over the facts."""
    if isinstance(one, Stock):
        return {"fact": "figure_case", "n": f"closed_on IS NULL AND {one.rule}"}
    found = {"kind": one.kind}
    for part, name in (("n", one.n), ("d", one.d)):
        if name:
            what = BY_NAME[name]
            found[part] = f"{what.amount or 'count'} of {what.fact} on {what.day} where {what.rule}"
    return found


def words_of(one: Measure | Stock) -> dict[str, dict[str, str]]:
    """Name, numerator and denominator for people, by language."""
    parts = ("name", "n", "d") if isinstance(one, Measure) and one.d else ("name", "n")
    return {locale: {part: text(locale, text_key(one, part)) for part in parts} for locale in LOCALES}


def text_key(one: Measure | Stock, part: str) -> str:
    kind = "stock" if isinstance(one, Stock) else "measure"
    return f"{kind}-{one.code.replace('_', '-')}" + ("" if part == "name" else f"-{part}")


def keep(connection: Connection) -> int:
    """Store the definitions that are not stored yet; how many. Raises ChangedWithoutVersion."""
    known = {(code, version): rule for code, version, rule in connection.execute(KNOWN)}
    new = 0
    for one in (*MEASURES, *STOCKS):
        code = text_key(one, "name")
        stored = known.get((code, one.version))
        if stored is None:
            words = orjson.dumps(words_of(one)).decode()
            connection.execute(KEEP, (code, one.version, orjson.dumps(rule_of(one)).decode(), words, now()))
            new += 1
        elif stored != rule_of(one):
            raise ChangedWithoutVersion(f"{code} {one.version}")
    return new
