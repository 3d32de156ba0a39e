"""Persons by the numbers that bodies know them by."""

from django.db.models import Exists, OuterRef, QuerySet

from prisoners.domain.persons import value_key
from prisoners.models import Identifier, Person


def with_number(persons: QuerySet[Person], scheme: str, value: str) -> QuerySet[Person]:
    """Those of these persons who have a number, however it is spaced."""
    held = Identifier.objects.standing().filter(scheme=scheme, value_key=value_key(value))
    return persons.filter(Exists(held.filter(person=OuterRef("pk"))))
