"""The running totals that a headquarters gives out: claims about its own party, each with its statement as source."""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.domain import records
from accounts.models import User
from accounts.roles import Permission
from audit.verbs import verb
from exchanges.enums import Measure
from exchanges.models import Claim
from sources.enums import SourceKind
from sources.models import Source
from units.models import Party

#: Which column of the file claims what.
COLUMNS = {"returned_to_ukraine_total": Measure.RETURNED_TOTAL, "exchanges_counted": Measure.EXCHANGES_TOTAL}


@dataclass(frozen=True)
class Total:
    """One statement: as of a day, what it counts, and what is known about it."""

    row: int
    as_of: datetime.date
    figures: dict[Measure, int]
    notes: str


@dataclass(frozen=True)
class Imported:
    """How many statements were new, and how many were already there."""

    created: int
    already_there: int


@verb("exchanges.import_official_totals", permission=Permission.EXCHANGES_IMPORT)
def import_official_totals(*, rows: Iterable[Mapping[str, str]], by: User) -> Imported:
    """Record statements of running totals about the home party; those that are there already stay as they are.

    `rows` are those of official_counters.csv. Raises ValidationError, which names row and column, before anything is
    written; and where no party is ours.
    """
    totals = _read(rows)
    party = Party.objects.standing().filter(is_home=True).first()
    if party is None:
        raise ValidationError(_("Say first which party is ours."))
    there = set(
        Claim.objects.standing()
        .filter(party=party, measure__in=COLUMNS.values())
        .values_list("measure", "as_of", "number")
    )
    created = 0
    for total in totals:
        missing = {what: number for what, number in total.figures.items() if (what, total.as_of, number) not in there}
        if missing:
            _record(total, missing, party)
            created += 1
    return Imported(created, len(totals) - created)


def _record(total: Total, figures: dict[Measure, int], party: Party) -> None:
    source = records.create(
        Source,
        kind=SourceKind.STATEMENT,
        title=_("Official running total as of %(day)s") % {"day": total.as_of.isoformat()},
        published_on=total.as_of,
        quote=total.notes,
    )
    for measure, number in figures.items():
        records.create(
            Claim,
            party=party,
            claimed_by=party,
            measure=measure,
            number=number,
            as_of=total.as_of,
            source=source,
            quote=total.notes,
        )


def _read(rows: Iterable[Mapping[str, str]]) -> list[Total]:
    totals, errors = [], []
    for number, row in enumerate(rows, start=2):
        try:
            totals.append(_total(number, row))
        except ValidationError as error:
            errors.extend(error.messages)
    if errors:
        raise ValidationError(errors)
    return totals


def _total(number: int, row: Mapping[str, str]) -> Total:
    try:
        day = datetime.date.fromisoformat((row.get("as_of") or "").strip())
    except ValueError:
        raise _wrong(number, "as_of", _("write the day as 2024-10-18")) from None
    figures = {}
    for column, measure in COLUMNS.items():
        text = (row.get(column) or "").strip()
        if text and not (text.isascii() and text.isdigit()):
            raise _wrong(number, column, _("write a whole number in digits"))
        if text:
            figures[measure] = int(text)
    if Measure.RETURNED_TOTAL not in figures:
        raise _wrong(number, "returned_to_ukraine_total", _("the total is missing"))
    return Total(number, day, figures, (row.get("notes") or "").strip())


def _wrong(row: int, column: str, what: Any) -> ValidationError:
    return ValidationError(
        _("Row %(row)s, column %(column)s: %(what)s.") % {"row": row, "column": column, "what": what}
    )
