"""Persons and captivities that a user may see, the voided ones among them, with what their pages name."""

from django.db.models import Prefetch, QuerySet

from accounts.models import User
from prisoners.models import Alert, Captivity, Cohort, Identifier, Person, PersonName, Withholding


def persons(user: User) -> QuerySet[Person]:
    """Persons, with what their pages name."""
    seen = Person.objects.visible_to(user)
    return seen.select_related("party", "latest_captivity").prefetch_related(Prefetch("merged_into", seen))


def captivities(user: User) -> QuerySet[Captivity]:
    """Captivities, with what pages name of them."""
    return Captivity.objects.visible_to(user).select_related(
        "person__party", "unit__party", "unit__branch", "detaining_power", "holder", "source"
    )


def alerts(user: User) -> QuerySet[Alert]:
    """Alerts, with whom they are about."""
    return Alert.objects.visible_to(user).select_related("captivity__person", "answered_by")


def names(user: User) -> QuerySet[PersonName]:
    """Names of persons."""
    return PersonName.objects.visible_to(user).select_related("person")


def identifiers(user: User) -> QuerySet[Identifier]:
    """Numbers of persons."""
    return Identifier.objects.visible_to(user).select_related("person")


def withholdings(user: User) -> QuerySet[Withholding]:
    """From whom persons are withheld, the latest first."""
    return Withholding.objects.visible_to(user).select_related("person", "party", "client").order_by("-since", "-id")


def cohorts(user: User) -> QuerySet[Cohort]:
    """Standing cohorts that a user may see, by code."""
    return Cohort.objects.visible_to(user).standing().order_by("code")
