"""A supervisor opens a supervision case at the desk and visits the place with the phone."""

from __future__ import annotations

import io

from PIL import Image
from playwright.sync_api import expect

from tests.browser.conftest import Site
from tests.support.city import registered, task_of, visitor
from webapp.workers.drain import drain


def photo() -> bytes:
    made = io.BytesIO()
    Image.new("RGB", (320, 240), "#777").save(made, "JPEG")
    return made.getvalue()


def test_from_the_desk_to_the_place(site: Site, desk_of) -> None:  # type: ignore[no-untyped-def]
    number = registered(site.app)
    for login, answers in (("intake", {"decision": "dispatch"}), ("dispatch", {"how": "assign", "target": "lp-roads"})):
        _, task, _ = task_of(number)
        visitor(site.app, login).get(f"/tasks/{number}/{task}").send(f"/tasks/{number}/{task}", **answers)
    drain()

    desk = desk_of("supervise")
    page = desk.go("/supervision")
    page.fill("#f-number", number)
    page.get_by_role("button", name="发起督办").click()
    page.locator("input[name=reason][value=refusal]").check()
    page.fill("#f-grounds", "多次推诿，群众反映强烈")
    page.locator("form.narrow button.primary").click()
    expect(page.locator(".note.good")).to_be_visible()
    found = page.url.rsplit("/", 1)[1]
    _, task, _ = task_of(found)
    page = desk.go(f"/tasks/{found}/{task}")
    page.fill("textarea[name=notice]", "请两个工作日内反馈")
    page.locator("input[name=onsite]").check()
    desk.submit()

    phone = desk_of("supervise", width=390)
    phone.page.context.grant_permissions(["geolocation"])
    phone.page.context.set_geolocation({"latitude": 37.51234, "longitude": 122.12345})
    page = phone.go("/supervision/onsite")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.locator(f".visit:has-text('{number}') a.button.primary").click()
    phone.choose("confirmed", "yes")
    page.fill("textarea[name=finding]", "坑还在，长约两米")
    page.locator("[data-locate]").click()
    expect(page.locator("input[name=lon]")).to_have_value("122.12345")
    page.locator("[data-files=photos] .file-input").set_input_files(
        {"name": "坑.jpg", "mimeType": "image/jpeg", "buffer": photo()}
    )
    expect(page.locator("[data-files=photos] input[type=hidden]")).to_have_count(1)
    phone.submit()
    assert task_of(found)[2] == "assess"
