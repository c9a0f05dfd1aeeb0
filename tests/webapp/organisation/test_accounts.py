"""Accounts and passwords: an administrator makes, locks and signs out; the password is chosen by the person alone."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from engine.errors import Rejection
from engine.now import Traveller
from tests.support import offices, town
from tests.support.offices import ADMIN, LOCAL, logged
from webapp.casework import directory, tokens
from webapp.casework.access import NotAllowed
from webapp.casework.actors import Actor
from webapp.database.connections import Connection
from webapp.organisation import accounts, password_links
from webapp.organisation.accounts import LoginTaken, UnfitLogin, UnfitName
from webapp.organisation.password_links import LinkSpent, WeakPassword, WrongPassword
from webapp.passwords import matches

SYSADMIN = Actor(kind="user", user_id=6, positions=frozenset({("sys_admin", "city")}))


@pytest.fixture(autouse=True)
def _town(connection: Connection, clock: Traveller) -> None:
    offices.build(connection)


def add(connection: Connection, by: Actor = ADMIN, **changed: Any) -> int:
    wanted = {"login": "wang.fang", "name": "王芳", **changed}
    return accounts.add(connection, by, directory.load(connection), **wanted)


def account(connection: Connection, user: int) -> Any:
    return connection.execute('SELECT active, session_number, locked_until FROM "user" WHERE id = %s', (user,)).fetchone()


def test_a_new_account_opens_for_nobody_until_its_link_was_used(connection: Connection) -> None:
    user = add(connection)
    secret = password_links.make(connection, ADMIN, directory.load(connection), user)
    assert password_links.choose(connection, secret, "a long enough one") == "wang.fang"
    row: Any = connection.execute('SELECT password_hash FROM "user" WHERE id = %s', (user,)).fetchone()
    assert matches(row[0], "a long enough one")
    assert [one["what"] for one in logged(connection, "account_changed")] == ["added", "link_made", "password_by_link"]
    assert secret not in str(logged(connection, "account_changed"))


def test_a_link_is_good_once_for_a_day_and_the_newest_alone(connection: Connection, clock: Traveller) -> None:
    units = directory.load(connection)
    first, second = (password_links.make(connection, ADMIN, units, 1) for _ in range(2))
    for void in (first, "nonsense"):
        with pytest.raises(LinkSpent):
            password_links.account_of(connection, void)
    with pytest.raises(WeakPassword):
        password_links.choose(connection, second, "short")
    password_links.choose(connection, second, "a long enough one")
    with pytest.raises(LinkSpent):
        password_links.choose(connection, second, "another long one")
    third = password_links.make(connection, ADMIN, units, 1)
    clock.move(timedelta(days=1))
    with pytest.raises(LinkSpent):
        password_links.account_of(connection, third)


def test_a_new_password_ends_the_sessions(connection: Connection) -> None:
    secret = password_links.make(connection, ADMIN, directory.load(connection), 1)
    password_links.choose(connection, secret, "a long enough one")
    assert account(connection, 1)[1] == 1
    with pytest.raises(WrongPassword):
        password_links.change(connection, 1, "not this", "yet another long one")
    password_links.change(connection, 1, "a long enough one", "yet another long one")
    assert account(connection, 1)[1] == 2


@pytest.mark.parametrize(("changed", "refusal"), [
    ({"login": "user1"}, LoginTaken), ({"login": "王芳"}, UnfitLogin), ({"login": "x"}, UnfitLogin), ({"name": " "}, UnfitName),
    ({"locale": "fr"}, UnfitName), ({"by": Actor(kind="user", user_id=4)}, NotAllowed),
])  # fmt: skip
def test_what_is_no_account_is_refused(connection: Connection, changed: dict[str, Any], refusal: type[Rejection]) -> None:
    with pytest.raises(refusal):
        add(connection, **changed)


def test_who_is_switched_off_has_no_session_token_or_link_any_more(connection: Connection) -> None:
    units = directory.load(connection)
    tokens.issue(connection, 1, "报表")
    secret = password_links.make(connection, ADMIN, units, 1)
    accounts.switch(connection, ADMIN, units, 1, on=False, reason="退休离岗")
    assert account(connection, 1)[:2] == (False, 1)
    assert connection.execute("SELECT count(*) FROM api_token WHERE revoked_at IS NULL").fetchone() == (0,)
    with pytest.raises(LinkSpent):
        password_links.account_of(connection, secret)
    accounts.switch(connection, ADMIN, units, 1, on=True, reason="返聘上岗")
    assert account(connection, 1)[0]
    assert directory.load(connection).holds(1, "unit_clerk", "mill")


def test_resting_accounts_are_woken_and_sessions_ended(connection: Connection) -> None:
    connection.execute("""UPDATE "user" SET locked_until = now() + interval '1 year' WHERE id = 1""")
    accounts.unlock(connection, ADMIN, directory.load(connection), 1)
    accounts.end_sessions(connection, ADMIN, directory.load(connection), 1)
    assert account(connection, 1)[1:] == (1, None)


@pytest.mark.parametrize(("by", "user", "may"), [
    (ADMIN, 1, True), (ADMIN, 7, False), (LOCAL, 1, True), (LOCAL, 6, False), (LOCAL, 7, False), (SYSADMIN, 1, True),
    (SYSADMIN, 7, False), (SYSADMIN, 6, False), (town.LEADER, 1, False),
])  # fmt: skip
def test_administrators_rule_the_accounts_of_their_units_only(connection: Connection, by: Actor, user: int, may: bool) -> None:
    units = directory.load(connection)
    if may:
        accounts.rename(connection, by, units, user, name="新名", name_en="", locale="zh_CN")
        return
    with pytest.raises(NotAllowed):
        accounts.rename(connection, by, units, user, name="新名", name_en="", locale="zh_CN")
    with pytest.raises(NotAllowed):
        accounts.switch(connection, by, units, user, on=False, reason="不该如此")
    with pytest.raises(NotAllowed):
        password_links.make(connection, by, units, user)
