"""Accepting the certain ones together: only after the sample, only what is certain, and undone as one."""

import pytest
from django.core.exceptions import ValidationError

from accounts.models import User
from accounts.roles import Role
from negotiations.domain import bulk
from negotiations.domain.bulk import accept_certain, sample_entries, sample_of, undo_bulk
from negotiations.domain.deciding import decide
from negotiations.list_enums import Band, EntryVerdict, Guard, ListStatus
from negotiations.models import Decision, NameList
from prisoners.domain.restricting import restrict_person
from tests.factories import PersonFactory, returned, user_with
from tests.factories.decided import candidate_of, certain_list, entry_of

pytestmark = pytest.mark.django_db
V = EntryVerdict


@pytest.fixture(autouse=True)
def small_sample(monkeypatch) -> None:
    monkeypatch.setattr(bulk, "SAMPLE", 2)


@pytest.fixture
def negotiator() -> User:
    return user_with(Role.NEGOTIATOR)


def sampled(name_list: NameList, by: User, verdict: str = V.OK) -> None:
    """Decide the sample by hand."""
    for entry in sample_entries(name_list, by):
        decide(entry=entry, verdict=verdict, person=entry.candidates.get(rank=1).person, by=by)


def test_the_others_are_accepted_after_the_sample(negotiator) -> None:
    name_list = certain_list(5)
    sampled(name_list, negotiator)
    key = accept_certain(name_list=name_list, by=negotiator, expected=3)
    assert Decision.objects.standing().filter(bulk=key, proposed=True, verdict=V.OK).count() == 3
    name_list.refresh_from_db()
    assert name_list.status == ListStatus.DECIDED


def test_without_the_sample_nothing_is_accepted(negotiator) -> None:
    with pytest.raises(ValidationError, match="0 of the sample of 2"):
        accept_certain(name_list=certain_list(5), by=negotiator)


def test_one_of_the_sample_that_differs_stops_it(negotiator) -> None:
    name_list = certain_list(5)
    sampled(name_list, negotiator, V.CIVILIAN)
    with pytest.raises(ValidationError, match="2 of the sample were decided otherwise"):
        accept_certain(name_list=name_list, by=negotiator)


def test_another_number_than_was_shown_is_refused(negotiator) -> None:
    name_list = certain_list(5)
    sampled(name_list, negotiator)
    with pytest.raises(ValidationError, match="3 entries wait now, not 4"):
        accept_certain(name_list=name_list, by=negotiator, expected=4)


@pytest.mark.parametrize(("band", "guard"), [(Band.LIKELY, Guard.NONE), (Band.POSSIBLE, Guard.TWIN)])
def test_what_is_not_certain_waits_on(negotiator, band, guard) -> None:
    name_list = certain_list(3)
    entry = entry_of(name_list, 9)
    candidate_of(entry, PersonFactory(), band=band, guard=guard)
    sampled(name_list, negotiator)
    accept_certain(name_list=name_list, by=negotiator)
    assert not entry.decisions.exists()


def test_each_is_decided_as_the_register_says(negotiator) -> None:
    name_list = certain_list(3)
    person = returned().person
    entry = entry_of(name_list, 9)
    candidate_of(entry, person)
    assert sample_of(name_list, negotiator).certain == 4
    for each in sample_entries(name_list, negotiator):
        verdict = V.ALREADY_RETURNED if each == entry else V.OK
        decide(entry=each, verdict=verdict, person=each.candidates.get(rank=1).person, by=negotiator)
    accept_certain(name_list=name_list, by=negotiator)
    assert entry.decisions.get().verdict == V.ALREADY_RETURNED


def test_somebody_out_of_sight_waits_on(negotiator) -> None:
    name_list = certain_list(3)
    entry = entry_of(name_list, 9)
    person = PersonFactory()
    candidate_of(entry, person)
    restrict_person(person=person, reason="synthetic", by=User.objects.system())
    sampled(name_list, negotiator)
    accept_certain(name_list=name_list, by=negotiator)
    assert not entry.decisions.exists()


def test_it_is_undone_as_one_and_leaves_what_was_decided_by_hand(negotiator) -> None:
    name_list = certain_list(5)
    sampled(name_list, negotiator)
    key = accept_certain(name_list=name_list, by=negotiator)
    assert undo_bulk(name_list=name_list, bulk=key, reason="wrong file", by=negotiator) == 3
    assert Decision.objects.standing().filter(entry__name_list=name_list).count() == 2
    name_list.refresh_from_db()
    assert name_list.status == ListStatus.RECONCILED


def test_the_sample_is_the_same_for_everybody(negotiator) -> None:
    name_list = certain_list(5)
    other = user_with(Role.NEGOTIATOR)
    assert set(sample_entries(name_list, negotiator)) == set(sample_entries(name_list, other))


@pytest.mark.parametrize(("drawn", "certain", "wrong"), [(30, 400, 10), (30, 30, 0), (100, 900, 3)])
def test_what_a_sample_says_of_the_others(drawn, certain, wrong) -> None:
    assert bulk.Sample(certain, drawn, drawn, drawn, 0).at_most_wrong == wrong
