"""What becomes of each row: created, added to somebody recorded, already there, to be decided by a person, refused."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from common.partial_dates import PartialDate, Precision
from prisoners.domain.importing.problems import Problem
from prisoners.domain.importing.said import Said
from prisoners.enums import HOME_AGAIN, OPEN
from prisoners.import_enums import PersonRowOutcome as Outcome
from prisoners.queries.imports import Likely, Recorded


@dataclass(slots=True)
class Judged:
    """A row and what becomes of it."""

    row_no: int
    raw: Sequence[str]
    said: Said
    outcome: Outcome = Outcome.CREATE
    person: Any = None
    candidates: list[dict[str, Any]] = field(default_factory=list)

    def settle(self, outcome: Outcome, *problems: Problem, person: Any = None) -> None:
        self.outcome, self.person = outcome, person
        self.said.problems.extend(problems)


#: What is said of rows that are left out unless somebody decides otherwise.
LEAVES_OUT = frozenset({"pfif_own"})


class First:
    """Which row of the file said something first."""

    def __init__(self, rows: Iterable[tuple[int, str, list[str]]] = ()) -> None:
        self.of: dict[str, int] = {}
        for row_no, key, numbers in rows:
            self.note(row_no, key, numbers)

    def note(self, row_no: int, key: str, numbers: Iterable[str]) -> None:
        for mark in (key, *numbers):
            self.of.setdefault(mark, row_no)

    def judge(self, row: Judged) -> bool:
        """Settle a row that repeats an earlier one; True when it did."""
        numbers = [f"{each['scheme']}:{each['value_key']}" for each in row.said.parsed["identifiers"]]
        if (first := self.of.get(row.said.key)) is not None:
            row.settle(Outcome.SKIP, Problem("twice", params={"row": first}))
            return True
        for number in numbers:
            if (first := self.of.get(number)) is not None:
                row.settle(Outcome.REFUSED, Problem("number_twice", number.partition(":")[0], {"row": first}))
                return True
        self.note(row.row_no, row.said.key, numbers)
        return False


def judge(rows: Sequence[Judged], first: First) -> list[Judged]:
    """Settle what the rows say by themselves; returns those that are to be held against what is recorded."""
    open_rows = []
    for row in rows:
        if row.said.refused:
            row.outcome = Outcome.REFUSED
        elif any(problem.code in LEAVES_OUT for problem in row.said.problems):
            row.outcome = Outcome.SKIP
        elif not first.judge(row):
            open_rows.append(row)
    return open_rows


def compare(rows: Sequence[Judged], found: Recorded) -> None:
    """Settle rows by what is recorded of them."""
    for at, row in enumerate(rows):
        if row.said.key in found.before:
            person, voided = found.before[row.said.key]
            row.settle(Outcome.THERE, Problem("voided_before" if voided else "imported_before"), person=person)
        elif likely := found.like.get(at):
            _compare(row, likely)


def _compare(row: Judged, likely: list[Likely]) -> None:
    captivity = row.said.parsed["captivity"]
    sure = [each for each in likely if each.sure]
    if len(sure) == 1:
        return row.settle(*_same(sure[0], captivity), person=sure[0].person)
    likely.sort(key=lambda each: (-len(each.why), each.why))
    for each in likely:
        if captivity and came_home(each, captivity):
            each.why.append("returned")
    row.settle(Outcome.ALIKE)
    row.candidates = [{"person": str(each.person), "why": each.why} for each in likely]
    return None


def _same(one: Likely, captivity: dict[str, Any] | None) -> tuple[Outcome, Problem]:
    """What becomes of a row whose person is recorded for sure."""
    if captivity and one.status is None:
        return Outcome.TAKE, Problem("no_captivity_before")
    if captivity and came_home(one, captivity):
        return Outcome.TAKE, Problem("returned_before", params={"date": ended(one).isoformat() or "?"})
    return Outcome.THERE, Problem("same_number_and_name")


def came_home(one: Likely, captivity: dict[str, Any]) -> bool:
    """Whether somebody was home again when, as the row says, they were captured."""
    if one.status not in HOME_AGAIN or captivity["status"] not in OPEN or not captivity["captured_on"]:
        return False
    captured = PartialDate(_date(captivity["captured_on"]), Precision(captivity["captured_on_precision"]))
    return not captured.is_before(ended(one))


def ended(one: Likely) -> PartialDate:
    """When the last captivity ended."""
    return PartialDate(one.ended_on, Precision(one.ended_precision or Precision.UNKNOWN))


def _date(text: str) -> Any:
    return PartialDate.parse(text).date
