"""What goes beside and after exchanges: transfers of remains with what was found, information passed on."""

from collections.abc import Iterable

from django.db.models import Prefetch, QuerySet

from accounts.models import User
from exchanges.models import Claim, Exchange, InformationTransfer, RemainsIdentification, RemainsTransfer
from negotiations.models import NameList, Programme, Round
from places.models import Place
from prisoners.models import Identifier, Person
from prisoners.queries.records import persons


def remains(user: User) -> QuerySet[RemainsTransfer]:
    """Transfers of remains that a user may see, with what pages name of them and how far they are examined."""
    seen = RemainsTransfer.objects.visible_to(user).with_progress()
    places = Prefetch("via", Place.objects.visible_to(user))
    programmes = Prefetch("programme", Programme.objects.visible_to(user))
    return seen.select_related("from_party", "to_party", "source").prefetch_related(places, programmes, "exchange")


def identifications(user: User) -> QuerySet[RemainsIdentification]:
    """Results for bodies that a user may see, with whom they name."""
    seen = RemainsIdentification.objects.visible_to(user)
    return seen.select_related("remains_transfer__to_party", "person", "source")


def identified_as(person: Person, user: User) -> QuerySet[RemainsIdentification]:
    """Bodies that were identified as a person."""
    return identifications(user).standing().filter(person=person)


def claims_of(transfer: RemainsTransfer, user: User) -> list[Claim]:
    """What was claimed of a transfer of remains."""
    found = Claim.objects.visible_to(user).filter(remains_transfer=transfer, voided_at=transfer.voided_at)
    return list(found.select_related("claimed_by", "source", "remains_transfer").order_by("measure", "id"))


def information(user: User) -> QuerySet[InformationTransfer]:
    """Information passed on that a user may see, with what pages name of it."""
    rounds = Prefetch("round", Round.objects.visible_to(user))
    lists = Prefetch("name_list", NameList.objects.visible_to(user))
    seen = InformationTransfer.objects.visible_to(user)
    return seen.select_related("mediator", "source").prefetch_related(rounds, lists)


def returns_of_remains(user: User) -> QuerySet[Exchange]:
    """Exchanges that the dead can be part of: returns of remains that are not over."""
    return Exchange.objects.visible_to(user).standing().filter(kind="remains").order_by("-day", "-number")


def by_number(numbers: Iterable[str], user: User) -> dict[str, list[Person]]:
    """Persons that a user may see, by each of these numbers as they are compared; one query."""
    held = Identifier.objects.standing().filter(value_key__in=list(numbers), person__in=persons(user).standing())
    found: dict[str, list[Person]] = {}
    for each in held.select_related("person"):
        found.setdefault(each.value_key, []).append(each.person)
    return found
