"""In which exchanges people of a unit came home, as counts."""

import datetime
import uuid

from django.db.models import Count, QuerySet
from django.db.models.functions import Coalesce

from accounts.models import User
from accounts.roles import Permission
from accounts.sight import in_sight
from exchanges.models import Exchange, ManifestEntry
from prisoners.models import Person
from units.models import Unit
from units.queries.tree import subtree


def came_home(unit: Unit, on: datetime.date, user: User) -> list[tuple[Exchange, int]]:
    """Exchanges up to a day, the latest first, with the persons of a unit and of all under it on that day whom they
    brought home, of those of whom the user may be told; three statements.
    """
    exchanges = Exchange.objects.visible_to(user).standing().delivered().filter(date__lte=on)
    counted = _counted(subtree(unit, on), exchanges, user)
    rows = exchanges.filter(pk__in=counted).order_by("-date", "-number")
    return [(exchange, counted[exchange.pk]) for exchange in rows]


def _counted(units: list[uuid.UUID], exchanges: QuerySet[Exchange], user: User) -> dict[uuid.UUID, int]:
    told = in_sight("captivity__person", Person, user.sight(Permission.PRISONERS_FIGURES))
    rows = ManifestEntry.objects.delivered().filter(
        told, captivity__unit__in=units, captivity__voided_at__isnull=True, transfer__exchange__in=exchanges
    )
    # Two records that are one person are one.
    person = Coalesce("captivity__person__merged_into", "captivity__person")
    grouped = rows.order_by().values_list("transfer__exchange")
    return dict(grouped.annotate(number=Count(person, distinct=True)))
