"""What becomes of each row of a public record: created, already there or refused, given what is recorded now."""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from common import clock
from exchanges.domain.public_record import RUSSIA, UKRAINE, Problem, PublicRow, key_of, read_row
from exchanges.enums import RowOutcome
from exchanges.models import Exchange, ImportRow, SetbackReason
from negotiations.models import Programme
from units.models import Party

Cells = Mapping[str, str]


@dataclass(frozen=True)
class Judged:
    """A row of a file, and what becomes of it; `said` is what it says, none where it cannot be read."""

    row_no: int
    cells: Cells
    key: str
    outcome: RowOutcome
    said: PublicRow | None = None
    problems: list[Problem] = field(default_factory=list)
    exchange_id: object = None


class Known:
    """What is recorded now, as far as rows are judged against it. Each question is one query, whatever the rows."""

    def __init__(self, rows: Iterable[PublicRow]) -> None:
        self.rows = list(rows)

    @cached_property
    def parties(self) -> dict[str, Party]:
        """Parties by code and by either name, in small letters."""
        found: dict[str, Party] = {}
        for party in Party.objects.standing():
            found |= {name.casefold(): party for name in (party.code, party.name_en, party.name_uk)}
        return found

    @cached_property
    def programmes(self) -> dict[str, Programme]:
        return {programme.code: programme for programme in Programme.objects.standing()}

    @cached_property
    def setbacks(self) -> dict[str, SetbackReason]:
        return {reason.code: reason for reason in SetbackReason.objects.standing()}

    @cached_property
    def imported(self) -> dict[str, ImportRow]:
        """Rows imported before, by key."""
        keys = {row.key for row in self.rows}
        before = ImportRow.objects.standing().filter(key__in=keys, outcome=RowOutcome.CREATED)
        return {row.key: row for row in before.select_related("exchange")}

    @cached_property
    def days(self) -> dict[datetime.date, list[Exchange]]:
        """What was handed over on the days of the rows."""
        found: dict[datetime.date, list[Exchange]] = {}
        for exchange in Exchange.objects.standing().hand_overs().filter(day__in={row.when.date for row in self.rows}):
            found.setdefault(exchange.day, []).append(exchange)
        return found

    @cached_property
    def stages(self) -> dict[tuple[int, int], int]:
        """Our numbers of the stages recorded, by the ordinal of the exchange above them and the number of the stage."""
        asked = {row.ordinal for row in self.rows if row.ordinal and row.stage_no}
        stages = Exchange.objects.standing().filter(
            stage_no__isnull=False, parent__ordinals__value__in=asked, parent__ordinals__voided_at=None
        )
        found = stages.values_list("parent__ordinals__value", "stage_no", "number")
        return {(ordinal, stage_no): number for ordinal, stage_no, number in found}

    def check_sides(self) -> None:
        """Raises ValidationError where the two sides of the public record are not registered, or neither is ours."""
        sides = [self.parties.get(code.casefold()) for code in (UKRAINE, RUSSIA)]
        if None in sides or not any(side.is_home for side in sides):
            raise ValidationError(
                _("Register the parties %(ukraine)s and %(russia)s first, one of them as ours: rows are of both.")
                % {"ukraine": UKRAINE, "russia": RUSSIA},
                code="no_sides",
            )


def judge(rows: Mapping[int, Cells]) -> tuple[list[Judged], Known]:
    """What becomes of each row. Raises ValidationError where the sides of the record are not registered."""
    today = clock.today()
    read = {number: read_row(cells, today) for number, cells in rows.items()}
    known = Known(said for said, _problems in read.values() if said)
    known.check_sides()
    first_of: dict[object, int] = {}
    judged = []
    for number, cells in rows.items():
        said, problems = read[number]
        row = Judged(number, cells, said.key if said else key_of(cells), RowOutcome.REFUSED, said, problems)
        judged.append(_judge(row, known, first_of) if said else row)
    return judged, known


def _judge(row: Judged, known: Known, first_of: dict[object, int]) -> Judged:
    stage = row.said.stage
    if refusals := _refusals(row, known, first_of):
        return replace(row, problems=refusals)
    if before := known.imported.get(row.key):
        return _there(row, before.exchange, _differences(before, row))
    neighbours = known.days.get(row.said.when.date, [])
    if same := next((one for one in neighbours if one.formula.casefold() == row.said.label.casefold()), None):
        return _there(row, same, [Problem("logged", params={"number": same.number})])
    if stage in known.stages:
        return replace(row, problems=[Problem("stage_taken", "format_label", {"number": known.stages[stage]})])
    advice = [Problem("same_day", "date", {"number": one.number}) for one in neighbours]
    advice += [
        Problem("no_programme", "format_label", {"value": code})
        for code in row.said.programmes
        if code not in known.programmes
    ]
    return replace(row, outcome=RowOutcome.CREATE, problems=advice)


def _refusals(row: Judged, known: Known, first_of: dict[object, int]) -> list[Problem]:
    """Why a row cannot stand beside those before it in the file, or beside what is registered."""
    for mark, code in ((row.key, "twice"), (row.said.stage, "stage_twice")):
        if mark is not None and first_of.setdefault(mark, row.row_no) != row.row_no:
            return [Problem(code, "format_label", {"row": first_of[mark]})]
    unknown = [name for name in row.said.mediators if name.casefold() not in known.parties]
    return [Problem("unknown_mediator", "mediator", {"value": name}) for name in unknown]


def _there(row: Judged, exchange: Exchange, problems: list[Problem]) -> Judged:
    return replace(row, outcome=RowOutcome.ALREADY_THERE, exchange_id=exchange.pk, problems=problems)


def _differences(before: ImportRow, row: Judged) -> list[Problem]:
    if before.exchange.is_voided:
        return [Problem("voided", params={"reason": before.exchange.void_reason})]
    return [
        Problem("differs", column, {"before": before.raw.get(column, ""), "now": now})
        for column, now in row.cells.items()
        if before.raw.get(column, "").strip() != now.strip()
    ]
