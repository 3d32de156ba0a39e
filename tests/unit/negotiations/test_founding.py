"""The founding facts of the public record stand in a fresh house, each with its source, and no person among them."""

import datetime

import pytest

from accounts.models import User
from exchanges.domain.reference import add_reference_data
from negotiations.domain.founding import add_founding_negotiations
from negotiations.models import Programme, Proposal, Round, Stance
from prisoners.domain.reference import add_cohorts
from sources.models import Source
from units.domain.founding import add_founding_units

pytestmark = pytest.mark.django_db
D = datetime.date


@pytest.fixture
def founded(db) -> User:
    by = User.objects.system()
    for add in (add_reference_data, add_founding_units, add_cohorts, add_founding_negotiations):
        add(by=by)
    return by


def position(party: str, day: datetime.date, **about: str) -> list[str]:
    return list(Stance.objects.on(day).filter(party__code=party, **about).values_list("position", flat=True))


def test_they_are_there_once(founded) -> None:
    before = [model.objects.count() for model in (Round, Proposal, Stance, Source)]
    assert add_founding_negotiations(by=founded) == 0
    assert [model.objects.count() for model in (Round, Proposal, Stance, Source)] == before


def test_the_630_were_said_in_public_and_start_no_clock(founded) -> None:
    proposal = Proposal.objects.get(made_on=D(2024, 11, 27))
    assert (proposal.kind, proposal.days_waiting, proposal.made_by.code) == ("public", None, "RU")
    assert set(proposal.terms.values_list("direction", "number")) == {("to_us", 630), ("to_them", 630)}


def test_where_a_side_stands_changes_over_time(founded) -> None:
    assert position("RU", D(2025, 6, 1), category="convicts") == ["when_pressed"]
    assert position("RU", D(2026, 3, 1), category="convicts") == ["wants"]
    assert position("RU", D(2026, 3, 1), branch__code="marines") == ["refuses"]
    assert position("UA", D(2026, 3, 1), category="women") == ["wants"]


def test_each_stance_says_who_says_so(founded) -> None:
    assert set(Stance.objects.values_list("source__publisher", flat=True)) == {"Ukrainska Pravda", ""}


def test_a_reprint_is_no_second_source(founded) -> None:
    assert Source.objects.get(publisher="Ukrinform").same_statement_as.publisher == "Ukrainska Pravda"


def test_the_open_ended_programme_was_breached(founded) -> None:
    programme = Programme.objects.get(code="istanbul-2")
    event = programme.events.get()
    assert (programme.status, programme.open_ended, programme.age_to) == ("breached", True, 25)
    assert (event.happened_on, event.by_party.code, event.source.published_on) == (D(2025, 7, 23), "RU", D(2026, 2, 5))
