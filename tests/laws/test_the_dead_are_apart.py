"""The dead are in no count of the living: neither in a report, nor on a page, nor in the tally of a programme."""

import datetime
from dataclasses import replace
from typing import Any

import pytest

from accounts.models import User
from accounts.roles import Role
from exchanges.queries.listing import listed
from exchanges.queries.overview import latest, overview
from exchanges.queries.programmes import counted
from negotiations.models import Programme
from reports import catalogue
from reports.catalogue.answer import Answer
from tests.factories import (
    ClaimFactory,
    ProgrammeFactory,
    RemainsFactory,
    completed_exchange,
    home,
    other,
    user_with,
)

pytestmark = pytest.mark.django_db
DAY = datetime.date(2026, 11, 1)
#: Reports of one list of names, which have none to be asked of here.
OF_A_LIST = {report.key for report in catalogue.everything() if "list" in report.Parameters.base_fields}


def of_the_living(answer: Answer) -> Answer:
    """An answer without the one table that is of the dead by themselves."""
    return replace(answer, tables=tuple(table for table in answer.tables if table.key != "dead"))


def counts(programme: Programme) -> dict[str, Any]:
    """Every count of the living that the product makes."""
    home(), other()
    user = User.objects.system()
    reader = user_with(Role.REGISTRAR, Role.ANALYST)
    found: dict[str, Any] = {
        report.key: of_the_living(report.answer(report.clean({}), DAY, user, lambda *_: None))
        for report in catalogue.everything()
        if report.key not in OF_A_LIST
    }
    found["today"] = overview(reader)
    found["strip"] = [(each.pk, each.delivered_to_us) for each in latest(reader, 16)]
    found["programme"] = counted([programme], reader)
    found["listed"] = sum(each.delivered_to_us or 0 for each in listed(reader))
    return found


def test_no_count_moves_when_the_dead_come_home() -> None:
    programme = ProgrammeFactory()
    completed_exchange(95, 95, on="2026-10-18", programmes=[programme])
    before = counts(programme)
    completed_exchange(1200, 27, on="2026-10-20", kind="remains", programmes=[programme])
    alone = RemainsFactory(received=6057, programme=programme)
    for party in (home(), other()):
        ClaimFactory(remains_transfer=alone, measure="remains", number=6057, claimed_by=party)
        ClaimFactory(party=party, measure="remains", number=15_000)
    assert counts(programme) == before


def test_the_counts_would_move_for_the_living() -> None:
    programme = ProgrammeFactory()
    before = counts(programme)
    completed_exchange(95, 95, on="2026-10-18", programmes=[programme])
    after = counts(programme)
    assert {name for name in after if after[name] != before[name]} >= {"today", "programme", "listed"}
