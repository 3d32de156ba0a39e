"""Transfers of the living and what was claimed of them, for every report that looks at each direction by itself."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any, NamedTuple

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Q, QuerySet, TextField
from django.db.models.functions import Cast

from accounts.models import User
from exchanges.enums import DELIVERED, CountStatus, Direction, ExchangeKind, ExchangeStatus
from exchanges.models import Claim, Exchange, ManifestEntry, Mediation, SetbackReason, Transfer
from exchanges.models.claim import FIGURES
from prisoners.models import Captivity, Cohort, CohortMembership, Person
from sources.models import Source
from units.models import Branch, Party, Unit

#: Every table that a report about exchanges reads, for answers as known on a day.
TABLES = (
    *(Exchange, Transfer, Claim, ManifestEntry, Mediation, SetbackReason, Source, Party),
    *(Captivity, Person, Cohort, CohortMembership, Unit, Branch),
)


@dataclass(frozen=True)
class Period:
    """Which exchanges are asked about: of these days, or the one of our number `exchange`, as known on a day."""

    since: datetime.date | None
    as_of: datetime.date
    exchange: int | None = None
    known_on: datetime.date | None = None

    def limits(self, path: str = "") -> Q:
        """The hand-overs of living persons of the period, as a condition on whatever leads to an exchange."""
        asked = {"day__lte": self.as_of}
        asked |= {"day__gte": self.since} if self.since else {}
        asked |= {"number": self.exchange} if self.exchange else {}
        found = Exchange.objects.standing().hand_overs().exclude(kind=ExchangeKind.REMAINS).filter(**asked)
        return Q(**{f"{path}in": found.order_by().values("pk")})


@dataclass(frozen=True)
class Moved:
    """One transfer and the exchange that it belongs to. None is a number that nobody told."""

    id: str
    exchange: str
    number: int
    formula: str
    date: datetime.date
    precision: str
    status: ExchangeStatus
    direction: Direction
    agreed: int | None
    delivered: int | None
    military: int | None
    civilian: int | None
    count_status: CountStatus

    @property
    def is_delivered(self) -> bool:
        return self.status in DELIVERED

    @cached_property
    def day(self) -> str:
        """The date as far as it is known: 2024-10-18, 2024-10 or 2024."""
        return self.date.isoformat()[: {"month": 7, "year": 4}.get(self.precision, 10)]

    @cached_property
    def reference(self) -> list[Any]:
        """What a table needs to name and link the exchange."""
        return [self.exchange, self.number, self.formula, self.day]


def _key(path: str) -> Cast:
    """A key as text: thousands of rows are read, and none of them needs an object for it."""
    return Cast(path, TextField())


FIELDS = (
    *(
        _key("pk"),
        _key("exchange"),
        "exchange__number",
        "exchange__formula",
        "exchange__day",
        "exchange__date_precision",
    ),
    *("exchange__status", "direction", "agreed", "delivered", "delivered_military", "delivered_civilian"),
    "count_status",
)


def transfers(user: User, period: Period) -> QuerySet[Transfer]:
    """The transfers of a period that a user may see."""
    return Transfer.objects.visible_to(user).standing().filter(period.limits("exchange__"))


def moved(user: User, period: Period) -> list[Moved]:
    """The transfers of a period that a user may see, by day, ours first; those of hand-overs that failed too."""
    rows = transfers(user, period).order_by("exchange__day", "exchange__number", "-direction", "pk")
    return [
        Moved(*row[:6], ExchangeStatus(row[6]), Direction(row[7]), *row[8:12], row[12])
        for row in rows.values_list(*FIELDS)
    ]


class ClaimRow(NamedTuple):
    """One claim; `said_by` is code and names of the party, or the publisher of the source three times."""

    transfer: str | None
    exchange: str | None
    measure: str
    axis: str
    category: str
    qualifier: str
    number: int | None
    percent: Decimal | None
    is_partition: bool
    adopted: bool
    as_of: datetime.date | None
    said_by: tuple[str, str, str]
    is_home: bool | None
    source: str
    more: tuple = ()


CLAIMED = (
    *(_key("transfer"), _key("exchange"), "measure", "axis", "category", "qualifier", "number", "percent"),
    *("is_partition", "adopted", "as_of"),
)
SAYER = (
    *("claimed_by__code", "claimed_by__name_uk", "claimed_by__name_en", "claimed_by__is_home"),
    *("source__publisher", "source__title", _key("source"), _key("source__same_statement_as")),
)


def claim_rows(claims: QuerySet[Claim], *more: str) -> list[ClaimRow]:
    """Claims with who said them and `more` fields; of a reprint the source is the statement that it reprints."""
    made, told = [], len(CLAIMED) + len(SAYER)
    for row in claims.values_list(*CLAIMED, *SAYER, *more):
        code, uk, en, is_home, publisher, title, source, reprint_of = row[len(CLAIMED) : told]
        said_by = (code, uk, en) if code else (publisher or title,) * 3
        made.append(ClaimRow(*row[: len(CLAIMED)], said_by, is_home, reprint_of or source, row[told:]))
    return made


def claims_of(user: User, period: Period) -> QuerySet[Claim]:
    """Claims of the transfers and exchanges of a period that a user may see, less those made later than its end."""
    about = period.limits("transfer__exchange__") | period.limits("exchange__")
    made = Q(as_of__isnull=True) | Q(as_of__lte=period.as_of)
    return Claim.objects.visible_to(user).standing().filter(about, made)


def taken_over() -> Q:
    """Claims that our record has its figure from: they are our record."""
    found = Q(pk__in=[])
    for measure, axis, category in FIGURES:
        found |= Q(measure=measure, axis=axis, category=category)
    return Q(adopted=True, transfer__isnull=False) & found


def keys_sql(rows: QuerySet) -> str:
    """A SELECT of the keys of these rows, to stand within a statement that is written as SQL."""
    try:
        statement, values = rows.order_by().values("pk").query.sql_with_params()
    except EmptyResultSet:
        return "SELECT NULL::uuid WHERE false"
    with connection.cursor() as cursor:
        return cursor.mogrify(statement, values).decode().replace("%", "%%")


def ids(rows: Iterable[Moved]) -> tuple[str, ...]:
    """The exchanges of these transfers, each once, in their order."""
    return tuple(dict.fromkeys(each.exchange for each in rows))


def is_there(user: User, number: int) -> bool:
    """Whether a user sees an exchange of our number."""
    return Exchange.objects.visible_to(user).standing().filter(number=number).exists()
