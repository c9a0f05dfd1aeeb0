"""From the bell to the ways out of the house."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, time, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer

import orjson
import pytest

from engine.now import Traveller
from tests.support import town
from webapp import vault
from webapp.casework.actors import SYSTEM
from webapp.config import Config
from webapp.database.connections import Connection
from webapp.notices import outbox, passing, tell, tell_requesters
from webapp.notices.mailing import Mail
from webapp.notices.message import Outgoing
from webapp.notices.settings import not_before
from webapp.notices.webhook import NotTaken, Webhook
from webapp.workers.drain import run_waiting_jobs

MESSAGE = Outgoing(channel="sms", key="notice:7", to="13800001234", masked="138****1234", subject="", text="您好")


@pytest.fixture(autouse=True)
def _town(connection: Connection, clock: Traveller) -> None:
    town.build(connection)


def choose(connection: Connection, user: int = 1, **more: object) -> None:
    columns = {"channels": '{"assigned": ["app", "email"], "case": ["sms"]}', "email": "a@b.cn", "mobile": "13900000000", **more}
    names = ", ".join(columns)
    connection.execute(
        f"INSERT INTO notice_setting (user_id, {names}) VALUES (%s{', %s' * len(columns)})", (user, *columns.values())
    )


def lines(config: Config, channel: str) -> list[dict[str, str]]:
    file = config.data_dir / "outbox" / f"{channel}.jsonl"
    return [orjson.loads(line) for line in file.read_bytes().splitlines()] if file.exists() else []


@pytest.fixture(autouse=True)
def _empty(config: Config) -> None:
    for file in (config.data_dir / "outbox").glob("*"):
        file.unlink()


def test_a_line_goes_where_its_reader_chose_once_and_says_nothing_of_the_case(config: Config, connection: Connection) -> None:
    case = town.start(title="张三家的秘密")
    choose(connection)
    tell(connection, "assigned", key="k", users=[1, 2], case_id=case.case_id)
    assert passing.pass_on() == 1
    assert passing.pass_on() == 0
    run_waiting_jobs()
    run_waiting_jobs()
    (sent,) = lines(config, "email")
    assert sent["to"] == "a***@b.cn"
    assert case.number in sent["text"]
    assert "张三" not in sent["text"] + sent["subject"]
    assert lines(config, "sms") == []


def test_sending_again_after_a_crash_writes_no_second_line(config: Config, connection: Connection) -> None:
    choose(connection)
    tell(connection, "assigned", key="k", users=[1])
    passing.pass_on()
    run_waiting_jobs()
    connection.execute("UPDATE delivery SET sent_at = NULL")
    passing.send_later(connection, 1, datetime(2026, 1, 1, tzinfo=UTC))
    run_waiting_jobs()
    assert len(lines(config, "email")) == 1
    assert connection.execute("SELECT attempts, failure FROM delivery").fetchall() == [(2, None)]


def test_what_was_read_is_old_or_no_longer_exists_goes_nowhere(connection: Connection, clock: Traveller) -> None:
    choose(connection)
    tell(connection, "assigned", key="read", users=[1])
    connection.execute("UPDATE personal_notice SET read_at = at")
    tell(connection, "assigned", key="old", users=[1])
    clock.move(timedelta(days=2))
    case = town.start().case_id
    tell(connection, "assigned", key="gone", users=[1], case_id=case)
    connection.execute("""UPDATE "case" SET compartment = 'informer' WHERE id = %s""", (case,))
    assert passing.pass_on() == 0


def test_quiet_hours_put_it_off(connection: Connection, clock: Traveller) -> None:
    choose(connection, quiet_from=time(8), quiet_to=time(12, 30))
    tell(connection, "assigned", key="k", users=[1])
    passing.pass_on()
    (due,) = connection.execute("SELECT not_before FROM delivery").fetchall()
    assert due[0] == clock.moment + timedelta(hours=3, minutes=30)


@pytest.mark.parametrize(
    ("at", "quiet", "then"),
    [
        ("2026-03-02 23:30", (time(22), time(7)), "2026-03-03 07:00"),
        ("2026-03-02 06:59", (time(22), time(7)), "2026-03-02 07:00"),
        ("2026-03-02 07:00", (time(22), time(7)), "2026-03-02 07:00"),
        ("2026-03-02 12:00", (time(22), None), "2026-03-02 12:00"),
    ],
)
def test_quiet_hours_may_reach_over_midnight(at: str, quiet: tuple[time, time | None], then: str) -> None:
    zone = passing.CITY_TIME
    moments = [datetime.fromisoformat(text).replace(tzinfo=zone) for text in (at, then)]
    assert not_before(moments[0], *quiet) == moments[1]


def test_the_requester_gets_number_and_link_and_the_file_keeps_the_phone_masked(config: Config, connection: Connection) -> None:
    keeper = vault.current()
    party = keeper.enrol(connection, phone="13800001234")
    phone = keeper.seal(connection, party, {"phone": "13800001234"})["phone"]
    case = town.start(SYSTEM, requester={"phone": phone})
    for _ in range(2):
        tell_requesters(connection, "callback_survey", key="k", case_id=case.case_id)
    run_waiting_jobs()
    (sent,) = lines(config, "sms")
    assert sent["to"] == "138****1234"
    assert f"/follow?number={case.number}" in sent["text"]
    keeper.erase(connection, party)
    tell_requesters(connection, "callback_survey", key="later", case_id=case.case_id)
    run_waiting_jobs()
    assert len(lines(config, "sms")) == 1
    assert connection.execute("SELECT failure FROM delivery ORDER BY id").fetchall() == [(None,), ("nobody",)]


def test_everybody_who_asked_in_the_same_request_is_told(config: Config, connection: Connection) -> None:
    keeper = vault.current()
    phones = [
        keeper.seal(connection, keeper.enrol(connection, phone=number), {"phone": number})["phone"]
        for number in ("13800001234", "13900005678")
    ]
    others = [{"phone": phones[1]}, {"name": {}}]
    case = town.start(SYSTEM, requester={"phone": phones[0]}, co_requesters=others)
    for _ in range(2):
        tell_requesters(connection, "callback_survey", key="k", case_id=case.case_id)
    run_waiting_jobs()
    assert sorted(line["to"] for line in lines(config, "sms")) == ["138****1234", "139****5678"]


def test_one_of_several_requesters_can_be_told_alone(config: Config, connection: Connection) -> None:
    keeper = vault.current()
    phones = [
        keeper.seal(connection, keeper.enrol(connection, phone=number), {"phone": number})["phone"]
        for number in ("13800001234", "13900005678")
    ]
    case = town.start(SYSTEM, requester={"phone": phones[0]}, co_requesters=[{"phone": phones[1]}])
    tell_requesters(connection, "callback_survey", key="k", case_id=case.case_id, only=2)
    run_waiting_jobs()
    assert [line["to"] for line in lines(config, "sms")] == ["139****5678"]


def test_nobody_is_written_to_about_what_an_import_brought_from_last_month(
    config: Config, connection: Connection, clock: Traveller
) -> None:
    choose(connection)
    tell(connection, "assigned", key="k", users=[1])
    passing.pass_on()
    clock.move(timedelta(days=2))
    run_waiting_jobs()
    assert lines(config, "email") == []


def test_a_digest_counts_what_arrived_in_the_seats_once_a_day(connection: Connection, clock: Traveller) -> None:
    for _ in range(3):
        town.start()
    town.start(compartment="sensitive")
    choose(connection, 2, digest_at=time(15))
    assert passing.write_digests() == 0
    clock.move(timedelta(hours=23, minutes=31))
    assert passing.write_digests() == 1
    assert passing.write_digests() == 0
    rows = connection.execute("SELECT user_id, facts FROM personal_notice").fetchall()
    assert rows == [(1, {"count": 3, "late": 0, "today": 0})]


@contextmanager
def gateway(status: int, location: str = "") -> Iterator[tuple[str, list[bytes]]]:
    """A gateway on this machine; its address and what it was sent."""
    taken: list[bytes] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            taken.append(self.rfile.read(int(self.headers["Content-Length"])))
            self.send_response(status)
            if location:
                self.send_header("Location", location)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/send?app=1", taken
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def test_a_gateway_is_given_key_address_and_text() -> None:
    with gateway(200) as (url, taken):
        Webhook.of(url, ["127.0.0.1"]).send(MESSAGE)
    assert [orjson.loads(body) for body in taken] == [{"key": "notice:7", "to": "13800001234", "text": "您好"}]


@pytest.mark.parametrize(("status", "location"), [(302, "http://127.0.0.1:9/"), (500, "")])
def test_a_gateway_that_points_elsewhere_or_fails_is_not_followed(status: int, location: str) -> None:
    with gateway(status, location) as (url, taken), pytest.raises(NotTaken):
        Webhook.of(url, ["127.0.0.1"]).send(MESSAGE)
    assert len(taken) == 1


def test_only_hosts_that_were_named_are_spoken_to(config: Config) -> None:
    for url in ("https://evil.example/x", "file:///etc/passwd", "https://good.example@evil.example/x"):
        with pytest.raises(ValueError, match="BIHUAN_WEBHOOK_HOSTS"):
            Webhook.of(url, ["good.example"])


def test_without_set_up_everything_goes_to_files(config: Config) -> None:
    ways = outbox.use(config)
    assert {type(ways.adapter(name)).__name__ for name in ("email", "sms", "wecom")} == {"FileSink"}


def test_mail_needs_a_sender_and_tls_by_default_port() -> None:
    assert Mail.of("smtps://u:p%40ss@mail.example/?from=a@b.cn").password == "p@ss"
    assert Mail.of("smtp://mail.example/?from=a@b.cn").port == 587
    with pytest.raises(ValueError, match="BIHUAN_SMTP"):
        Mail.of("smtp://mail.example/")
