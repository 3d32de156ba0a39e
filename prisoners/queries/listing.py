"""Rows of the list of persons."""

from django.db.models import QuerySet

from accounts.models import User
from prisoners.models import Person


def listed(user: User) -> QuerySet[Person]:
    """One row a person, with the captivity that counts now and what the columns name; one query for any number."""
    return (
        Person.objects.visible_to(user)
        .distinct_persons()
        .select_related("party", "latest_captivity", "latest_captivity__unit")
    )
