"""Which deadlines of the conventions are overdue, and against whom."""

import datetime
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.models import User
from common.classification import FieldClass
from common.small_figures import FEW
from prisoners.queries.deadlines import OF_HEALTH, Deadline, Standing
from prisoners.queries.held import Statement
from reports import cells
from reports.catalogue import register
from reports.catalogue.answer import Answer, Cell, Column, Figure, Table
from reports.catalogue.legal_deadlines_words import WORDS
from reports.catalogue.person_report import PersonReport
from reports.catalogue.report import Asked, Progress
from reports.enums import Leads, Told, Topic
from reports.queries.legal_deadlines import (
    BANDS,
    LONGER,
    Deadlines,
    band_sql,
    legal_deadlines,
    owed_to,
    powers_named,
)

if TYPE_CHECKING:
    import altair

STANDINGS = tuple(standing.value for standing in Standing)
OVERDUE = "{} = 'overdue'"


@register
class LegalDeadlines(PersonReport):
    key = "legal-deadlines"
    topic = Topic.LAW
    title = _("Deadlines of the conventions")
    question = _("Which deadlines of the conventions are overdue?")
    definition = _(
        "Of everybody known to be held on the day it is asked whether what is due to them was done in time: a capture "
        "card to the family and one to the Central Agency within a week of the arrival in a camp (GC III art. 70, "
        "GC IV art. 106); a civilian kept for more than two weeks reported by the detaining Power, through the ICRC, "
        "by an official list or by the card (GC IV art. 136); a decision of a medical commission carried out within "
        "three months (GC III Annex II art. 12); news every week of the seriously wounded and gravely sick (GC III "
        "art. 122). A time runs from the last day that an uncertain date may mean, so that nothing is called overdue "
        "that may not be; where its first day is not known, nothing can be told. Of those only missing nobody knows "
        "that they are held, and no time runs. One card is recorded of a captivity; those that each transfer asks "
        "for are not."
    )
    gives_away = frozenset({FieldClass.STAFF, FieldClass.HEALTH})
    words = WORDS

    def answer(self, parameters: dict[str, Any], as_of: datetime.date, user: User, progress: Progress) -> Answer:
        progress(0, None, "reading")
        deadlines = _seen(user)
        found = legal_deadlines(self.selection(parameters, as_of, user), deadlines)
        progress(found.persons, found.persons, "adding")
        return Answer(
            figures=_figures(found),
            tables=(_standings(found, deadlines), _bands(found, deadlines), _powers(found, deadlines)),
            context={"on": as_of.isoformat()},
        )

    def sentence(self, answer: Answer) -> str:
        day = date_format(datetime.date.fromisoformat(answer.context["on"]), "DATE_FORMAT")
        known, concerned = answer.value("known_held"), answer.value("concerned")
        if known == FEW:
            return _now("Fewer than 5 are known to be held on %(day)s.") % {"day": day}
        if not known:
            return _now("Nobody is known to be held on %(day)s.") % {"day": day}
        if isinstance(concerned, int):
            said = ngettext(
                "Something is overdue for %(concerned)s of %(number)s person known to be held on %(day)s",
                "Something is overdue for %(concerned)s of %(number)s persons known to be held on %(day)s",
                known,
            ) % {"concerned": _number(concerned), "number": _number(known), "day": day}
        else:
            said = ngettext(
                "%(number)s person is known to be held on %(day)s",
                "%(number)s persons are known to be held on %(day)s",
                known,
            ) % {"number": _number(known), "day": day}
        table = answer.table("deadlines") if answer.tables[0].rows else None
        overdue = [(row[table.place("overdue")], row[0]) for row in table.rows] if table else []
        most = max((each for each in overdue if isinstance(each[0], int)), default=(0, ""))
        if most[0]:
            said += _now("; most often overdue: %(deadline)s, %(number)s") % {
                "deadline": self.label(f"deadline.{most[1]}"),
                "number": _number(most[0]),
            }
        return f"{said}."

    def chart(self, answer: Answer) -> "altair.TopLevelMixin | None":
        from reports.artefacts import stacked

        if not answer.value("known_held"):
            return None
        parts = {"overdue": "theirs", "late": "theirs", "in_time": "ours", "running": "ours", "unknown": "unknown"}
        table = answer.table("deadlines")
        bars = [
            replace(bar.in_percent, said=_said(self, table, row))
            for bar, row in zip(stacked.of_parts(self, table, parts, "overdue"), table.rows, strict=True)
        ]
        legend = [
            ("theirs", _now("overdue or done late")),
            ("ours", _now("done in time or still running")),
            ("unknown", _now("cannot be told")),
        ]
        return stacked.bars(bars, title=str(self.question), subtitle=self.sentence(answer), legend=legend)

    def behind(self, asked: Asked, key: str, row: int | None = None, column: str = "") -> Statement:
        selection = self.selection(asked.parameters, asked.as_of, asked.reader)
        table = asked.answer.table("deadlines")
        deadlines = [Deadline(each[0]) for each in table.rows]
        if not set(deadlines) <= set(_seen(asked.reader)):
            raise LookupError(key)
        if row is None:
            overdue = " OR ".join(OVERDUE.format(deadline) for deadline in deadlines)
            return owed_to(selection, deadlines, {"known_held": "true", "concerned": overdue}[key])
        cell = asked.answer.table(key).rows[row][0]
        if key == "powers":
            deadline = Deadline(column)
            condition = f"{OVERDUE.format(deadline)} AND detaining_power_id = %(power)s"
            return owed_to(selection, [deadline], condition, power=cell[3])
        deadline = Deadline(cell)
        if key == "bands" and column in (*BANDS, LONGER):
            return owed_to(selection, [deadline], f"{band_sql(deadline)} = %(band)s", band=column)
        if key == "bands":
            return owed_to(selection, [deadline], OVERDUE.format(deadline))
        if column in STANDINGS:
            return owed_to(selection, [deadline], f"{deadline} = %(standing)s", standing=column)
        return owed_to(selection, [deadline], f"{deadline} IS NOT NULL")


def _said(report: PersonReport, table: Table, row: list[Any]) -> str:
    """What the end of a bar says: how many are overdue, of how many."""
    overdue, persons = (
        cells.in_words(report, table.columns[place], row[place]) for place in map(table.place, ("overdue", "persons"))
    )
    return _now("overdue: %(overdue)s of %(persons)s") % {"overdue": overdue, "persons": persons}


def _seen(user: User) -> list[Deadline]:
    """The deadlines of which a user may be told: those of health only with the sight of health."""
    hidden = frozenset() if FieldClass.HEALTH in user.field_classes_seen else OF_HEALTH
    return [deadline for deadline in Deadline if deadline not in hidden]


def _figures(found: Deadlines) -> tuple[Figure, ...]:
    return (
        Figure("known_held", Cell.COUNT, found.persons, told=Told.EACH, leads_to=Leads.PERSONS),
        # Beside the counts of each deadline it would tell of those that are not told.
        Figure("concerned", Cell.COUNT, found.concerned, leads_to=Leads.PERSONS),
    )


def _standings(found: Deadlines, deadlines: list[Deadline]) -> Table:
    rows = []
    for deadline in deadlines:
        counts = [found.standing[deadline, standing] for standing in Standing]
        rows.append([deadline.value, sum(counts), *counts, found.longest.get(deadline)])
    columns = (
        Column("deadline", Cell.CHOICE),
        Column("persons", Cell.COUNT, Leads.PERSONS),
        *(Column(standing, Cell.COUNT, Leads.PERSONS) for standing in STANDINGS),
        Column("longest", Cell.DAYS),
    )
    return Table("deadlines", columns, rows, told=Told.ACROSS, counted="persons")


def _bands(found: Deadlines, deadlines: list[Deadline]) -> Table:
    bands = (*BANDS, LONGER)
    rows = []
    for deadline in deadlines:
        counts = [found.bands[deadline, band] for band in bands]
        rows.append([deadline.value, *counts, sum(counts)])
    columns = (Column("deadline", Cell.CHOICE), *(Column(band, Cell.COUNT, Leads.PERSONS) for band in bands))
    return Table("bands", (*columns, Column("overdue", Cell.COUNT, Leads.PERSONS)), rows)


def _powers(found: Deadlines, deadlines: list[Deadline]) -> Table:
    """Against whom what is overdue stands: the detaining Power answers, whoever holds a person (GC III art. 12)."""
    named = powers_named() if found.powers else {}
    keys = sorted({key for _deadline, key in found.powers}, key=lambda key: named[key][0])
    rows = [[[*named[key], key], *(found.powers[deadline, key] for deadline in deadlines)] for key in keys]
    columns = (Column(deadline.value, Cell.COUNT, Leads.PERSONS) for deadline in deadlines)
    return Table("powers", (Column("power", Cell.NAMED), *columns), rows)


def _number(value: Any) -> str:
    return number_format(value, force_grouping=True)
