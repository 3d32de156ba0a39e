"""The composition of exchanges against the rows that the register was made of, and against the public record."""

import datetime
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from decimal import Decimal

import pytest
from dateutil.relativedelta import relativedelta

from accounts.models import User
from accounts.roles import Role
from exchanges.models import Exchange
from reports import catalogue
from reports.catalogue.answer import Answer
from tests.factories import user_with
from tests.factories.awkward import ON
from tests.factories.told import CLAIMS, DAY, NAMED, US, Named, awkward_told
from tests.shared import kept, shared
from tests.unit.reports.asking import ask, leads_right, values

pytestmark = pytest.mark.django_db
KEY = "composition"
DELIVERED = {"formula157": 157, "one_for_one": 95, "stage1": 390, "withheld": None}
#: Those named who came home, of whom a registrar without compartments may be told.
CAME = [each for each in NAMED if each.state == "delivered" and not each.restricted]


@pytest.fixture(scope="module", autouse=True)
def made(django_db_setup, django_db_blocker) -> Iterator[None]:
    with shared(django_db_blocker):
        kept(awkward_told)
        yield


@pytest.fixture
def answer() -> Answer:
    return ask(KEY)


def test_each_percentage_is_told_in_persons_with_its_rounding(answer) -> None:
    found = {
        row[1]: row[2:] for row in values(answer.table("parts"), "exchange", "category", "percent", "exact", "persons")
    }
    for said in (each for each in CLAIMS if each.of == "formula157" and each.percent):
        exact = Decimal(said.percent) * 157 / 100
        assert found[said.category] == (said.percent, float(exact), round(exact)) or said.category == "chechens"
    assert (float(Decimal(13) * 157 / 100), round(Decimal(13) * 157 / 100)) == (20.41, 20)


def test_thirteen_percent_of_157_and_20_persons_agree(answer) -> None:
    rows = values(answer.table("parts"), "category", "said_by", "percent", "number", "persons", "agrees")
    assert [row[1:] for row in rows if row[0] == "chechens"] == [
        ("RU", None, 20, 20, "agree"),
        ("press.example", 13.0, None, 20, "agree"),
    ]


def test_whether_parts_add_up(answer) -> None:
    """Rounded parts against the whole, reckoned anew."""
    sums: dict[tuple, Decimal] = defaultdict(Decimal)
    for said in (each for each in CLAIMS if each.partition):
        whole = DELIVERED[said.of]
        part = said.number if said.number is not None else round(Decimal(said.percent) * whole / 100)
        sums[said.of, said.axis] += part
    found = {row[:2]: row[2:] for row in values(answer.table("checks"), "exchange", "axis", "sum_persons", "verdict")}
    record_of_ours = {("formula157", "status"): (157, "whole"), ("named", "status"): (3, "whole")}
    verdicts = {"nationality": "whole", "health": "more", "branch": "less", "sex": "unknown", "rank": "rounded"}
    assert found == {key: (total, verdicts[key[1]]) for key, total in sums.items()} | record_of_ours


def test_parts_that_overlap_are_not_added_up(answer) -> None:
    assert "service_basis" not in {row[0] for row in values(answer.table("checks"), "axis")}


@pytest.mark.parametrize("hidden", ["restricted", "derailed", "dead", "void"])
def test_what_is_out_of_sight_or_did_not_happen_is_not_told(answer, hidden) -> None:
    assert hidden not in {row[0] for row in values(answer.table("parts"), "exchange")}


def counts_as(each: Named) -> str:
    """Military or civilian of somebody, as docs tell it: the sick and others by what they are held as."""
    if each.goes_as in ("military", "civilian"):
        return each.goes_as
    return {"pow": "military", "civilian": "civilian"}.get(each.held_as, "unknown")


def band(each: Named) -> str:
    if not each.captured:
        return "unknown"
    start = datetime.date.fromisoformat(each.captured)
    limits = {"under_6m": 6, "6_12m": 12, "1_2y": 24, "2_3y": 36}
    return next((name for name, months in limits.items() if start > DAY - relativedelta(months=months)), "3y")


@pytest.mark.parametrize(
    ("axis", "of"),
    [
        ("status", counts_as),
        ("sex", lambda each: each.sex),
        ("service_basis", lambda each: each.basis or "unknown"),
        ("duration", band),
    ],
)
def test_those_named_along_each_axis(answer, axis: str, of: Callable[[Named], str]) -> None:
    expected = Counter((of(each), each.way == US) for each in CAME)
    rows = values(answer.table(f"own_{axis}"), axis, "to_us", "to_them")
    assert {key: (us, them) for key, us, them in rows} == {
        key: (expected[key, True], expected[key, False]) for key in {key for key, _way in expected}
    }


def test_each_count_leads_to_as_many_persons() -> None:
    reader = user_with(Role.REGISTRAR)
    found = list(leads_right(KEY, ask(KEY, reader), reader))
    assert len(found) > 20
    assert [said for said, _there in found] == [there for _said, there in found]


def test_one_exchange_and_one_axis() -> None:
    number = Exchange.objects.get(formula="formula157").number
    answer = ask(KEY, exchange=number, axis="nationality")
    assert {row[:2] for row in values(answer.table("parts"), "exchange", "axis")} == {("formula157", "nationality")}
    assert not [table.key for table in answer.tables if table.key.startswith("own_")]


def test_an_exchange_that_is_not_there_is_refused() -> None:
    with pytest.raises(Exception, match="no exchange of this number"):
        ask(KEY, exchange=2**31 - 1)


def own(answer: Answer) -> dict[str, list]:
    return {table.key: table.rows for table in answer.tables if table.key.startswith("own_")}


def test_who_may_not_see_persons_is_told_no_small_number_of_them() -> None:
    in_full, shy = own(ask(KEY)), own(ask(KEY, user_with(Role.ANALYST)))
    assert any(isinstance(row[1], int) and 0 < row[1] < 5 for rows in in_full.values() for row in rows)
    assert shy
    assert not [row for rows in shy.values() for row in rows if isinstance(row[1], int) and 0 < row[1] < 5]


@pytest.mark.parametrize("narrowed", [{"since": "2025-10-01"}, {"on": ON - datetime.timedelta(1)}], ids=str)
def test_nothing_is_told_by_the_difference_of_two_questions(narrowed) -> None:
    assert own(ask(KEY, **narrowed))
    assert not own(ask(KEY, user_with(Role.ANALYST), **narrowed))


def test_who_may_see_no_figures_of_persons_is_told_none() -> None:
    report, nobody = catalogue.find(KEY), User(username="nobody")
    answer = report.answer(report.clean({}), ON, nobody, lambda *_: None)
    assert (answer.value("hand_overs"), own(answer), answer.table("parts").rows) == (0, {}, [])


def test_statements(django_assert_num_queries) -> None:
    report, system = catalogue.find(KEY), User.objects.system()
    with django_assert_num_queries(10):
        report.answer(report.clean({}), ON, system, lambda *_: None)
