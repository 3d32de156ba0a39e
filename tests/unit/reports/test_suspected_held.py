"""Those suspected held, by region and status, against a count in plain Python; claims beside them as bounds."""

import datetime
from collections import Counter
from typing import Any

import pytest

from accounts.models import User
from accounts.roles import Role
from common import clock
from exchanges.domain.claims import record_claim
from reports import catalogue
from tests.factories import PlaceFactory, SourceFactory, user_with
from tests.factories.awkward import CASE, ON, Awkward
from tests.unit.reports.law import asked, behind, cells, held, table_leads

pytestmark = pytest.mark.django_db
D = datetime.date
KEY = "suspected-held"


def region(key: str) -> str | None:
    return (CASE[key].region if key in CASE else "") or None


def status(key: str) -> str:
    """The status on a day: of whoever came home later nothing is on record but that."""
    case = CASE.get(key)
    return "confirmed" if not case else case.status if not case.way else "unrecorded"


@pytest.mark.parametrize("on", [ON, D(2024, 5, 30), D(2022, 5, 31)], ids=str)
def test_region_by_status_as_counted_by_hand(law: Awkward, on) -> None:
    expected = Counter((region(key), status(key)) for key in held(on))
    told = {at: number for at, number in cells(asked(KEY, on), "regions").items() if number and at[1] != "persons"}
    assert told == expected


def test_parts_add_up_to_those_held(law: Awkward) -> None:
    answer = asked(KEY, ON)
    assert answer.value("held") == len(held(ON))
    for table in ("regions", "statuses", "sites"):
        assert answer.table(table).foot[-1] == answer.value("held"), table


def test_each_count_leads_to_as_many(law: Awkward) -> None:
    for on in (ON, D(2024, 5, 30)):
        table_leads(KEY, asked(KEY, on), on)


def test_a_cell_leads_to_those_whom_it_counts(law: Awkward) -> None:
    answer = asked(KEY, ON)
    place = [row[0] and row[0][0] for row in answer.table("regions").rows].index("North")
    north = {law.captivities[key].pk for key in held(ON) if region(key) == "North"}
    assert behind(KEY, answer, ON, "regions", place, "confirmed") == north != set()


def claimed(**said: Any) -> None:
    record_claim(measure="held", by=User.objects.system(), **said)


def test_150_and_36_stand_beside_as_bounds(law: Awkward) -> None:
    place, source = PlaceFactory(region="North", kind="region", declared=False), SourceFactory()
    claimed(place=place, number=150, qualifier=">=", source=source)
    claimed(place=place, number=36, axis="record", category="missing", source=source)
    claimed(place=place, number=20, axis="sex", category="female", source=source)
    table = asked(KEY, ON).table("claims")
    told = [dict(zip([column.key for column in table.columns], row, strict=True)) for row in table.rows]
    north = [key for key in held(ON) if region(key) == "North"]
    shown = [[row[key] for key in ("of_status", "qualifier", "number", "ours", "bound", "share")] for row in told]
    assert shown == [
        ["all", "at_least", 150, len(north), None, None],
        ["missing", "exactly", 36, 0, "at_most", 24.0],
    ]


def test_a_claim_of_a_later_day_is_not_said_yet(law: Awkward) -> None:
    claimed(place=PlaceFactory(region="North"), number=9, as_of=D(2026, 1, 5), source=SourceFactory())
    assert not asked(KEY, ON).table("claims").rows
    assert asked(KEY, D(2026, 1, 31)).table("claims").rows


def test_a_claim_that_was_recorded_later_was_not_known_then(law: Awkward) -> None:
    claimed(place=PlaceFactory(region="North"), number=9, source=SourceFactory())
    today = clock.today()
    known = [
        asked(KEY, ON, known_on=day.isoformat()).table("claims").rows for day in (today, today - datetime.timedelta(1))
    ]
    assert [len(rows) for rows in known] == [1, 0]


def test_whoever_sees_no_places_is_told_none(law: Awkward) -> None:
    told = asked(KEY, ON, user_with(Role.ANALYST))
    assert [table.key for table in told.tables] == ["statuses"]
    assert told.figure("undeclared").value is told.figure("no_region").value is None
    assert "field:location" in catalogue.find(KEY).needs(user_with(Role.REGISTRAR))


def test_an_analyst_is_told_no_small_count(law: Awkward) -> None:
    whole = cells(asked(KEY, ON), "statuses")
    told = asked(KEY, ON, user_with(Role.ANALYST))
    values = [*cells(told, "statuses").values(), *(figure.value for figure in told.figures)]
    assert whole["missing", "persons"] in (1, 2, 3, 4)
    assert not [value for value in values if value in (1, 2, 3, 4)]
    assert told.value("only_missing") == cells(told, "statuses")["missing", "persons"]


def test_the_picture_marks_what_is_claimed(law: Awkward) -> None:
    claimed(place=PlaceFactory(region="North"), number=150, qualifier=">=", source=SourceFactory())
    drawn = catalogue.find(KEY).chart(asked(KEY, ON)).to_json(indent=None)
    assert "2; claimed: 150" in drawn
