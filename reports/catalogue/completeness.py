"""How complete the record of those held is, against the particulars of GC III art. 122 and GC IV art. 138."""

import datetime
from typing import TYPE_CHECKING, Any

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.models import User
from common.classification import FieldClass
from common.small_figures import FEW
from prisoners.enums import LegalCategory
from prisoners.queries.held import Statement
from reports.catalogue import register
from reports.catalogue.answer import Answer, Cell, Column, Figure, Table
from reports.catalogue.completeness_words import WORDS
from reports.catalogue.person_report import PersonReport
from reports.catalogue.report import Asked, Progress
from reports.catalogue.telling import percent
from reports.enums import Leads, Told, Topic
from reports.queries.completeness import (
    ARTICLES,
    FILLED,
    Completeness,
    UnitComplete,
    completeness,
    those_asked,
    within,
)

if TYPE_CHECKING:
    import altair

#: What the particulars are, by class of field: only who sees them all is led to those of whom one is missing.
CLASSES = frozenset({FieldClass.IDENTITY, FieldClass.FAMILY, FieldClass.LOCATION, FieldClass.STAFF})
CIVIL = f"legal_category = '{LegalCategory.CIVILIAN}'"
OF_ARTICLE = {"122": f"NOT {CIVIL}", "138": CIVIL}


@register
class CompletenessReport(PersonReport):
    key = "completeness"
    topic = Topic.LAW
    title = _("Completeness of articles 122 and 138")
    question = _("How much of what the conventions ask for is on record of those held?")
    definition = _(
        "Of everybody held on the day it is counted which particulars are on record: of prisoners of war, retained "
        "personnel and those not yet determined what GC III art. 122 asks for, of civilians what GC IV art. 138 asks "
        "for. The Power on which a person depends is always on record and is not counted. A date counts when it is "
        "known to the day; a number is one of the army or the person; names are those that the person goes by. "
        "Nothing is said of whether it is true. Only counts are told, and no particular itself."
    )
    gives_away = CLASSES
    words = WORDS

    def answer(self, parameters: dict[str, Any], as_of: datetime.date, user: User, progress: Progress) -> Answer:
        progress(0, None, "reading")
        found = completeness(self.selection(parameters, as_of, user))
        total = found.persons.total()
        progress(total, total, "adding")
        led = Leads.PERSONS if user.field_classes_seen >= CLASSES else Leads.NONE
        return Answer(
            figures=_figures(found, led),
            tables=(
                *(_article(found, article, led) for article in ARTICLES),
                _categories(found, led),
                _units(found, led),
            ),
            context={"on": as_of.isoformat()},
        )

    def sentence(self, answer: Answer) -> str:
        held, whole = answer.value("held"), answer.value("whole")
        day = date_format(datetime.date.fromisoformat(answer.context["on"]), "DATE_FORMAT")
        if held == FEW:
            return _now("Fewer than 5 are held on %(day)s.") % {"day": day}
        if not held:
            return _now("Nobody is held on %(day)s.") % {"day": day}
        if isinstance(whole, int):
            said = ngettext(
                "The record is complete for %(whole)s of %(held)s person held on %(day)s",
                "The record is complete for %(whole)s of %(held)s persons held on %(day)s",
                held,
            ) % {"whole": _number(whole), "held": _number(held), "day": day}
        else:
            said = _now("%(held)s are held on %(day)s") % {"held": _number(held), "day": day}
        rows = [row for row in answer.table("article_122").rows if isinstance(row[4], int | float)]
        if rows:
            least = min(rows, key=lambda row: row[4])
            said += _now("; what is on record least often of prisoners of war is: %(particular)s, %(share)s%%") % {
                "particular": self.label(f"particular.{least[0]}").lower(),
                "share": number_format(least[4], 1),
            }
        return f"{said}."

    def chart(self, answer: Answer) -> "altair.TopLevelMixin | None":
        from reports.artefacts import stacked

        if not answer.value("held"):
            return None
        tables = [answer.table(f"article_{article}") for article in ARTICLES]
        table = next((each for each in tables if any(row[1] for row in each.rows)), tables[0])
        bars = stacked.of_parts(self, table, {"filled": "ours", "missing": "unknown"}, "share")
        article = _now("article 122") if table.key == "article_122" else _now("article 138")
        legend = [("ours", _now("on record, of what %(article)s asks for") % {"article": article})]
        legend.append(("unknown", _now("not on record")))
        return stacked.bars(bars, title=str(self.question), subtitle=self.sentence(answer), legend=legend)

    def behind(self, asked: Asked, key: str, row: int | None = None, column: str = "") -> Statement:
        if not asked.reader.field_classes_seen >= CLASSES:
            raise LookupError(key)
        selection = self.selection(asked.parameters, asked.as_of, asked.reader)
        if row is None:
            return those_asked(selection, {"held": "true", "whole": "whole", "not_whole": "NOT whole"}[key])
        cell = asked.answer.table(key).rows[row][0]
        if key == "units":
            return within(selection, cell[3] if cell else None, column)
        if key == "categories":
            whole = " AND whole" if column == "whole" else ""
            return those_asked(selection, f"legal_category = %(category)s{whole}", category=cell)
        of_cell = {"filled": f" AND {FILLED_NAME[cell]}", "missing": f" AND NOT {FILLED_NAME[cell]}"}
        return those_asked(selection, OF_ARTICLE[key.removeprefix("article_")] + of_cell.get(column, ""))


#: Particulars that a reader may name: none comes from outside.
FILLED_NAME = {particular: particular for particular in FILLED}


def _figures(found: Completeness, leads: Leads) -> tuple[Figure, ...]:
    held, whole = found.persons.total(), found.whole.total()
    filled, asked = (sum(counts[place] for counts in found.units.values()) for place in (2, 3))
    return (
        Figure("held", Cell.COUNT, held, told=Told.EACH, leads_to=leads),
        Figure("whole", Cell.COUNT, whole, told=Told.EACH, leads_to=leads),
        Figure("share_whole", Cell.PERCENT, percent(whole, held), told=Told.EACH, share=("whole", "held")),
        Figure("not_whole", Cell.COUNT, held - whole, leads_to=leads),
        Figure("recorded", Cell.PERCENT, percent(filled, asked)),
    )


def _article(found: Completeness, article: str, leads: Leads) -> Table:
    """Particular by particular; those of whom one is missing are not a part of anything but of all."""
    persons = found.asked_by(article)
    rows = []
    for particular in ARTICLES[article]:
        filled = found.filled[article, particular]
        rows.append([particular, persons, filled, persons - filled, percent(filled, persons)])
    columns = (
        Column("particular", Cell.CHOICE),
        Column("persons", Cell.COUNT, leads),
        Column("filled", Cell.COUNT, leads),
        Column("missing", Cell.COUNT, leads),
        Column("share", Cell.PERCENT, share=("filled", "persons")),
    )
    return Table(f"article_{article}", columns, rows, told=Told.ACROSS, counted="persons")


def _categories(found: Completeness, leads: Leads) -> Table:
    rows = [
        [each.value, found.persons[each], found.whole[each], percent(found.whole[each], found.persons[each])]
        for each in LegalCategory
    ]
    held, whole = found.persons.total(), found.whole.total()
    columns = (
        Column("category", Cell.CHOICE),
        Column("persons", Cell.COUNT, leads),
        Column("whole", Cell.COUNT, leads),
        Column("share_whole", Cell.PERCENT, share=("whole", "persons")),
    )
    return Table("categories", columns, rows, [None, held, whole, percent(whole, held)], told=Told.PARTITION)


def _units(found: Completeness, leads: Leads) -> Table:
    """Each unit under the one above it, with all that stand under it; last those of no known unit."""
    rows: list[list[Any]] = []
    below: dict[str | None, list[UnitComplete]] = {}
    known = {unit.id for unit in found.tree}
    for unit in sorted(found.tree, key=lambda unit: (-unit.persons, unit.code, unit.name_uk)):
        below.setdefault(unit.parent if unit.parent in known else None, []).append(unit)

    def add(unit: UnitComplete, level: int) -> None:
        rows.append([_named(unit), level, *_counts(unit.persons, unit.whole, unit.filled, unit.asked)])
        for each in below.get(unit.id, ()):
            add(each, level + 1)

    for top in below.get(None, ()):
        add(top, 1)
    if None in found.units:
        rows.append([None, None, *_counts(*found.units[None])])
    columns = (
        Column("unit", Cell.NAMED),
        Column("level", Cell.ORDINAL),
        Column("persons", Cell.COUNT, leads),
        Column("whole", Cell.COUNT, leads),
        Column("share_whole", Cell.PERCENT, share=("whole", "persons")),
        Column("recorded", Cell.PERCENT),
    )
    return Table("units", columns, rows)


def _counts(persons: int, whole: int, filled: int, asked: int) -> list[Any]:
    return [persons, whole, percent(whole, persons), percent(filled, asked)]


def _named(unit: UnitComplete) -> list[str]:
    names = [unit.name_uk, unit.name_en or unit.name_uk]
    shown = [name if not unit.code or unit.code in name else f"{name} ({unit.code})" for name in names]
    return [unit.code or unit.name_uk, *shown, unit.id]


def _number(value: Any) -> str:
    return number_format(value, force_grouping=True)
