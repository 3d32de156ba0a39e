"""For how long those are held who are held, by group, and how many of those captured in each month are held still."""

import datetime
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.models import User
from common.small_figures import FEW
from prisoners.queries.priority import Policy
from reports.catalogue import ageing_tables as tables
from reports.catalogue import ageing_told, register
from reports.catalogue.ageing_words import WORDS
from reports.catalogue.answer import Answer, Figure, Table
from reports.catalogue.parameters import PersonParameters
from reports.catalogue.person_report import PersonReport
from reports.catalogue.report import Asked, Behind, Progress
from reports.enums import Topic
from reports.queries.ageing import ageing, captured_in_month
from reports.queries.persons_behind import counted_in

if TYPE_CHECKING:
    import altair

BY = [
    ("starts", _("month of capture")),
    ("bands", _("time held")),
    ("categories", _("legal category")),
    ("sexes", _("sex")),
    ("branches", _("branch of service")),
    ("cohorts", _("cohort")),
]


@register
class Ageing(PersonReport):
    key = "ageing"
    topic = Topic.HELD
    title = _("Ageing: how long those held have waited")
    question = _("For how long have those waited who are held, and of which months are they?")
    definition = _(
        "Days from the capture to the day, of those held on it as the backlog counts them; a date known to the month "
        "or the year counts from its first day. Whoever was captured on an unknown day has no age and is told apart, "
        "never dropped. By month of capture: how many were captured then, and how many of them are held still. Whoever "
        "may not see persons is told groups by the rules of small figures, a median only of ten and a 90th percentile "
        "only of fifty whose day is known, and no months, branches or longest times."
    )
    words = WORDS

    class Parameters(PersonParameters):
        by = forms.ChoiceField(
            label=_("First by"),
            choices=BY,
            initial="starts",
            help_text=_("The first table is the chart and the CSV file"),
        )

    def answer(self, parameters: dict[str, Any], as_of: datetime.date, user: User, progress: Progress) -> Answer:
        progress(0, None, "reading")
        found = ageing(self.selection(parameters, as_of, user))
        progress(found.days.total(), found.days.total(), "adding")
        made = tables.tables(found, as_of)
        return Answer(
            figures=tables.figures(found, as_of),
            tables=tuple(sorted(made, key=lambda table: table.key != parameters["by"])),
            context={"on": as_of.isoformat()},
        )

    def told_table(self, table: Table, answer: Answer) -> Table | None:
        return ageing_told.table(table, answer)

    def told_figure(self, figure: Figure, answer: Answer, tables: tuple[Table, ...]) -> Any:
        return ageing_told.figure(figure, answer, tables)

    def behind(self, asked: Asked, key: str, row: int | None = None, column: str = "") -> Behind:
        selection = self.selection(asked.parameters, asked.as_of, asked.reader)
        first = None if row is None else asked.answer.table(key).rows[row][0]
        if key == "starts":
            return captured_in_month(selection, first, held_only=column == "held")
        return counted_in(selection, Policy(None), key, first)

    def sentence(self, answer: Answer) -> str:
        day = date_format(datetime.date.fromisoformat(answer.context["on"]), "DATE_FORMAT")
        count, median, p90 = (answer.value(key) for key in ("held", "median", "p90"))
        if count == FEW:
            return _now("Fewer than 5 are held on %(day)s.") % {"day": day}
        if not count:
            return _now("Nobody is held on %(day)s.") % {"day": day}
        parts = [
            ngettext("%(number)s person is held on %(day)s", "%(number)s persons are held on %(day)s", count)
            % {"number": number_format(count, force_grouping=True), "day": day}
        ]
        if isinstance(median, int):
            parts.append(
                ngettext("half have waited %(days)s day or longer", "half have waited %(days)s days or longer", median)
                % {"days": number_format(median, force_grouping=True)}
            )
        if isinstance(p90, int):
            parts.append(
                ngettext("every tenth %(days)s day or longer", "every tenth %(days)s days or longer", p90)
                % {"days": number_format(p90, force_grouping=True)}
            )
        return f"{'; '.join(parts)}."

    def chart(self, answer: Answer) -> "altair.TopLevelMixin | None":
        from reports.artefacts import backlog_charts, month_charts

        if not answer.value("held"):
            return None
        words = {"title": str(self.question), "subtitle": self.sentence(answer)}
        starts = next((table for table in answer.tables if table.key == "starts"), None)
        if starts and starts.rows and answer.tables[0].key in {"starts", "bands"}:
            return month_charts.part_of_whole(starts, part="held", whole="captured", **words)
        drawn = next((table for table in answer.tables if table.key != "starts" and table.rows), None)
        return backlog_charts.parts(self, drawn, **words) if drawn else None
