"""What was said of the parts of those delivered: by our own record, by the sides and by sources."""

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal
from typing import Any, NamedTuple

from django.utils.translation import gettext_lazy as _
from django.utils.translation import override, pgettext_lazy

from accounts.models import User
from exchanges.enums import Axis, Measure, Qualifier
from exchanges.queries import claimed
from reports.queries.transfers import ClaimRow, Moved, Period, claim_rows, claims_of, taken_over

LANGUAGES = ("uk", "en")


def in_both(code: str, words: Any) -> list[str]:
    """What code and names of a record are for what the program itself names."""
    found = [code]
    for language in LANGUAGES:
        with override(language):
            found.append(str(words))
    return found


#: The categories of military or civilian that our record itself tells, and how it is named among those who say.
STATUSES = {
    "military": pgettext_lazy("of a person", "military"),
    "civilian": pgettext_lazy("of a person", "civilian"),
}
RECORD, OURS = "record", _("our record")


class Part(NamedTuple):
    """One part of those delivered in a transfer, as somebody said it; names as a NAMED cell has them."""

    moved: Moved
    axis: str
    category: list[str]
    said_by: list[str]
    qualifier: str
    number: int | None
    percent: Decimal | None
    is_partition: bool

    @property
    def same(self) -> tuple[str, str]:
        """What of its transfer is counted: the same for all who say something of it."""
        return self.axis, self.category[0].casefold()

    @property
    def is_record(self) -> bool:
        return self.said_by[0] == RECORD


class Names:
    """How parts are named that the program itself tells, in both languages."""

    def __init__(self) -> None:
        self.statuses = {code: in_both(code, words) for code, words in STATUSES.items()}
        self.ours = in_both(RECORD, OURS)


def said_of(user: User, period: Period) -> dict[str, list[ClaimRow]]:
    """By transfer what was said of the parts of those delivered, besides by our own record; one statement."""
    claims = claims_of(user, period).filter(measure=Measure.DELIVERED, transfer__isnull=False)
    apart = claims.exclude(axis="").exclude(taken_over())
    said: dict[str, list[ClaimRow]] = defaultdict(list)
    for row in claim_rows(apart.order_by("axis", "claimed_by__code", "source", "category", "pk")):
        said[row.transfer].append(row)
    return said


def parts_of(each: Moved, said: Iterable[ClaimRow], names: Names) -> list[Part]:
    """Every part that was said of those delivered in one transfer: by our own record first."""
    found = []
    for code, number in (("military", each.military), ("civilian", each.civilian)):
        if number is not None:
            told = (Qualifier.EXACTLY.value, number, None, True)
            found.append(Part(each, Axis.STATUS.value, names.statuses[code], names.ours, *told))
    for row in said:
        known = names.statuses.get(row.category) if row.axis == Axis.STATUS else None
        told = (row.qualifier, row.number, row.percent, row.is_partition)
        found.append(Part(each, row.axis, known or [row.category] * 3, list(row.said_by), *told))
    return found


def agreement(parts: list[Part]) -> list[tuple[Part, str]]:
    """Each part of a transfer, and whether whatever was said of it can be true together: alone, agree or differ."""
    same: dict[Any, list[Part]] = defaultdict(list)
    for part in parts:
        same[part.same].append(part)
    verdicts = {
        key: "alone" if len(group) == 1 else "differ" if claimed.disagree(group, group[0].moved.delivered) else "agree"
        for key, group in same.items()
    }
    return [(part, verdicts[part.same]) for part in parts]


def best(parts: Iterable[Part]) -> list[Part]:
    """Of everything said of a part one figure: our record, else a number, else a percentage; exact ones first."""
    found: dict[Any, Part] = {}
    for part in parts:
        there = found.get(part.same)
        if there is None or _rank(part) < _rank(there):
            found[part.same] = part
    return list(found.values())


def _rank(part: Part) -> tuple[bool, bool, bool]:
    return not part.is_record, part.number is None, part.qualifier != Qualifier.EXACTLY
