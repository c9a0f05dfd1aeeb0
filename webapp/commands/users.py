"""bihuan users add, users token."""

from __future__ import annotations

import click
import psycopg

from webapp.audit import log
from webapp.casework import tokens
from webapp.commands.opening import opened
from webapp.database import connections
from webapp.passwords import hashed


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
    opened()
    with connections.take() as connection:
        try:
            with connection.transaction():
                user_id = _add(connection, login, name, password)
                for role in roles:
                    _give(connection, user_id, role)
                log.record(connection, "account_changed", "system", {"user": user_id, "what": "added"})
                for role_name, _, unit in (role.partition("@") for role in roles):
                    log.record(connection, "position_granted", "system", {"user": user_id, "role": role_name, "unit": unit})
        except psycopg.errors.UniqueViolation:
            raise click.ClickException(f"there is an account {login} already") from None
        except psycopg.errors.ForeignKeyViolation as wrong:
            raise click.ClickException(f"no such unit: {wrong.diag.message_detail}") from None
    click.echo(f"user {user_id}: {login}")


@users.command()
@click.argument("login")
@click.option("--name", default="command line", show_default=True, help="What the token is for.")
@click.option("--revoke", is_flag=True, help="End the tokens of this name instead; all of the account with --name ''.")
def token(login: str, name: str, revoke: bool) -> None:
    """Make an access token for programs, shown once; or end those that were made."""
    opened()
    with connections.take() as connection:
        active = "" if revoke else " AND active"
        row = connection.execute(f'SELECT id FROM "user" WHERE login = %s{active}', (login,)).fetchone()
        if row is None:
            raise click.ClickException(f"there is no{' active' if active else ''} account {login}")
        user_id = int(str(row[0]))
        if revoke:
            click.echo(f"revoked={tokens.revoke(connection, user_id, name or None)}")
        else:
            click.echo(tokens.issue(connection, user_id, name))
        what = "tokens revoked" if revoke else "token issued"
        log.record(connection, "account_changed", "system", {"user": user_id, "what": what, "name": name})


def _add(connection: connections.Connection, login: str, name: str, password: str) -> int:
    row = connection.execute(
        """INSERT INTO "user" (login, name, password_hash, locale, active, failed_sign_ins)
           VALUES (%s, %s, %s, 'zh_CN', true, 0) RETURNING id""",
        (login, name, hashed(password)),
    ).fetchone()
    assert row is not None
    return row[0]  # type: ignore[return-value]


def _give(connection: connections.Connection, user_id: int, role: str) -> None:
    role_name, at, unit = role.partition("@")
    if not at or not role_name or not unit:
        raise click.ClickException(f"not ROLE@UNIT: {role}")
    connection.execute('INSERT INTO "position" (user_id, unit, role) VALUES (%s, %s, %s)', (user_id, unit, role_name))
