"""Synthetic persons and their captivities."""

from typing import Any

import factory

from accounts.models import User
from accounts.roles import Role
from common.partial_dates import PartialDate
from prisoners.domain.captivities import open_captivity, record_event
from prisoners.domain.cohorts import register_cohort
from prisoners.domain.merges import approve_merge, propose_merge
from prisoners.domain.persons import register_person
from prisoners.enums import CaptivityStatus, EventKind
from prisoners.models import Captivity, Person
from tests.factories.accounts import user_with
from tests.factories.base import VerbFactory
from tests.factories.records import home, other


class PersonFactory(VerbFactory):
    """A synthetic person of the home side, named `surname given patronymic`; `names` says more."""

    class Meta:
        model = register_person

    class Params:
        called = factory.Sequence(lambda n: f"Вигаданий{n} Іван Петрович")

    party = factory.LazyFunction(home)
    names = factory.LazyAttribute(
        lambda made: [dict(zip(("surname", "given_name", "patronymic"), made.called.split(), strict=False))]
    )
    is_synthetic = True


class CaptivityFactory(VerbFactory):
    class Meta:
        model = open_captivity

    person = factory.SubFactory(PersonFactory)
    detaining_power = factory.LazyFunction(other)
    status = CaptivityStatus.CONFIRMED
    captured = PartialDate.parse("2022-05-17")


class CohortFactory(VerbFactory):
    class Meta:
        model = register_cohort

    code = factory.Sequence(lambda n: f"cohort-{n}")
    name_uk = factory.Sequence(lambda n: f"Когорта {n}")
    name_en = factory.Sequence(lambda n: f"Cohort {n}")


def returned(on: str = "2024-10-18", **fields: Any) -> Captivity:
    """A captivity that ended with an exchange on that day."""
    captivity = CaptivityFactory(**fields)
    record_event(
        captivity=captivity, kind=EventKind.EXCHANGED, occurred=PartialDate.parse(on), by=User.objects.system()
    )
    captivity.refresh_from_db()
    return captivity


def merged(duplicate: Person, *, into: Person) -> None:
    """One record merged into another, by two people."""
    proposed = propose_merge(duplicate=duplicate, into=into, note="synthetic", by=user_with(Role.REGISTRAR))
    approve_merge(merge=proposed, by=user_with(Role.APPROVER))
