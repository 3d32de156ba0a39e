"""What the machine proposes for an entry: somebody with another birth date than the list has may be given wrongly."""

import pytest

from accounts.models import User
from negotiations.domain.proposing import Proposal, proposals
from negotiations.list_enums import Band, EntryVerdict, Guard
from prisoners.models import Person
from tests.factories import CaptivityFactory, returned
from tests.factories.decided import candidate_of, entry_of, incoming

pytestmark = pytest.mark.django_db
V = EntryVerdict
#: Everything agrees but the birth date.
BORN_OTHERWISE = {"surname": "spelling", "given_name": "form", "unit": "same", "born": "different"}


@pytest.fixture
def held() -> Person:
    return CaptivityFactory(legal_category="pow").person


def proposed(person: Person, said: dict[str, str], band: str = Band.LIKELY, guard: str = Guard.NONE) -> Proposal | None:
    person.refresh_from_db()
    entry = entry_of(incoming(), 1)
    candidate_of(entry, person, band=band, guard=guard, said=said)
    return proposals([entry], User.objects.system()).get(entry.pk)


@pytest.mark.parametrize("known_by", ["unit", "identifier"])
def test_a_birth_date_far_off_is_proposed_as_a_wrong_identity(held, known_by) -> None:
    said = {name: told for name, told in BORN_OTHERWISE.items() if name != "unit"} | {known_by: "same"}
    found = proposed(held, said)
    assert (found.verdict, found.person, found.is_certain) == (V.IDENTITY_ERROR, held.pk, False)


def test_it_is_proposed_of_one_who_is_possible_only(held) -> None:
    assert proposed(held, BORN_OTHERWISE, Band.POSSIBLE).verdict == V.IDENTITY_ERROR


@pytest.mark.parametrize(
    "otherwise",
    [{"born": "one_digit"}, {"born": "day_and_month"}, {"unit": "different"}, {"given_name": "alike"}],
    ids=str,
)
def test_a_slip_or_less_agreement_proposes_no_wrong_identity(held, otherwise) -> None:
    assert proposed(held, BORN_OTHERWISE | otherwise).verdict == V.OK
    assert proposed(held, BORN_OTHERWISE | otherwise, Band.POSSIBLE) is None


def test_another_father_or_a_relative_proposes_no_wrong_identity(held) -> None:
    assert proposed(held, BORN_OTHERWISE | {"patronymic": "different"}, Band.POSSIBLE) is None
    assert proposed(held, BORN_OTHERWISE, Band.POSSIBLE, Guard.SIBLING) is None


def test_who_came_home_is_that_whatever_the_birth_date() -> None:
    assert proposed(returned().person, BORN_OTHERWISE).verdict == V.ALREADY_RETURNED
