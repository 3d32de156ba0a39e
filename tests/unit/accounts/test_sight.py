"""Assignments decide whose records somebody sees; what is restricted, under embargo or withheld is not there."""

import datetime
import re

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client

from accounts import acts
from accounts.domain.people import the_system
from accounts.models import User
from accounts.roles import Role
from common.errors import Conflict
from exchanges.domain.exchanges import move_exchange
from exchanges.models import Exchange, Transfer
from places.domain.places import restrict_place
from prisoners.domain.persons import add_identifier
from prisoners.domain.restricting import lift_restriction, restrict_person, withhold
from prisoners.models import Captivity, Detention, Person
from prisoners.queries.overview import held_now
from prisoners.queries.unit_figures import unit_figures
from tests.factories import (
    CaptivityFactory,
    ExchangeFactory,
    PartyFactory,
    PersonFactory,
    PlaceFactory,
    TransferFactory,
    UnitFactory,
    by_two,
    merged,
    user_with,
)
from tests.factories.person_imports import imported
from units.domain.assignments import assign, end_assignment
from units.enums import PartyKind

pytestmark = pytest.mark.django_db


def seen(user: User) -> set[Person]:
    return set(Person.objects.visible_to(User.objects.get(pk=user.pk)))


def restricted(**fields) -> Person:
    person = PersonFactory(**fields)
    return restrict_person(person=person, reason="synthetic", by=the_system())


class TestAssignments:
    def test_without_one_a_role_shows_nobody(self) -> None:
        PersonFactory()
        assert seen(user_with(Role.REGISTRAR, sees=())) == set()

    def test_a_unit_is_seen_with_all_under_it(self) -> None:
        top = UnitFactory()
        under = CaptivityFactory(unit=UnitFactory(parent=top)).person
        CaptivityFactory(unit=UnitFactory())
        assert seen(user_with(Role.REGISTRAR, sees=({"unit": top},))) == {under}

    def test_they_add_up(self) -> None:
        one, other = CaptivityFactory(unit=UnitFactory()), CaptivityFactory(unit=UnitFactory())
        units = ({"unit": one.unit}, {"unit": other.unit})
        assert seen(user_with(Role.REGISTRAR, sees=units)) == {one.person, other.person}

    def test_the_one_of_another_role_widens_nothing(self) -> None:
        PersonFactory()
        user = user_with(Role.ANALYST)
        assert seen(user) == set()

    @pytest.mark.parametrize(
        "dates", [{"valid_until": datetime.date(2024, 1, 1)}, {"valid_from": datetime.date(2100, 1, 1)}]
    )
    def test_it_holds_for_its_time_only(self, dates) -> None:
        PersonFactory()
        assert seen(user_with(Role.REGISTRAR, sees=(dates,))) == set()

    def test_taken_back_it_shows_nobody(self) -> None:
        PersonFactory()
        user = user_with(Role.REGISTRAR, sees=())
        made = assign(user=user, role=Role.REGISTRAR, by=the_system())
        assert seen(user)
        end_assignment(assignment=made, reason="left", by=the_system())
        assert not seen(user)

    def test_nobody_gives_sight_to_herself(self) -> None:
        administrator = user_with(Role.ADMINISTRATOR)
        with pytest.raises(ValidationError):
            assign(user=administrator, role=Role.ADMINISTRATOR, restricted=True, by=administrator)


class TestRestricted:
    def test_only_the_compartment_sees_the_person(self) -> None:
        person = restricted()
        assert person not in seen(user_with(Role.REGISTRAR))
        assert person in seen(user_with(Role.REGISTRAR, sees=({"restricted": True},)))

    def test_of_a_unit_it_is_that_units_only(self) -> None:
        ours, theirs = CaptivityFactory(unit=UnitFactory()), CaptivityFactory(unit=UnitFactory())
        for each in (ours, theirs):
            restrict_person(person=each.person, reason="synthetic", by=the_system())
        sees = ({}, {"unit": ours.unit, "restricted": True})
        assert seen(user_with(Role.REGISTRAR, sees=sees)) == {ours.person}

    def test_who_hangs_on_the_person_is_gone_and_not_counted(self) -> None:
        unit = UnitFactory()
        captivity = CaptivityFactory(unit=unit)
        restrict_person(person=captivity.person, reason="synthetic", by=the_system())
        registrar, today = user_with(Role.REGISTRAR), datetime.date(2026, 1, 1)
        assert not Captivity.objects.visible_to(registrar).exists()
        assert held_now(registrar).total == 0
        assert unit_figures(unit, today, registrar).whole.persons == 0
        assert (held_now(the_system()).total, unit_figures(unit, today, the_system()).whole.persons) == (1, 1)

    def test_merged_records_are_restricted_together(self) -> None:
        duplicate, into = PersonFactory(), PersonFactory()
        merged(duplicate, into=into)
        restrict_person(person=into, reason="synthetic", by=the_system())
        assert not seen(user_with(Role.REGISTRAR))

    def test_lifted_it_is_there_again(self) -> None:
        person = restricted()
        by_two(acts.LIFT, person, why="over")
        assert person in seen(user_with(Role.REGISTRAR))

    def test_nobody_lifts_it_alone(self) -> None:
        person = restricted()
        with pytest.raises(PermissionDenied, match="two people"):
            lift_restriction(person=person, reason="over", by=user_with(Role.APPROVER))
        assert person not in seen(user_with(Role.REGISTRAR))

    def test_a_registrar_does_not_lift_it(self) -> None:
        with pytest.raises(PermissionDenied):
            lift_restriction(person=restricted(), reason="over", by=user_with(Role.REGISTRAR))

    def test_a_detention_in_a_restricted_place_is_gone(self) -> None:
        from prisoners.domain.custody import record_detention

        place = PlaceFactory()
        record_detention(captivity=CaptivityFactory(), place=place, by=the_system())
        restrict_place(place=place, reason="synthetic", by=the_system())
        assert not Detention.objects.visible_to(user_with(Role.REGISTRAR)).exists()


class TestOracles:
    def test_a_number_of_a_restricted_person_is_free(self) -> None:
        restricted(identifiers=[{"scheme": "service", "value": "АА-1"}])
        add_identifier(person=PersonFactory(), scheme="service", value="АА-1", by=user_with(Role.REGISTRAR))

    def test_else_it_is_taken(self) -> None:
        PersonFactory(identifiers=[{"scheme": "service", "value": "АА-1"}])
        with pytest.raises((ValidationError, Conflict)):
            add_identifier(person=PersonFactory(), scheme="service", value="АА-1", by=user_with(Role.REGISTRAR))

    def test_who_lifts_the_restriction_is_told_of_a_collision(self) -> None:
        person = restricted(identifiers=[{"scheme": "service", "value": "АА-1"}])
        PersonFactory(identifiers=[{"scheme": "service", "value": "АА-1"}])
        with pytest.raises(Conflict):
            by_two(acts.LIFT, person, why="over")

    def test_a_search_answers_as_for_nobody(self, client: Client) -> None:
        restricted(called="Потаємний Іван Петрович", identifiers=[{"scheme": "service", "value": "АА-7531"}])
        client.force_login(user_with(Role.REGISTRAR))
        answers = {self._answer(client, text) for text in ("АА-7531", "АА-9999", "Потаємний", "Незнаний")}
        assert len(answers) == 1

    @staticmethod
    def _answer(client: Client, text: str) -> str:
        page = client.post("/search/", {"q": text}).content.decode()
        return re.sub(r'(csrfmiddlewaretoken" value=")[^"]*|nonce="[^"]*"', "", page.replace(text, "…"))

    @pytest.mark.django_db(transaction=True)
    def test_an_import_creates_as_for_somebody_unknown(self) -> None:
        restricted(called="Потаємний Іван", identifiers=[{"scheme": "service", "value": "АА-1"}])
        batch = imported("Потаємний Іван;1990;АА-1;;", by=user_with(Role.REGISTRAR))
        assert batch.rows.get().outcome == "created"


class TestEmbargo:
    def listed(self, role: Role) -> set[Exchange]:
        return set(Exchange.objects.visible_to(user_with(role)))

    def test_before_it_is_over_few_know_of_an_exchange(self) -> None:
        exchange = ExchangeFactory(embargo_until=None)
        TransferFactory(exchange=exchange, agreed=10)
        assert self.listed(Role.ANALYST) == set()
        assert not Transfer.objects.visible_to(user_with(Role.ANALYST)).exists()
        assert self.listed(Role.NEGOTIATOR) == {exchange}

    def test_it_appears_when_it_is_over(self) -> None:
        exchange = ExchangeFactory(embargo_until=None)
        move_exchange(exchange=exchange, to="cancelled", reason="synthetic", by=the_system())
        assert self.listed(Role.ANALYST) == {exchange}

    def test_it_appears_on_its_day(self, monkeypatch) -> None:
        exchange = ExchangeFactory(embargo_until=datetime.date(2030, 5, 6))
        monkeypatch.setattr("common.clock.today", lambda: datetime.date(2030, 5, 5))
        assert self.listed(Role.ANALYST) == set()
        monkeypatch.setattr("common.clock.today", lambda: datetime.date(2030, 5, 6))
        assert self.listed(Role.ANALYST) == {exchange}


class TestWithheld:
    def client(self, **sight) -> User:
        return user_with(Role.MACHINE, kind="machine", password=None, sees=(sight,))

    def test_the_recipient_is_told_nothing(self) -> None:
        person, bureau = PersonFactory(), self.client()
        withhold(person=person, client=bureau, reason="family", by=the_system())
        assert seen(bureau) == set()
        assert seen(self.client()) == {person}

    def test_a_party_is_told_nothing_through_its_client(self) -> None:
        person, party = PersonFactory(), PartyFactory()
        withhold(person=person, party=party, reason="family", by=the_system())
        assert seen(self.client(on_behalf_of=party)) == set()

    def test_from_the_agency_nothing_is_withheld(self) -> None:
        agency = PartyFactory(kind=PartyKind.AGENCY)
        person = PersonFactory(transmission="agency_only", transmission_reason="family")
        assert seen(self.client(on_behalf_of=agency)) == {person}
        assert seen(self.client()) == set()
        with pytest.raises(ValidationError):
            withhold(person=person, party=agency, reason="family", by=the_system())
