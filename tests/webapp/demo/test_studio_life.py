"""The demo city's modeller has work on the desk."""

from __future__ import annotations

import pytest

from engine.now import Traveller
from tests.support import judged
from webapp import demo, vault
from webapp.config import Config
from webapp.database import connections
from webapp.demo import studio_life
from webapp.studio import comments, drafts, overview


@pytest.fixture(autouse=True)
def keeper(config: Config) -> vault.Vault:
    return vault.use(vault.Vault.of(config.master_key))


def test_an_open_draft_of_the_complaint_has_two_comments(config: Config, clock: Traveller) -> None:
    demo.ensure()
    with connections.take() as connection:
        judged.seed(connection)
    studio_life.populate(clock.moment)
    with connections.take() as connection:
        (listed,) = overview.drafts(connection)
        draft = drafts.load(connection, listed.id)
        said = comments.of(connection, listed.id)
    assert (listed.process, listed.status, listed.remarks) == ("complaint", "open", 2)
    assert {comment.element for comment in said} == {"sign_for", "dispatch"}
    assert '"name": "return_window", "value": "1wd"' in draft.files["manifest.json"]
    assert 'name="签收或退单"' in draft.files["process.bpmn"]
