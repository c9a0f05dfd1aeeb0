"""Who may change what of the organisation. Administrators rule their units and what lies below; nobody rules himself."""

from __future__ import annotations

from webapp.casework.access import NotAllowed
from webapp.casework.actors import Actor
from webapp.casework.directory import Directory
from webapp.database.connections import Connection
from webapp.organisation.duties import CENTRAL, ROLES

SEATS = 'SELECT role, unit FROM "position" WHERE user_id = %s ORDER BY unit, role'


def seats_of(connection: Connection, user_id: int) -> list[tuple[str, str]]:
    """(role, unit) of an account, also of one that is switched off."""
    return connection.execute(SEATS, (user_id,)).fetchall()  # type: ignore[return-value]


def is_known(connection: Connection, user_id: int) -> bool:
    """Whether there is such an account."""
    return connection.execute('SELECT 1 FROM "user" WHERE id = %s', (user_id,)).fetchone() is not None


def tops(by: Actor) -> list[str]:
    """The units that this person administers, with all below; deputies do not."""
    return sorted({unit for role, unit in by.own_positions if role == "org_admin"})


def rules_all(by: Actor, directory: Directory) -> bool:
    """An administrator of the whole organisation, or the command line."""
    return by.kind == "system" or any(directory.superior(unit) is None for unit in tops(by))


def keeps_accounts(by: Actor) -> bool:
    """System administrators: they keep everybody's account, and give nobody a position."""
    return "sys_admin" in {role for role, _ in by.own_positions}


def sees_all(by: Actor, directory: Directory) -> bool:
    """Whose lists hold all accounts and units."""
    return rules_all(by, directory) or keeps_accounts(by)


def rules_unit(by: Actor, unit: str, directory: Directory) -> bool:
    return by.kind == "system" or any(directory.is_within(unit, top) for top in tops(by))


def rules_account(connection: Connection, by: Actor, user_id: int, directory: Directory) -> bool:
    """Of whoever sits nowhere but in his units; of those who sit nowhere, whoever rules all. System administrators: everybody's
    but those of their own kind and of those above them."""
    if user_id == by.user_id or not is_known(connection, user_id):
        return False
    if by.kind == "system":
        return True
    seats = seats_of(connection, user_id)
    if keeps_accounts(by) and not {role for role, _ in seats} & {"sys_admin", "org_admin"}:
        return True
    return rules_all(by, directory) or (bool(seats) and all(rules_unit(by, unit, directory) for _, unit in seats))


def may_seat(by: Actor, user_id: int, role: str, unit: str, directory: Directory) -> bool:
    """Whether `by` may give this position to somebody, or take it away. Roles that only a diagram knows: the command line."""
    if (role not in ROLES and by.kind != "system") or unit not in directory.units or user_id == by.user_id:
        return False
    return rules_all(by, directory) if role in CENTRAL else rules_unit(by, unit, directory)


def require_seating(connection: Connection, by: Actor, user_id: int, role: str, unit: str, directory: Directory) -> None:
    """Raises NotAllowed; also for an account that does not exist."""
    require(may_seat(by, user_id, role, unit, directory) and is_known(connection, user_id), by)


def require(is_allowed: bool, by: Actor) -> None:
    """Raises NotAllowed."""
    if not is_allowed:
        raise NotAllowed(actor=by.label)
