"""Personal data is sealed, found by equality only, and gone for good when its key is."""

import pytest
from cryptography.exceptions import InvalidTag

from webapp.database.connections import Connection
from webapp.vault import Erased, Vault
from webapp.vault.vault import ERASED

VALUES = {"name": "王小明", "phone": "13812345678", "statement": "我家门口的路坏了"}


@pytest.fixture
def vault() -> Vault:
    return Vault.of(bytes(range(32)))


def test_what_is_sealed_opens_again(vault: Vault, connection: Connection) -> None:
    person = vault.enrol(connection, phone=VALUES["phone"])
    references = vault.seal(connection, person, VALUES)
    opened = vault.open(connection, references.values())
    assert {kind: opened[ref["vault"]] for kind, ref in references.items()} == VALUES


def test_nothing_readable_lies_in_the_database(vault: Vault, connection: Connection) -> None:
    person = vault.enrol(connection, phone=VALUES["phone"])
    vault.seal(connection, person, VALUES)
    rows = connection.execute("SELECT sealed FROM party_record UNION ALL SELECT phone_index FROM party").fetchall()
    assert len(rows) == 4
    for (stored,) in rows:
        assert all(value.encode() not in bytes(stored) for value in VALUES.values())


def test_a_person_is_found_by_the_whole_number_in_any_spelling(vault: Vault, connection: Connection) -> None:
    person = vault.enrol(connection, phone="138-1234-5678")
    assert vault.find(connection, "+86 13812345678") == [person]
    assert vault.find(connection, "1381234567") == []


def test_erasing_a_person_leaves_nothing_to_read(vault: Vault, connection: Connection) -> None:
    person, other = vault.enrol(connection, phone=VALUES["phone"]), vault.enrol(connection)
    references = vault.seal(connection, person, VALUES)
    kept = vault.seal(connection, other, {"name": "李四"})
    file = vault.seal_file(connection, person, b"photo")
    vault.erase(connection, person)
    assert vault.open(connection, [*references.values(), *kept.values()]) == {kept["name"]["vault"]: "李四"}
    assert set(vault.masked(connection, references.values()).values()) == {ERASED}
    assert vault.find(connection, VALUES["phone"]) == []
    with pytest.raises(Erased):
        vault.open_file(connection, person, file)
    with pytest.raises(Erased):
        vault.seal(connection, person, {"name": "王小明"})


def test_a_value_moved_to_another_person_does_not_open(vault: Vault, connection: Connection) -> None:
    person, other = vault.enrol(connection), vault.enrol(connection)
    reference = vault.seal(connection, person, {"name": "王小明"})["name"]
    connection.execute("UPDATE party_record SET party_id = %s WHERE id = %s", (other, reference["vault"]))
    with pytest.raises(InvalidTag):
        vault.open(connection, [reference])


def test_another_master_key_opens_nothing(vault: Vault, connection: Connection) -> None:
    person = vault.enrol(connection)
    reference = vault.seal(connection, person, {"name": "王小明"})["name"]
    with pytest.raises(InvalidTag):
        Vault.of(bytes(32)).open(connection, [reference])


def test_only_known_classes_are_kept(vault: Vault, connection: Connection) -> None:
    with pytest.raises(KeyError):
        vault.seal(connection, vault.enrol(connection), {"religion": "?"})
