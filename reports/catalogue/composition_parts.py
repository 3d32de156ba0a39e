"""The part of the composition that was told: part by part, whether the parts add up, and their sums."""

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from exchanges.enums import Axis, Direction, Qualifier
from exchanges.queries import claimed
from reports.catalogue.answer import Cell, Column, Table
from reports.catalogue.telling import percent
from reports.enums import Leads, Told
from reports.queries.parts import Names, Part, agreement, best, parts_of
from reports.queries.transfers import ClaimRow, Moved

#: Looked up once, not for each of thousands of rows.
STATUS, EXACTLY = Axis.STATUS.value, Qualifier.EXACTLY.value
#: The exchange that a row is about, and the axis.
ABOUT = (
    Column("date", Cell.PERIOD),
    Column("exchange", Cell.EXCHANGE),
    Column("direction", Cell.CHOICE),
    Column("axis", Cell.CHOICE),
)
PARTS = (
    *ABOUT,
    Column("category", Cell.NAMED),
    Column("said_by", Cell.NAMED),
    Column("qualifier", Cell.CHOICE),
    Column("percent", Cell.PERCENT),
    Column("number", Cell.COUNT),
    Column("of", Cell.COUNT),
    Column("exact", Cell.DECIMAL),
    Column("persons", Cell.COUNT),
    Column("agrees", Cell.CHOICE),
)
CHECKS = (
    *ABOUT,
    Column("said_by", Cell.NAMED),
    Column("parts_said", Cell.COUNT),
    Column("sum_percent", Cell.PERCENT),
    Column("sum_persons", Cell.COUNT),
    Column("of", Cell.COUNT),
    Column("rest", Cell.DIFFERENCE),
    Column("verdict", Cell.CHOICE),
)
SUMS = (
    Column("axis", Cell.CHOICE),
    Column("category", Cell.NAMED),
    Column("exchanges", Cell.COUNT, leads_to=Leads.EXCHANGES),
    *(
        Column(f"{key}_{way}", cell)
        for way in ("us", "them")
        for key, cell in (("to", Cell.COUNT), ("of", Cell.COUNT), ("share", Cell.PERCENT))
    ),
)


class Apart:
    """What was told apart of the transfers that are added, along one axis, or all for a blank one."""

    def __init__(self, axis: str) -> None:
        self.axis, self.names = axis, Names()
        self.parts: list[list[Any]] = []
        self.checks: list[list[Any]] = []
        #: The exchanges of which anything was told, and those of which not all of it can be true.
        self.told: dict[str, None] = {}
        self.differ: dict[str, None] = {}
        self._best: dict[tuple[str, tuple[str, ...]], list[tuple[Moved, int | Decimal | None]]] = defaultdict(list)

    def add(self, each: Moved, said: Iterable[ClaimRow]) -> None:
        """One transfer, and what was said of it besides by our record."""
        if not said:
            self._add_record(each)
            return
        parts = [part for part in parts_of(each, said, self.names) if self.axis in ("", part.axis)]
        for part, verdict in agreement(parts):
            self.parts.append(_part(part, verdict))
            self.told[each.exchange] = None
            if verdict == "differ":
                self.differ[each.exchange] = None
        for part in best(parts):
            exact = claimed.in_persons(part, each.delivered)
            self._best[part.axis, tuple(part.category)].append((each, exact))
        groups: dict[Any, list[Part]] = defaultdict(list)
        for part in parts:
            if part.is_partition:
                groups[part.axis, tuple(part.said_by)].append(part)
        self.checks += map(_check, groups.values())

    def _add_record(self, each: Moved) -> None:
        """A transfer of which our record alone tells military from civilian, as of most: exact numbers, nobody to
        disagree with, so the rules of claims have nothing to decide.
        """
        if self.axis not in ("", STATUS) or (each.military is None and each.civilian is None):
            return
        about, added, said = [each.day, each.reference, each.direction, STATUS], 0, 0
        for code, number in (("military", each.military), ("civilian", each.civilian)):
            if number is not None:
                category = self.names.statuses[code]
                told = [category, self.names.ours, EXACTLY, None, number, each.delivered, None, number]
                self.parts.append([*about, *told, "alone"])
                self._best[STATUS, tuple(category)].append((each, number))
                added, said = added + number, said + 1
        rest = None if each.delivered is None else each.delivered - added
        verdict = claimed.come_to(added, each.delivered).value
        self.checks.append([*about, self.names.ours, said, None, added, each.delivered, rest, verdict])
        self.told[each.exchange] = None

    def tables(self, order: list[str]) -> tuple[Table, Table, Table]:
        """The parts, the breakdowns and the sums, whose axes stand in this order."""
        parts = Table("parts", PARTS, self.parts, told=Told.OPEN)
        return parts, Table("checks", CHECKS, self.checks, told=Told.OPEN), self._sums(order)

    def _sums(self, order: list[str]) -> Table:
        """By axis and category the persons of all transfers that tell them, of one figure each."""
        best = self._best
        keys = sorted(best, key=lambda key: (order.index(key[0]), -len(best[key]), key[1]))
        behind = [tuple(dict.fromkeys(each.exchange for each, _persons in best[key])) for key in keys]
        rows = [
            [axis, list(category), len(ids), *_summed(best[axis, category])]
            for (axis, category), ids in zip(keys, behind, strict=True)
        ]
        return Table("sums", SUMS, rows, behind=behind, told=Told.OPEN)


def _part(part: Part, verdict: str) -> list[Any]:
    whole, exact = part.moved.delivered, claimed.in_persons(part, part.moved.delivered)
    return [
        *_about(part),
        part.category,
        part.said_by,
        part.qualifier,
        None if part.percent is None else float(part.percent),
        part.number,
        whole,
        float(exact) if part.percent is not None and exact is not None else None,
        None if exact is None else round(exact),
        verdict,
    ]


def _about(part: Part) -> list[Any]:
    return [part.moved.day, part.moved.reference, part.moved.direction, part.axis]


def _check(group: list[Part]) -> list[Any]:
    """A breakdown whose parts are said to make up the whole, added up and set against it."""
    whole = group[0].moved.delivered
    found = claimed.partition(group, whole)
    persons = [claimed.in_persons(part, whole) for part in group]
    added = None if None in persons else sum(round(exact) for exact in persons)
    rest = None if whole is None or added is None else whole - added
    total = None if found.percent is None else float(found.percent)
    return [*_about(group[0]), group[0].said_by, len(group), total, added, whole, rest, found.verdict.value]


def _summed(told: list[tuple[Moved, int | Decimal | None]]) -> list[Any]:
    row: list[Any] = []
    for way in (Direction.TO_US.value, Direction.TO_THEM.value):
        known = [(each.delivered, persons) for each, persons in told if each.direction == way]
        known = [pair for pair in known if pair[0] is not None]
        persons, whole = round(sum(pair[1] for pair in known)), sum(pair[0] for pair in known)
        row += [persons, whole, percent(persons, whole)] if known else [None, None, None]
    return row
