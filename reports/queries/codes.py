"""What parameters name by codes: sides, units, branches of service, cohorts."""

import uuid

from django.db.models import QuerySet

from prisoners.models import Cohort
from units.models import Branch, Party, Unit

Coded = type[Unit] | type[Branch] | type[Cohort]


def other_sides() -> QuerySet[Party]:
    """The sides besides ours, less those who act beside one."""
    return Party.objects.standing().filter(is_home=False, acts_beside__isnull=True).order_by("code")


def side_of(code: str) -> Party:
    """The side of this code; ours for a blank one."""
    return Party.objects.standing().get(code=code) if code else Party.objects.home()


def of_code(model: Coded) -> QuerySet:
    """The standing rows of a model, by code."""
    return model.objects.standing().order_by("code")


def has_unit(party: Party, code: str) -> bool:
    """Whether a unit of this code stands, of that side."""
    return of_code(Unit).filter(party=party, code=code).exists()


def key_of(model: Coded, code: str, party: Party) -> uuid.UUID | None:
    """The key of the row of that code; the code of a unit belongs to its party."""
    owned = {"party": party} if model is Unit else {}
    return of_code(model).get(code=code, **owned).pk if code else None
