"""Samples and retention as auditors, the data protection officer and others meet them."""

from flask import Flask

from tests.support.city import registered, visitor
from webapp.database import connections


def test_an_auditor_draws_a_sample_looks_and_files_a_finding(site: Flask) -> None:
    numbers = [registered(site) for _ in range(3)]
    auditor = visitor(site, "audit")
    asked = {"title": "抽查", "first": "2020-01-01", "last": "2099-12-31", "method": "risk", "size": "2", "process": "complaint"}
    page = auditor.get("/audit/samples/").send("/audit/samples/", **asked, seed="s")
    assert "还有 2 件未看" in page.words
    with connections.take() as connection:
        (sample, clean), (_, bad) = connection.execute(
            "SELECT sample_id, case_id FROM sample_item ORDER BY sample_id DESC, position LIMIT 2"
        ).fetchall()
    page.send(f"/audit/samples/{sample}/{clean}", result="clean", words="")
    page.send(f"/audit/samples/{sample}/{bad}", result="finding", words="短", rule="handling", severity="high")
    assert "至少四个字" in page.words
    page.send(f"/audit/samples/{sample}/{bad}", result="finding", words="没有联系诉求人就办结", rule="handling", severity="high")
    assert "还有 0 件未看" in page.words
    assert "整改单已到承办单位" in page.words
    page.send(f"/audit/samples/{sample}/again")
    assert "重抽得到相同的 2 件" in page.words
    assert set(numbers)


def test_who_does_not_audit_neither_draws_nor_decides(site: Flask) -> None:
    assert visitor(site, "intake").get("/audit/samples/").status == 404
    assert visitor(site, "intake").get("/audit/retention/").status == 404
    officer = visitor(site, "dpo").get("/audit/samples/")
    assert officer.status == 200
    assert officer.post("/audit/samples/", title="x").status == 403
    auditor = visitor(site, "audit").get("/audit/retention/")
    assert auditor.post("/audit/retention/rules", data_class="personal").status == 403


def test_the_protection_officer_changes_a_rule_and_holds_a_case(site: Flask) -> None:
    number = registered(site)
    officer = visitor(site, "dpo").get("/audit/retention/?count=1")
    assert "60 个月" in officer.words
    officer.send("/audit/retention/rules", data_class="message", months="6", basis="市档案局意见", effective_from="2099-01-01")
    assert "市档案局意见" in officer.words
    officer.send("/audit/retention/rules", data_class="message", months="0", basis="x", effective_from="2099-01-01")
    assert "请填写月数" in officer.words
    officer.send("/audit/retention/holds", number=number, reason="行政诉讼期间")
    assert "已设置保护" in officer.words
    with connections.take() as connection:
        (hold,) = connection.execute("SELECT id FROM legal_hold WHERE lifted_at IS NULL").fetchone()
    officer.send(f"/audit/retention/holds/{hold}/lift", reason="诉讼已结")
    assert "已解除保护" in officer.words


def test_an_auditor_files_a_finding_on_a_moment_of_any_case_and_the_unit_sees_that_moment(site: Flask) -> None:
    number = registered(site)
    with connections.take() as connection:
        connection.execute("""UPDATE "case" SET unit = 'lp-roads' WHERE number = %s""", (number,))
    auditor = visitor(site, "audit").get(f"/cases/{number}/replay?at=2")
    assert f'href="/audit/findings/{number}?at=2"' in auditor.page
    assert f'href="/audit/findings/{number}"' in auditor.get(f"/cases/{number}").page
    auditor.get(f"/audit/findings/{number}?at=2").send(f"/audit/findings/{number}", words="短", rule="record", severity="high")
    assert "至少四个字" in auditor.words
    typed = {"words": "登记时没有写明地点", "rule": "personal_data", "severity": "high"}
    auditor.send(f"/audit/findings/{number}", **typed)
    assert "整改单已到承办单位" in auditor.words
    assert "第 2 条记录之后" in auditor.words
    assert f'href="/cases/{number}/replay?at=2"' in auditor.page
    auditor.post(f"/audit/findings/{number}", key=auditor.sent["key"], **typed)  # sent twice
    with connections.take() as connection:
        filed = connection.execute(
            "SELECT number FROM \"case\" WHERE process = 'finding' AND file ->> 'case_number' = %s", (number,)
        )
        ((finding,),) = filed.fetchall()
    leader = visitor(site, "lp-roads-leader").get(f"/cases/{finding}")
    assert "第 2 条记录之后" in leader.words
    assert finding in auditor.get("/audit/findings/").words


def test_nobody_but_an_auditor_files_findings_and_only_on_what_happened(site: Flask) -> None:
    number = registered(site)
    assert visitor(site, "dpo").get(f"/audit/findings/{number}").status == 403
    assert visitor(site, "intake").get(f"/audit/findings/{number}").status == 404
    assert "提出问题" not in visitor(site, "intake").get(f"/cases/{number}").words
    auditor = visitor(site, "audit")
    assert auditor.get(f"/audit/findings/{number}?at=99999").status == 404
    with connections.take() as connection:
        connection.execute("""UPDATE "case" SET unit = NULL WHERE number = %s""", (number,))
    assert "还没有承办单位" in auditor.get(f"/audit/findings/{number}").words
