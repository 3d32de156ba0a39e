"""Transfers of the living and what was claimed of them, for every report that looks at each direction by itself."""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby, starmap
from operator import itemgetter
from typing import Any, NamedTuple

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Case, Q, QuerySet, TextField, When
from django.db.models.functions import Cast, Left

from accounts.models import User
from common.partial_dates import Precision
from exchanges.enums import DELIVERED, CountStatus, ExchangeKind
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


class Moved(NamedTuple):
    """One transfer and the exchange that it belongs to, in codes. None is a number that nobody told.

    `day` is the date of the exchange as far as it is known: 2024-10-18, 2024-10 or 2024.
    """

    id: str
    exchange: str
    number: int
    formula: str
    day: str
    status: str
    direction: str
    agreed: int | None
    delivered: int | None
    military: int | None
    civilian: int | None

    @property
    def is_delivered(self) -> bool:
        return self.status in DELIVERED

    @property
    def reference(self) -> list[Any]:
        """What a table needs to name and link the exchange."""
        return [self.exchange, self.number, self.formula, self.day]


def _key(path: str) -> Cast:
    """A key as text: thousands of rows are read, and none of them needs an object for it."""
    return Cast(path, TextField())


def day_of(path: str = "") -> Left:
    """The day of an exchange as far as it is known: 2024-10-18, 2024-10 or 2024."""
    known = Case(
        When(**{f"{path}date_precision": Precision.MONTH}, then=7),
        When(**{f"{path}date_precision": Precision.YEAR}, then=4),
        default=10,
    )
    return Left(_key(f"{path}day"), known)


EXCHANGE = (_key("exchange"), "exchange__number", "exchange__formula", day_of("exchange__"), "exchange__status")
FIGURES_OF = ("agreed", "delivered", "delivered_military", "delivered_civilian")


def transfers(user: User, period: Period) -> QuerySet[Transfer]:
    """The transfers of a period that a user may see."""
    return Transfer.objects.visible_to(user).standing().filter(period.limits("exchange__"))


def moved(user: User, period: Period, about: Q | None = None) -> list[Moved]:
    """The transfers of a period that a user may see, by day, ours first; those of hand-overs that failed too."""
    rows = transfers(user, period).filter(about or Q()).values_list(_key("pk"), *EXCHANGE, "direction", *FIGURES_OF)
    return [*starmap(Moved, rows.order_by("exchange__day", "exchange__number", "-direction", "pk"))]


class Way(NamedTuple):
    """One direction of one exchange, of all its transfers together: a number only where it is known of all of them.

    `withheld` says that one of them is.
    """

    exchange: str
    number: int
    formula: str
    day: str
    status: str
    direction: str
    agreed: int | None
    delivered: int | None
    withheld: bool

    @property
    def is_delivered(self) -> bool:
        return self.status in DELIVERED

    @property
    def about(self) -> list[Any]:
        """What a table begins a row with: day, exchange, direction."""
        return [self.day, [self.exchange, self.number, self.formula, self.day], self.direction]


WITHHELD = CountStatus.WITHHELD.value
#: The exchange and the direction of a row of `ways`.
ONE_WAY = itemgetter(0, 5)


def ways(user: User, period: Period) -> list[Way]:
    """The directions of the exchanges of a period that a user may see, by day, ours first."""
    rows = transfers(user, period).order_by("exchange__day", "exchange__number", "-direction")
    found = rows.values_list(*EXCHANGE, "direction", "agreed", "delivered", "count_status")
    return [_way(list(rows_of_it)) for _one, rows_of_it in groupby(found, key=ONE_WAY)]


def _way(rows: list[tuple]) -> Way:
    """Most directions are of one transfer."""
    if len(rows) == 1:
        return Way(*rows[0][:8], rows[0][8] == WITHHELD)
    agreed, delivered, statuses = zip(*(row[6:] for row in rows), strict=True)
    return Way(*rows[0][:6], _whole(agreed), _whole(delivered), WITHHELD in statuses)


def _whole(numbers: Sequence[int | None]) -> int | None:
    """A part is not the whole."""
    return None if None in numbers else sum(numbers)


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
