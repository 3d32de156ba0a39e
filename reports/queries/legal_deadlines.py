"""How many deadlines of the conventions are kept, running and overdue, and against whom they stand."""

import uuid
from collections import Counter
from dataclasses import dataclass, field

from prisoners.queries.deadlines import Deadline, Standing, owed
from prisoners.queries.held import Selection, Statement, rows
from units.models import Party

#: Up to so many days overdue; who waits longer is in the last band.
BANDS = {"month": 30, "quarter": 91, "year": 365}
LONGER = "longer"
#: Those whose deadlines all stand alike, counted together: a few hundred rows, whatever the number of persons.
GROUPED = "SELECT count(*), detaining_power_id, {columns} FROM owed GROUP BY detaining_power_id, {by}"
WITHIN = "c.id IN (SELECT id FROM owed WHERE {condition})"


@dataclass
class Deadlines:
    """Persons known to be held, by the standing of each deadline."""

    persons: int = 0
    #: By (deadline, standing).
    standing: Counter = field(default_factory=Counter)
    #: Of those overdue by (deadline, band), and by (deadline, Power).
    bands: Counter = field(default_factory=Counter)
    powers: Counter = field(default_factory=Counter)
    #: Days that the longest waits by deadline.
    longest: dict[Deadline, int] = field(default_factory=dict)
    #: Persons of whom at least one is overdue.
    concerned: int = 0


def band_sql(deadline: Deadline) -> str:
    """SQL of the band of what is overdue, NULL for what is not."""
    whens = " ".join(f"WHEN %(on)s::date - {deadline}_since <= {days} THEN '{band}'" for band, days in BANDS.items())
    return f"CASE WHEN {deadline} = '{Standing.OVERDUE}' THEN CASE {whens} ELSE '{LONGER}' END END"


def legal_deadlines(selection: Selection, deadlines: list[Deadline]) -> Deadlines:
    """The deadlines of everybody known to be held on the day of the selection, in one statement."""
    by = ", ".join(f"{each}, {band_sql(each)}" for each in deadlines)
    since = ", ".join(f"min(CASE WHEN {each} = '{Standing.OVERDUE}' THEN {each}_since END)" for each in deadlines)
    found = Deadlines()
    for persons, power, *columns in rows(owed(selection, deadlines), GROUPED.format(columns=f"{by}, {since}", by=by)):
        standings, firsts = columns[: 2 * len(deadlines)], columns[2 * len(deadlines) :]
        found.persons += persons
        found.concerned += persons if Standing.OVERDUE in standings[::2] else 0
        for place, deadline in enumerate(deadlines):
            _add(found, deadline, persons, power, standings[2 * place : 2 * place + 2])
            if firsts[place]:
                days = (selection.on - firsts[place]).days
                found.longest[deadline] = max(days, found.longest.get(deadline, 0))
    return found


def _add(found: Deadlines, deadline: Deadline, persons: int, power: uuid.UUID, at: list[str | None]) -> None:
    standing, band = at
    if standing:
        found.standing[deadline, standing] += persons
    if band:
        found.bands[deadline, band] += persons
        found.powers[deadline, str(power)] += persons


def owed_to(selection: Selection, deadlines: list[Deadline], condition: str, **params: object) -> Statement:
    """Those of whom a condition on `owed` is true."""
    statement = owed(selection, deadlines)
    return Statement(statement.ctes, statement.params | params, [WITHIN.format(condition=condition)])


def powers_named() -> dict[str, list[str]]:
    """Parties by key: their code and names."""
    return {str(each.pk): [each.code, each.name_uk, each.name_en] for each in Party.objects.all()}
