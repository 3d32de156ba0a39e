"""Rows of the list of persons."""

from django.db.models import QuerySet

from accounts.models import User
from prisoners.models import Person

#: What the columns show. The rest of a person and of a captivity, notes and all, stays in the database.
_SHOWN = (
    *("name", "sort_key", "description", "born_on", "born_on_precision", "is_synthetic", "voided_at", "merged_into"),
    *("party__code", "party__name_uk", "party__name_en", "party__is_home"),
    *(f"latest_captivity__{name}" for name in ("status", "voided_at", "captured_on", "captured_on_precision")),
    *(f"latest_captivity__{name}" for name in ("surely_held", "legal_category", "person")),
    *(f"latest_captivity__unit__{name}" for name in ("code", "name_uk", "name_en")),
)


def listed(user: User) -> QuerySet[Person]:
    """One row a person, with the captivity that counts now and what the columns name; one query for any number."""
    return (
        Person.objects.visible_to(user)
        .distinct_persons()
        .select_related("party", "latest_captivity__unit")
        .only(*_SHOWN)
    )
