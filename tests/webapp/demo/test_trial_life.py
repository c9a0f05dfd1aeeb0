"""The studio of the demo city has something behind it: tried, compared, published, released and moved."""

from __future__ import annotations

import pytest

from engine.now import Traveller
from tests.support import judged
from webapp import demo, vault
from webapp.config import Config
from webapp.database import connections
from webapp.demo import studio_life, trial_life
from webapp.moves import batches
from webapp.releases import history
from webapp.studio import overview
from webapp.tables import standing
from webapp.trials import runs, what_if


@pytest.fixture(autouse=True)
def keeper(config: Config) -> vault.Vault:
    return vault.use(vault.Vault.of(config.master_key))


def test_a_table_waits_for_its_day_and_a_draft_was_tried_compared_and_another_released(config: Config, clock: Traveller) -> None:
    demo.ensure()
    with connections.take() as connection:
        judged.seed(connection)
    studio_life.populate(clock.moment)
    trial_life.publish(clock.moment)
    trial_life.populate(clock.moment)
    with connections.take() as connection:
        (limits,) = standing.standings(connection, "complaint", "sla")
        tried = next(one for one in overview.drafts(connection) if one.title == "退单窗口改为一个工作日")
        (run,) = runs.of_draft(connection, tried.id)
        assert runs.where(connection, trial_life.drafts.load(connection, tried.id), run.story)["cases"][0]["outcome"]
        assert [one.status for one in what_if.of_draft(connection, tried.id)] == ["waiting"]
        assert [(one.kind, one.released_by is not None) for one in history.of_process(connection, "petition")] == [
            ("release", True), ("shipped", False),
        ]  # fmt: skip
        assert [one.status for one in batches.of_process(connection, "petition")] == ["done"]
    assert limits.counts is None
    assert [one.effective_from.day for one in (*limits.coming, *limits.waiting)] == [1, 1]
