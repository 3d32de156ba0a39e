"""What the comparison of a whole list writes: candidates, states, repeated rows, and what earlier lists decided."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.roles import Role
from common.partial_dates import PartialDate
from negotiations.domain.lists import restrict_list
from negotiations.domain.matching import propose
from negotiations.list_enums import Band, EntryState, ListFeature
from negotiations.models import Candidate, NameList
from negotiations.queries.called_units import CalledUnits
from prisoners.domain.restricting import restrict_person
from prisoners.models import Person
from tests.factories import CaptivityFactory, PersonFactory, UnitFactory, merged, user_with
from tests.factories.decided import outgoing_list
from tests.factories.lists import decision_of, entered, received

pytestmark = pytest.mark.django_db
ROW = ("Зозуляк Микола Петрович", "1990-03-12")


@pytest.fixture
def mykola() -> Person:
    return PersonFactory(called="Зозуляк Микола Петрович", born=PartialDate.parse("1990-03-12"), birth_place="Полтава")


def candidates(name_list: NameList) -> list[tuple[object, int, str]]:
    rows = Candidate.objects.standing().filter(entry__name_list=name_list).order_by("entry__row_number", "rank")
    return list(rows.values_list("person_id", "rank", "band"))


def compared(*rows: tuple[str, str]) -> NameList:
    """A list of these names and birth dates, compared with the register."""
    name_list = received()
    for name, born in rows:
        date = PartialDate.parse(born)
        entered(name, name_list, born_on=date.date, born_on_precision=date.precision)
    compared_anew(name_list)
    return name_list


def compared_anew(name_list: NameList) -> None:
    propose(name_list, progress=lambda done, total: None)


def states(name_list: NameList) -> list[str]:
    return list(name_list.entries.order_by("row_number").values_list("state", flat=True))


def test_candidates_and_states(mykola: Person) -> None:
    name_list = compared(ROW, ("Невідомський Аристарх Онуфрійович", "1971-11-05"))
    assert candidates(name_list) == [(mykola.pk, 1, Band.CERTAIN)]
    assert states(name_list) == [EntryState.MATCHED, EntryState.UNMATCHED]


def test_why_is_told_feature_by_feature(mykola: Person) -> None:
    features = Candidate.objects.get(entry__name_list=compared(("Zozuliak Nikolay", "1990-12-03"))).features
    assert features["surname"]["verdict"] == "spelling"
    assert features["given_name"] == {"verdict": "form", "weight": 20}
    assert features["born"]["verdict"] == "day_and_month"


def test_a_row_that_names_him_once_more(mykola: Person) -> None:
    name_list = compared(ROW, ("Zozuliak Mykola", "1990-03-12"), ("Інший Іван Іванович", "1980-01-01"))
    first, second, third = name_list.entries.order_by("row_number")
    assert [first.same_as, second.same_as, third.same_as] == [None, first, None]


def test_two_rows_that_are_certainly_one_person_whatever_they_look_like(mykola: Person) -> None:
    name_list = compared(ROW, ("Зозляк Микола Петрович", "1990-03-12"))
    first, second = name_list.entries.order_by("row_number")
    assert second.same_as == first


def test_progress_is_told_in_each_transaction(mykola: Person) -> None:
    name_list, told = compared(ROW), []
    propose(name_list, progress=lambda done, total: told.append((done, total, connection.in_atomic_block)))
    assert told[-1] == (1, 1, True)


def test_compared_anew_what_is_not_found_any_more_does_not_stand(mykola: Person) -> None:
    name_list = compared(ROW)
    other = PersonFactory(called="Зозуляк Микола", born=PartialDate.parse("1990-03-12"), birth_place="Полтава")
    compared_anew(name_list)
    assert {person for person, _rank, _band in candidates(name_list)} == {mykola.pk, other.pk}
    merged(other, into=mykola)
    compared_anew(name_list)
    assert candidates(name_list) == [(mykola.pk, 1, Band.CERTAIN)]
    assert Candidate.objects.get(person=other).rank == 0


def test_a_decided_entry_is_left_alone(mykola: Person) -> None:
    name_list = compared(ROW, ("Зозуляк Микола", "1990"))
    name_list.entries.filter(state=EntryState.MATCHED).update(state=EntryState.DECIDED)
    Candidate.objects.filter(entry__name_list=name_list).update(score=1)
    compared_anew(name_list)
    assert set(Candidate.objects.values_list("score", flat=True)) == {1}
    assert states(name_list) == [EntryState.DECIDED] * 2


def test_what_an_earlier_list_decided_of_the_same_name_lifts_him(mykola: Person) -> None:
    other = PersonFactory(called="Зозуляк Микола", birth_place="Львів")
    row = ("Зозуляк Микола", "")
    decision_of(compared(row).entries.get(), verdict="ok", person=other)
    best = Candidate.objects.get(entry__name_list=compared(row), rank=1)
    assert best.person == other
    assert best.features[ListFeature.EARLIER]["verdict"] == "same"


def test_what_an_earlier_list_found_unknown_is_doubted(mykola: Person) -> None:
    before = compared(ROW)
    score = Candidate.objects.get(rank=1).score
    decision_of(before.entries.get(), verdict="unknown")
    best = Candidate.objects.get(entry__name_list=compared(ROW), rank=1)
    assert best.score < score
    assert best.features[ListFeature.EARLIER]["verdict"] == "different"


def test_an_earlier_list_that_is_restricted_makes_no_difference(mykola: Person) -> None:
    before = compared(ROW)
    decision_of(before.entries.get(), verdict="unknown")
    restrict_list(name_list=before, reason="synthetic", by=user_with(Role.REGISTRAR))
    assert ListFeature.EARLIER not in Candidate.objects.get(entry__name_list=compared(ROW), rank=1).features


def test_a_list_of_ours_lifts_whom_it_names_unless_it_is_restricted(mykola: Person) -> None:
    ours = outgoing_list([CaptivityFactory(person=mykola)])
    told = Candidate.objects.get(entry__name_list=compared(ROW), rank=1).features
    assert told[ListFeature.OWN_LIST]["verdict"] == "same"
    restrict_list(name_list=ours, reason="synthetic", by=user_with(Role.REGISTRAR))
    assert ListFeature.OWN_LIST not in Candidate.objects.get(entry__name_list=compared(ROW), rank=1).features


def test_the_machine_compares_with_the_restricted_and_a_reader_does_not_see_them(mykola: Person) -> None:
    restrict_person(person=mykola, reason="synthetic", by=user_with(Role.APPROVER))
    name_list = compared(ROW)
    assert candidates(name_list) == [(mykola.pk, 1, Band.CERTAIN)]
    assert not Candidate.objects.visible_to(user_with(Role.NEGOTIATOR)).exists()


def test_a_restricted_candidate_makes_no_difference_to_what_everybody_sees(mykola: Person) -> None:
    restrict_person(person=mykola, reason="synthetic", by=user_with(Role.APPROVER))
    assert states(compared(ROW)) == [EntryState.UNMATCHED]


def test_a_unit_in_other_words() -> None:
    unit = UnitFactory(code="3057", name_uk="12 бригада")
    called = CalledUnits()
    assert called.of("в/ч 3057, 2 рота") == called.of("12 Бригада") == frozenset({unit.pk})
    assert called.of("в/ч 9999") == called.of("") == frozenset()


def test_as_many_statements_for_three_rows_as_for_one(mykola: Person) -> None:
    counts = []
    for rows in (1, 3):
        name_list = compared(*(("Зозуляк Микола Петрович", "1985-03-12") for _row in range(rows)))
        with CaptureQueriesContext(connection) as asked:
            compared_anew(name_list)
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 30
