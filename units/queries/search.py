"""Find a unit by what a person calls it: its code, its name, or what it was called before."""

import re
import uuid

from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.models import User
from units.models import Unit, UnitName
from units.queries.listing import name_at
from units.queries.records import units as units_of

#: Units that are suggested at once.
SUGGESTED = 50

#: How a unit is shown where it has a code that its name does not say.
NAME_AND_CODE = re.compile(r"(?P<name>.+) \((?P<code>[^()]+)\)")


def named_like(word: str) -> Q:
    """The condition that a word stands in the code, in a name, or in a name of another time."""
    names = UnitName.objects.standing().filter(unit=OuterRef("pk"), name__icontains=word)
    return Q(code__icontains=word) | Q(name_uk__icontains=word) | Q(name_en__icontains=word) | Exists(names)


def called(units: QuerySet[Unit], text: str) -> QuerySet[Unit]:
    """Those of the units that have exactly this id, code or name; if there is none, those that hold it as a part."""
    for condition in (_by_key(text), _by_code_or_name(text), _by_name_and_code(text)):
        if condition is not None and (found := units.filter(condition)).exists():
            return found
    for word in text.split():
        units = units.filter(named_like(word))
    return units


def suggested(user: User, text: str) -> list[tuple[str, str]]:
    """Code and name, in the reader's language, of units that a text may mean; the first by code where there is none."""
    found = units_of(user).standing().order_by("code", "name_uk")
    for word in text.split():
        found = found.filter(named_like(word))
    return list(found.values_list("code", name_at())[:SUGGESTED])


def _by_key(text: str) -> Q | None:
    try:
        return Q(pk=uuid.UUID(text))
    except ValueError:
        return None


def _by_code_or_name(text: str) -> Q:
    names = UnitName.objects.standing().filter(unit=OuterRef("pk"), name__iexact=text)
    return Q(code__iexact=text) | Q(name_uk__iexact=text) | Q(name_en__iexact=text) | Exists(names)


def _by_name_and_code(text: str) -> Q | None:
    found = NAME_AND_CODE.fullmatch(text)
    return found and Q(code__iexact=found["code"]) & (
        Q(name_uk__iexact=found["name"]) | Q(name_en__iexact=found["name"])
    )
