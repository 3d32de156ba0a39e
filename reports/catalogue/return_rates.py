"""How many of each unit and each branch were brought back: founding fact 6, "30 % of unit 3057"."""

import datetime
import uuid
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from prisoners.queries.captured import NO_UNIT
from reports import cells
from reports.catalogue import register, return_rates_told
from reports.catalogue import return_rates_tables as tables
from reports.catalogue.answer import Answer, Cell, Column, Figure, Table
from reports.catalogue.parameters import PersonParameters
from reports.catalogue.person_report import PersonReport
from reports.catalogue.report import Asked, Behind, Progress
from reports.catalogue.return_rates_words import WORDS
from reports.enums import Topic
from reports.queries.backlog import branches_named
from reports.queries.claimed_shares import claimed_shares
from reports.queries.return_rates import NO_BRANCH, persons_counted, return_rates

if TYPE_CHECKING:
    import altair


#: Deeper than any tree.
ALL_LEVELS = "99"


@register
class ReturnRates(PersonReport):
    key = "return-rates"
    topic = Topic.UNITS
    title = _("Return rates of units and branches")
    question = _("Of those ever captured, how many were brought back, by unit and branch of service?")
    definition = _(
        "Persons returned or released up to the day, divided by all who were ever captured by then, each person once, "
        "however often captured. Of the unit that the captivity names, with all units under it in the tree of the day. "
        "Those only missing are in neither number and are told beside; so are the dead. A capture without a date "
        "counts from the day on which it was recorded. What others say of a unit stands beside and changes nothing. "
        "Whoever may not see persons is told figures to the nearest 5 and “fewer than 5”, and no branches, for they "
        "are sums of units."
    )
    free = PersonReport.free | {"levels"}
    words = WORDS

    class Parameters(PersonParameters):
        by = forms.ChoiceField(
            label=_("First by"),
            choices=[("units", _("unit")), ("branches", _("branch of service"))],
            initial="units",
            help_text=_("The first table is the chart and the CSV file"),
        )
        levels = forms.ChoiceField(
            label=_("Levels of the tree"),
            choices=[("1", "1"), ("2", "2"), ("3", "3"), (ALL_LEVELS, _("all"))],
            initial="2",
            help_text=_("How far down units are listed; each holds all that stands under it"),
        )

    def answer(self, parameters: dict[str, Any], as_of: datetime.date, user: User, progress: Progress) -> Answer:
        progress(0, None, "reading")
        found = return_rates(self.selection(parameters, as_of, user))
        claims = claimed_shares(user, found.units, as_of)
        progress(found.whole.persons, found.whole.persons, "adding")
        made = [
            tables.by_unit(found, claims, int(parameters["levels"])),
            tables.by_branch(found, branches_named()),
            tables.by_outcome(found.whole),
            tables.claimed(found, claims),
        ]
        return Answer(
            figures=tables.figures(found.whole),
            tables=tuple(sorted(made, key=lambda table: table.key != parameters["by"])),
            context={"on": as_of.isoformat()},
        )

    def told_table(self, table: Table, answer: Answer) -> Table | None:
        return return_rates_told.table(table, answer)

    def told_figure(self, figure: Figure, answer: Answer, tables: tuple[Table, ...]) -> Any:
        return return_rates_told.figure(figure, tables)

    def behind(self, asked: Asked, key: str, row: int | None = None, column: str = "") -> Behind:
        selection = self.selection(asked.parameters, asked.as_of, asked.reader)
        if row is None:
            return persons_counted(selection, key)
        first = asked.answer.table(key).rows[row][0]
        if key == "outcomes":
            return persons_counted(selection, first)
        return persons_counted(selection, column or "captured", _root(key, first))

    def sentence(self, answer: Answer) -> str:
        day = date_format(datetime.date.fromisoformat(answer.context["on"]), "DATE_FORMAT")
        rate, captured, back = (answer.value(key) for key in ("rate", "captured", "brought_back"))
        if not captured:
            return _now("Nobody is recorded as captured up to %(day)s.") % {"day": day}
        if not isinstance(rate, float):
            return _now("Up to %(day)s too few were captured or brought back to tell a rate.") % {"day": day}
        return _now("Up to %(day)s %(rate)s of those ever captured were brought back: %(back)s of %(captured)s.") % {
            "day": day,
            "rate": cells.in_words(self, Column("rate", Cell.PERCENT), rate),
            "back": number_format(back, force_grouping=True),
            "captured": number_format(captured, force_grouping=True),
        }

    def chart(self, answer: Answer) -> "altair.TopLevelMixin | None":
        from reports.artefacts import rate_charts

        table = answer.tables[0]
        if not any(isinstance(row[table.place("rate")], float) for row in table.rows):
            return None
        return rate_charts.rates(self, table, title=str(self.question), subtitle=self.sentence(answer))


def _root(key: str, named: list[str] | None) -> Any:
    """By what a row was added up."""
    if named:
        return uuid.UUID(named[3])
    return NO_UNIT if key == "units" else NO_BRANCH
