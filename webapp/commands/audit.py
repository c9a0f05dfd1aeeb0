"""bihuan seal, verify, prove."""

from __future__ import annotations

import time
from pathlib import Path

import click

from engine.now import now
from webapp.audit import sealing
from webapp.audit.verify import IN_LOG, Finding
from webapp.commands.opening import opened
from webapp.i18n import LOCALES
from webapp.proof.contents import NoSuchCase
from webapp.proof.making import make


@click.command()
def seal() -> None:
    """Seal the events since the last seal; the worker does this every ten minutes by itself."""
    opened()
    made = sealing.current().seal(now())
    click.echo(f"seals={len(made)} events={sum(one.content['events'] for one in made)}")


@click.command()
@click.option("--copy", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="Copy of the seals kept elsewhere.")
def verify(copy: Path | None) -> None:
    """Recompute every hash, seal and signature; name everything that does not hold and exit 1."""
    opened()
    started = time.perf_counter()
    try:
        report = sealing.current().verify(copy)
    except ValueError as unreadable:
        raise click.ClickException(f"the copy of the seals cannot be read: {unreadable}") from unreadable
    for finding in report.findings:
        click.echo(line(finding))
    if report.broken > len(report.findings):
        click.echo(f"... and {report.broken - len(report.findings)} more")
    rate = report.events / max(time.perf_counter() - started, 0.001)
    click.echo(
        f"cases={report.cases} events={report.events} seals={report.seals} unsealed={report.unsealed} broken={report.broken} "
        f"events_per_second={rate:.0f}"
    )
    if report.broken:
        raise SystemExit(1)


@click.command()
@click.argument("number")
@click.option(
    "--to", "target", type=click.Path(dir_okay=False, path_type=Path), help="File to write. Default NUMBER.proof.zip here."
)
@click.option("--with-documents", is_flag=True, help="Attached files too, in clear: they may hold personal data.")
@click.option("--language", type=click.Choice(LOCALES), default=LOCALES[0], help="Of the report.", show_default=True)
def prove(number: str, target: Path | None, with_documents: bool, language: str) -> None:
    """Write a package that proves the history of one case without this system; webapp/proof/verify_proof.py checks it."""
    opened()
    target = target or Path(f"{number}.proof.zip")
    try:
        contents = make(target, number, by="system", locale=language, with_documents=with_documents)
    except NoSuchCase as missing:
        raise click.ClickException(f"there is no case {number}") from missing
    click.echo(
        f"{target}: events={len(contents.events)} seals={len(contents.seals)} public_key={sealing.current().key.public.hex()}"
    )


def line(finding: Finding) -> str:
    """seal 3: what it means; case 20260302-000001, event 7: what it means; log of the office, event 7: what it means."""
    places = []
    if finding.seal is not None:
        places.append(f"seal {finding.seal}")
    if finding.case is not None:
        places.append("log of the office" if finding.case == IN_LOG else f"case {finding.case}")
    if finding.seq is not None:
        places.append(f"event {finding.seq}")
    return f"{', '.join(places)}: {MEANING[finding.what]} ({finding.what})"


MEANING = {
    "event_gap": "this event is missing",
    "event_link": "does not follow the event before it: events were exchanged or rewritten",
    "event_content": "was changed after it was recorded",
    "event_head": "is the last one, but the case knows a later one: the end was cut off",
    "case_without_events": "has no history at all",
    "events_without_case": "the case of these events is missing",
    "sealed_events_missing": "a seal covers this and later events, which are missing",
    "sealed_event_differs": "is not the event that was sealed: the history was rewritten from here or earlier",
    "range_missing": "no seal covers this and the next events, though later ones are sealed",
    "seal_changed": "was changed after it was made",
    "seal_forged": "the signature is not that of its key",
    "seal_unlinked": "does not follow the seal before it",
    "seal_missing": "this seal is missing",
    "seal_rolled_back": "the copy outside has this seal, the database has not: it was rolled back",
    "seal_differs_from_copy": "is not the seal that was copied outside",
    "leaves_changed": "what it covers was changed",
    "key_unknown": "is signed with a key that nobody vouches for",
    "algorithm_unknown": "names an algorithm this program does not know",
}
