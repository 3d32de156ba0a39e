"""Agreed against delivered, and what became of those named, against the rows that the register was made of."""

from collections import Counter
from collections.abc import Iterator

import pytest

from accounts.models import User
from accounts.roles import Role
from exchanges.models import Exchange
from reports import catalogue
from reports.catalogue.answer import Answer
from reports.domain.answers import answer_now
from tests.factories import user_with
from tests.factories.awkward import ON
from tests.factories.told import AGREED, DELIVERED, NAMED, THEM, US, awkward_told
from tests.shared import kept, shared
from tests.unit.reports.asking import ask, leads_right, values

KEY = "agreed-delivered"
pytestmark = pytest.mark.django_db
SEEN = [each for each in NAMED if not each.restricted]


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker) -> Iterator[None]:
    with shared(django_db_blocker):
        kept(awkward_told)
        yield


@pytest.fixture
def answer(made) -> Answer:
    return ask(KEY)


def test_each_direction(answer) -> None:
    found = {
        row[:2]: row[2:]
        for row in values(answer.table("ways"), "exchange", "direction", "agreed", "delivered", "difference", "verdict")
    }
    for way in (US, THEM):
        less = DELIVERED[way] - AGREED[way]
        assert found["named", way] == (AGREED[way], DELIVERED[way], less, "fewer" if less else "equal")
    assert found["one_for_one", US] == (None, 95, None, "agreed_unknown")
    assert found["half_known", THEM] == (None, None, None, "delivered_unknown")
    assert found["withheld", US] == (None, None, None, "withheld")
    assert found["tried", US][-1] == "equal"
    assert found["planned", US][-1] == "waits"
    assert not {"restricted", "void", "dead", "staged"} & {exchange for exchange, _way in found}


def test_one_sided_returns_have_one_direction(answer) -> None:
    ways = [row[1] for row in values(answer.table("ways"), "exchange", "direction") if row[0] == "one_way"]
    assert ways == [US]


def test_the_sums_are_of_those_with_both_numbers(answer) -> None:
    both = [(AGREED[way], DELIVERED[way]) for way in (US, THEM)] + [(157, 157), (160, 160)] + [(50, 50)] * 4
    sums = [sum(each) for each in zip(*both, strict=True)]
    assert [answer.value(key) for key in ("both_known", "agreed", "delivered")] == [len(both), *sums]
    assert (answer.value("equal"), answer.value("fewer"), answer.value("more")) == (len(both) - 1, 1, 0)
    assert answer.value("lost") == 4 * 50


def test_those_named_step_by_step(answer) -> None:
    keys = ("requested", "approved", "boarded", "named", "substituted", "vetoed", "absent", "unnamed")
    found = dict(zip((US, THEM), values(answer.table("manifests"), *keys), strict=True))
    for way in (US, THEM):
        of_it = [each for each in SEEN if each.way == way]
        states = Counter(each.state for each in of_it)
        requested = sum(not each.instead_of for each in of_it)
        approved = sum(each.state in ("delivered", "absent") for each in of_it)
        named = states["delivered"]
        steps = (requested, approved, named, named, states["substituted"], states["vetoed"], states["absent"])
        assert found[way] == (*steps, DELIVERED[way] - named)


def test_what_became_of_them(answer) -> None:
    expected = Counter((each.state, each.way) for each in SEEN)
    rows = {state: (us, them) for state, us, them in answer.table("fates").rows}
    assert rows == {state: (expected[state, US], expected[state, THEM]) for state, _way in expected}


def test_who_went_instead_of_whom_and_at_whose_demand(answer) -> None:
    by_key = {each.key: each for each in NAMED}
    expected = [("RU", by_key[each.instead_of].goes_as, each.goes_as, 1) for each in NAMED if each.instead_of]
    assert values(answer.table("substitutions"), "demanded_by", "gone", "came", "number") == expected


def test_each_count_leads_to_as_many_entries(made) -> None:
    reader = user_with(Role.REGISTRAR)
    found = list(leads_right(KEY, ask(KEY, reader), reader))
    assert len(found) > 5
    assert [said for said, _there in found] == [there for _said, there in found]


def named_exchange() -> int:
    return Exchange.objects.get(formula="named").number


def test_files_of_one_exchange_name_each_of_them(made) -> None:
    report, reader = catalogue.find(KEY), user_with(Role.REGISTRAR)
    parameters = report.clean({"exchange": named_exchange()})
    [people] = answer_now(report, parameters, ON, reader).appendix
    assert Counter(values(people, "direction", "goes_as", "state")) == Counter(
        (each.way, each.goes_as, each.state) for each in SEEN
    )
    assert len(report.persons(parameters, ON, reader)) == len(SEEN)
    assert [bool(row[5]) for row in people.rows].count(True) == 1


def test_files_of_all_exchanges_name_nobody(made) -> None:
    report, reader = catalogue.find(KEY), user_with(Role.REGISTRAR)
    assert answer_now(report, report.clean({}), ON, reader).appendix == ()
    assert report.persons(report.clean({}), ON, reader) == []


def test_who_may_not_see_persons_is_told_what_was_public(made) -> None:
    in_full, shy = ask(KEY), ask(KEY, user_with(Role.ANALYST))
    assert in_full.table("ways").rows == shy.table("ways").rows
    assert {table.key for table in in_full.tables} == {"ways", "manifests", "fates", "substitutions"}
    assert {table.key for table in shy.tables} == {"ways", "fates"}
    assert not [
        value for row in shy.table("fates").rows for value in row[1:] if isinstance(value, int) and 0 < value < 5
    ]
    assert [value for row in in_full.table("fates").rows for value in row[1:] if 0 < value < 5]


def test_an_analyst_gets_no_name_of_one_exchange(made) -> None:
    report, analyst = catalogue.find(KEY), user_with(Role.ANALYST)
    document = answer_now(report, report.clean({"exchange": named_exchange()}), ON, analyst)
    assert document.appendix == ()
    assert {table.key for table in document.answer.tables} == {"ways"}


def test_statements(made, django_assert_num_queries) -> None:
    report, system = catalogue.find(KEY), User.objects.system()
    with django_assert_num_queries(7):
        report.answer(report.clean({}), ON, system, lambda *_: None)
