"""Programmes: their rules, what became of them, and what exchanges were counted to them."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, InternalError, transaction

from accounts.models import User
from exchanges.domain.relations import set_programmes
from exchanges.models import Exchange
from negotiations.domain.programmes import record_programme_event
from negotiations.models import Programme, ProgrammeEvent
from negotiations.tally import Tally, tallies
from tests.factories import ExchangeFactory, ProgrammeFactory, completed_exchange, voided

pytestmark = pytest.mark.django_db
D = datetime.date


def happened(programme: Programme, kind: str, day: datetime.date) -> ProgrammeEvent:
    return record_programme_event(programme=programme, kind=kind, happened_on=day, by=User.objects.system())


def status(programme: Programme) -> str:
    return Programme.objects.get(pk=programme.pk).status


def book(exchange: Exchange, *programmes: Programme) -> Exchange:
    set_programmes(exchange=exchange, programmes=programmes, by=User.objects.system())
    return exchange


class TestRules:
    @pytest.mark.parametrize(
        ("fields", "wrong"),
        [
            ({"open_ended": True, "target_each": 5}, "target_each"),
            ({"age_from": 25, "age_to": 18, "age_taken": "capture"}, "age_to"),
            ({"age_to": 25}, "age_taken"),
            ({"age_taken": "capture"}, "age_from"),
            ({"categories": ["nobody"]}, "categories"),
        ],
    )
    def test_those_that_contradict_are_told_by_field(self, fields, wrong) -> None:
        with pytest.raises(ValidationError) as refused:
            ProgrammeFactory(**fields)
        assert refused.value.message_dict.keys() == {wrong}

    @pytest.mark.parametrize(
        ("fields", "constraint"),
        [
            ({"open_ended": True}, "programme_open_ended_or_target"),
            ({"age_from": 30}, "programme_ages_in_order"),
            ({"age_taken": ""}, "programme_age_at_a_date"),
        ],
    )
    def test_the_database_holds_them_too(self, fields, constraint) -> None:
        ProgrammeFactory(target_each=5, age_from=18, age_to=25, age_taken="capture", categories=["women"])
        with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
            Programme.objects.update(**fields)


class TestEvents:
    def test_the_latest_by_day_says_where_it_stands_whatever_is_recorded_late(self) -> None:
        programme = ProgrammeFactory(agreed_on=D(2025, 6, 2))
        happened(programme, "breach", D(2025, 7, 23))
        happened(programme, "suspension", D(2025, 7, 1))
        assert status(programme) == "breached"
        happened(programme, "resumption", D(2025, 8, 1))
        assert status(programme) == "in_force"

    def test_of_two_on_one_day_the_later_recorded_counts(self) -> None:
        programme = ProgrammeFactory()
        happened(programme, "suspension", D(2025, 7, 1))
        happened(programme, "resumption", D(2025, 7, 1))
        assert status(programme) == "in_force"

    def test_one_that_was_not_leaves_it_where_the_others_do(self) -> None:
        programme = ProgrammeFactory()
        happened(programme, "suspension", D(2025, 7, 1))
        voided(happened(programme, "breach", D(2025, 7, 23)))
        assert status(programme) == "suspended"

    @pytest.mark.parametrize("day", [D(2025, 6, 1), D(2100, 1, 1)])
    def test_is_neither_before_the_agreement_nor_ahead(self, day) -> None:
        with pytest.raises(ValidationError) as refused:
            happened(ProgrammeFactory(agreed_on=D(2025, 6, 2)), "breach", day)
        assert refused.value.message_dict.keys() == {"happened_on"}

    def test_never_changes(self) -> None:
        happened(ProgrammeFactory(), "breach", D(2025, 7, 23))
        with pytest.raises(InternalError, match="never changed"):
            ProgrammeEvent.objects.update(note="otherwise")

    def test_goes_with_the_programme(self) -> None:
        voided(happened(ProgrammeFactory(), "breach", D(2025, 7, 23)).programme)
        assert not ProgrammeEvent.objects.standing().exists()


class TestTally:
    def tally(self, programme: Programme) -> Tally:
        return tallies([programme], User.objects.system()).get(programme.pk, Tally())

    def test_nothing_is_counted_before_an_exchange_is(self) -> None:
        assert self.tally(ProgrammeFactory()) == Tally()

    def test_exchanges_carried_out_count_to_each_programme_they_are_booked_to(self) -> None:
        one, two = ProgrammeFactory(), ProgrammeFactory()
        completed_exchange(95, 100, programmes=[one, two])
        completed_exchange(5, 6, programmes=[one])
        assert self.tally(one) == Tally(exchanges=2, to_us=100, to_them=106)
        assert self.tally(two) == Tally(exchanges=1, to_us=95, to_them=100)

    def test_what_was_only_planned_counts_nothing(self) -> None:
        programme = ProgrammeFactory()
        book(ExchangeFactory(), programme)
        assert self.tally(programme) == Tally()

    def test_an_exchange_voided_counts_no_more(self) -> None:
        programme = ProgrammeFactory()
        exchange = completed_exchange(95, 95, programmes=[programme])
        voided(exchange)
        assert self.tally(programme) == Tally()

    def test_a_stage_counts_with_the_exchange_it_is_a_stage_of_and_once(self) -> None:
        programme, whole = ProgrammeFactory(), ExchangeFactory()
        completed_exchange(300, 300, parent=whole, stage_no=1, programmes=[programme])
        book(whole, programme)
        assert self.tally(programme) == Tally(exchanges=1, to_us=300, to_them=300)

    def test_a_number_that_nobody_stated_is_told_and_is_no_zero(self) -> None:
        programme = ProgrammeFactory()
        completed_exchange(95, None, programmes=[programme])
        assert self.tally(programme) == Tally(exchanges=1, to_us=95, to_them=0, unknown=1)
