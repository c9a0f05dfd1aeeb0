"""bihuan users add, users grant, users revoke, users link, users token."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import click

from engine.errors import Rejection
from webapp.audit import log
from webapp.casework import directory, tokens
from webapp.casework.actors import SYSTEM
from webapp.commands.opening import opened
from webapp.database import connections
from webapp.database.connections import Connection
from webapp.organisation import accounts, password_links, positions
from webapp.organisation.positions import DutiesExclude
from webapp.passwords import hashed

REASON = "command line"


@click.group()
def users() -> None:
    """Accounts of staff and tokens of programs."""


@users.command()
@click.argument("login")
@click.option("--name", required=True, help="As colleagues see it.")
@click.option("--role", "roles", multiple=True, help="ROLE@UNIT, e.g. dispatcher@city; may be repeated.")
@click.password_option(help="Asked for when not given.")
def add(login: str, name: str, roles: tuple[str, ...], password: str) -> None:
    """Add an account."""
    with _open() as connection, connection.transaction():
        seats = [_seat(connection, role) for role in roles]
        units = directory.load(connection)
        user_id = accounts.add(connection, SYSTEM, units, login=login, name=name, password_hash=hashed(password))
        for role, unit in seats:
            positions.grant(connection, SYSTEM, units, user_id=user_id, role=role, unit=unit, reason=REASON)
    click.echo(f"user {user_id}: {login}")


@users.command()
@click.argument("login")
@click.argument("role")
@click.option("--reason", default=REASON, show_default=True)
@click.option("--in-spite", is_flag=True, help="Although the duties exclude each other; the log says so.")
def grant(login: str, role: str, reason: str, in_spite: bool) -> None:
    """Give LOGIN the position ROLE (ROLE@UNIT)."""
    with _open() as connection:
        name, unit = _seat(connection, role)
        new = positions.grant(
            connection, SYSTEM, directory.load(connection), user_id=_user(connection, login), role=name, unit=unit, reason=reason,
            in_spite=in_spite,
        )  # fmt: skip
    click.echo("granted" if new else "held already")


@users.command()
@click.argument("login")
@click.argument("role")
@click.option("--reason", default=REASON, show_default=True)
def revoke(login: str, role: str, reason: str) -> None:
    """Take the position ROLE (ROLE@UNIT) from LOGIN; what was claimed there goes back to the colleagues."""
    with _open() as connection:
        name, unit = _seat(connection, role)
        user = _user(connection, login)
        ended = positions.revoke(
            connection, SYSTEM, directory.load(connection), user_id=user, role=name, unit=unit, reason=reason
        )  # fmt: skip
    click.echo("revoked" if ended else "was not held")


@users.command()
@click.argument("login")
def link(login: str) -> None:
    """Print the end of a link by which LOGIN chooses a new password: once, within a day."""
    with _open() as connection:
        secret = password_links.make(connection, SYSTEM, directory.load(connection), _user(connection, login))
    click.echo(f"/new-password/{secret}")


@users.command()
@click.argument("login")
@click.option("--name", default=REASON, show_default=True, help="What the token is for.")
@click.option("--revoke", is_flag=True, help="End the tokens of this name instead; all of the account with --name ''.")
def token(login: str, name: str, revoke: bool) -> None:
    """Make an access token for programs, shown once; or end those that were made."""
    with _open() as connection:
        user_id = _user(connection, login, even_inactive=revoke)
        with connection.transaction():
            if revoke:
                click.echo(f"revoked={tokens.revoke(connection, user_id, name or None)}")
            else:
                click.echo(tokens.issue(connection, user_id, name))
            what = "token_revoked" if revoke else "token_issued"
            log.record(connection, "account_changed", "system", {"user": user_id, "what": what, "name": name})


@contextmanager
def _open() -> Iterator[Connection]:
    """What is refused ends the command with its reason."""
    opened()
    try:
        with connections.take() as connection:
            yield connection
    except DutiesExclude as refusal:
        clashes = ", ".join(f"{role} ({rule})" for rule, role in refusal.facts["clashes"])
        raise click.ClickException(f"the duties exclude each other: {clashes}; --in-spite does it all the same") from None
    except Rejection as refusal:
        raise click.ClickException(type(refusal).__doc__ or refusal.code) from None


def _user(connection: Connection, login: str, *, even_inactive: bool = False) -> int:
    row = connection.execute('SELECT id FROM "user" WHERE login = %s AND (active OR %s)', (login, even_inactive)).fetchone()
    if row is None:
        raise click.ClickException(f"there is no{'' if even_inactive else ' active'} account {login}")
    return int(str(row[0]))


def _seat(connection: Connection, role: str) -> tuple[str, str]:
    name, at, unit = role.partition("@")
    if not at or not name or not unit:
        raise click.ClickException(f"not ROLE@UNIT: {role}")
    if not connection.execute("SELECT 1 FROM org_unit WHERE code = %s AND active", (unit,)).fetchone():
        raise click.ClickException(f"no such unit: {unit}")
    return name, unit
