"""The quality of lists against an independent count, and what readers are told of it."""

import datetime
from collections import Counter
from collections.abc import Iterator

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from accounts.roles import Role
from negotiations.list_enums import EntryVerdict
from tests.factories import user_with
from tests.factories.awkward_lists import LISTS, ON, Made, awkward_lists, decided_on, rows_on
from tests.shared import kept, shared
from tests.unit.reports.listed import EVERYTHING, answered, column, led, said

pytestmark = pytest.mark.django_db
D = datetime.date
KEY = "list-quality"
LATER = D(2026, 11, 22)


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker) -> Iterator[Made]:
    with shared(django_db_blocker):
        yield kept(awkward_lists)


def by_hand(on: D = ON, *, sees_restricted: bool = False) -> Counter:
    """Every row by what is said of it."""
    rows, decided = rows_on(on), decided_on(on, sees_restricted=sees_restricted)
    open_ = [row for row in rows if not row.verdict or row.taken_back]
    found = Counter(row.verdict for row in decided)
    return found + Counter(waiting=len(open_), out_of_sight=len(rows) - len(open_) - len(decided))


@pytest.mark.parametrize("on", [D(2024, 7, 10), ON, LATER])
def test_every_row_is_told_by_its_verdict(made, on) -> None:
    told = column(answered(KEY, on=on), "verdicts", "entries")
    assert +Counter(told) == by_hand(on)


def test_who_sees_what_is_restricted_is_told_its_verdict(made) -> None:
    user = user_with(Role.REGISTRAR, sees=EVERYTHING)
    assert +Counter(column(answered(KEY, user), "verdicts", "entries")) == by_hand(sees_restricted=True)


def test_each_list_has_its_own_row_and_they_add_up(made) -> None:
    answer = answered(KEY)
    table = answer.table("by_list")
    assert [row[0][1].partition(" · ")[2] for row in table.rows] == ["request", "offer", "public"]
    assert list(column(answer, "by_list", "claimed").values()) == [None, 8, 630]
    verdicts = answer.table("list_verdicts")
    told = {verdict: verdicts.foot[verdicts.place(verdict)] for verdict in EntryVerdict.values}
    told |= {key: table.foot[table.place(key)] for key in ("waiting", "out_of_sight")}
    assert +Counter(told) == by_hand()


def test_shares_are_of_those_decided(made) -> None:
    told, answer = by_hand(), answered(KEY)
    decided = told.total() - told["waiting"]
    errors = told["identity_error"] + told["unknown"] + told["duplicate"]
    assert (answer.value("decided"), answer.value("errors")) == (decided, errors)
    assert answer.value("error_share") == round(100 * errors / decided, 1)


def test_an_answer_that_went_out_later_had_not_gone_out(made) -> None:
    before, after = answered(KEY), answered(KEY, on=D(2026, 11, 23))
    answers = [answer.table("turnaround").rows[0][1:] for answer in (before, after)]
    took = (D(2026, 11, 23) - D(2024, 7, 20)).days
    waits = [(ON - D(2024, 7, 1)).days, (D(2026, 11, 23) - D(2024, 7, 1)).days]
    assert answers == [[2, 0, 2, None, None, waits[0]], [3, 1, 2, took, took, waits[1]]]


@pytest.mark.parametrize(
    ("parameters", "lists"),
    [({"since": "2024-07-10"}, 1), ({"kind": "offer"}, 1), ({"kind": "publication"}, 1), ({"party": "UA"}, 0), ({}, 3)],
)
def test_parameters_narrow_it(made, parameters, lists) -> None:
    assert answered(KEY, **parameters).value("lists") == lists


def test_each_count_leads_to_as_many_records(made) -> None:
    user = user_with(Role.REGISTRAR)
    assert led(KEY, answered(KEY, user), user) == {}


def test_who_may_not_see_persons_is_told_no_small_figure_and_no_list(made) -> None:
    answer = answered(KEY, user_with(Role.ANALYST))
    assert [table.key for table in answer.tables] == ["verdicts", "turnaround"]
    assert set(column(answer, "verdicts", "entries").values()) <= {0, "few", "withheld", 5, 10}
    assert not any(figure.leads_to == "entries" for figure in answer.figures)
    assert column(answered(KEY), "verdicts", "entries")["ok"] == by_hand()["ok"], "the control"


def test_who_may_not_see_persons_may_not_narrow_it(made) -> None:
    with pytest.raises(ValidationError) as refused:
        answered(KEY, user_with(Role.ANALYST), kind="offer")
    assert set(refused.value.message_dict) == {"kind"}


def test_without_the_permission_for_figures_there_is_no_answer(made) -> None:
    with pytest.raises(PermissionDenied):
        answered(KEY, user_with(Role.LIAISON))


def test_the_number_of_statements_is_that_of_none(made, django_assert_num_queries) -> None:
    user = user_with(Role.REGISTRAR)
    answered(KEY, user)
    for on in (D(2024, 7, 10), ON):
        with django_assert_num_queries(STATEMENTS):
            answered(KEY, user, on)


def test_the_sentence_says_it(made) -> None:
    assert said(KEY, answered(KEY)).startswith(f"{len(LISTS) - 2} lists had come in by 31 Dec 2025, with 15 names")


def test_without_lists_it_says_so(made) -> None:
    answer = answered(KEY, party="UA")
    assert (said(KEY, answer), answer.value("entries")) == ("No list of names had come in by 31 Dec 2025.", 0)


STATEMENTS = 8
