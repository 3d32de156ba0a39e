"""Who came in and who went home, month by month, and in how many months all would be home at this pace."""

import datetime
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.models import User
from common.forms import Form
from reports.catalogue import flow_tables as tables
from reports.catalogue import flow_told, register
from reports.catalogue.answer import Answer, Figure, Table
from reports.catalogue.flow_words import WORDS
from reports.catalogue.parameters import PersonParameters
from reports.catalogue.person_report import PersonReport
from reports.catalogue.report import Asked, Behind, Progress
from reports.enums import Topic
from reports.queries.flow import flow, in_flow

if TYPE_CHECKING:
    import altair


class MonthsParameters(Form):
    """`months`: over how many months up to the day."""

    months = forms.ChoiceField(
        label=_("Months"),
        choices=[("12", "12"), ("24", "24"), ("36", "36"), ("60", "60")],
        initial="24",
        help_text=_("Up to the month of the day"),
    )


@register
class FlowReport(PersonReport):
    key = "flow"
    topic = Topic.HELD
    title = _("Flow and clearance")
    question = _("How many are captured, confirmed and brought home month by month, and when will all be home?")
    definition = _(
        "Captures, confirmations and ends of captivities by the month in which they happened, and how many were held "
        "at the end of each month, as the backlog counts them. Clearance: those held divided by the mean monthly "
        "returns of the last twelve months; blank where nobody returned. Captures and ends of unknown days are in no "
        "month and are told beside: whoever was captured on an unknown day counts as held until the end, and an end "
        "of an unknown day as past, so that the months need not explain each change of those held. Whoever may not "
        "see persons is told each figure by itself to the nearest 5, and “fewer than 5”."
    )
    free = PersonReport.free | {"months"}
    words = WORDS

    class Parameters(MonthsParameters, PersonParameters):
        pass

    def answer(self, parameters: dict[str, Any], as_of: datetime.date, user: User, progress: Progress) -> Answer:
        progress(0, None, "reading")
        found = flow(self.selection(parameters, as_of, user), int(parameters["months"]))
        progress(len(found.months), len(found.months), "adding")
        context = {"on": as_of.isoformat(), "months": len(found.months)}
        return Answer(tables.figures(found), (tables.by_month(found),), context)

    def told_table(self, table: Table, answer: Answer) -> Table | None:
        return flow_told.table(table)

    def told_figure(self, figure: Figure, answer: Answer, tables: tuple[Table, ...]) -> Any:
        return flow_told.figure(figure, answer)

    def behind(self, asked: Asked, key: str, row: int | None = None, column: str = "") -> Behind:
        selection = self.selection(asked.parameters, asked.as_of, asked.reader)
        rows = asked.answer.table("flow").rows
        if row is None:
            return in_flow(selection, key, rows[0][0], rows[-1][0])
        return in_flow(selection, column, rows[row][0], rows[row][0])

    def sentence(self, answer: Answer) -> str:
        day = date_format(datetime.date.fromisoformat(answer.context["on"]), "DATE_FORMAT")
        months = answer.context["months"]
        ways = {key: answer.value(key) for key in ("captured", "returned", "died", "held")}
        if not any(ways.values()):
            return _now("In the %(months)s months up to %(day)s nobody was captured, held or returned.") % {
                "months": months,
                "day": day,
            }
        given = {key: tables.in_words(value) for key, value in ways.items()} | {"months": months, "day": day}
        told = ngettext(
            "In the month up to %(day)s captured: %(captured)s, returned: %(returned)s, died: %(died)s; held on that "
            "day: %(held)s",
            "In the %(months)s months up to %(day)s captured: %(captured)s, returned: %(returned)s, died: %(died)s; "
            "held on that day: %(held)s",
            months,
        )
        return f"{told % given}; {self._pace(answer)}."

    def _pace(self, answer: Answer) -> str:
        clearance = answer.value("clearance")
        if isinstance(clearance, float):
            number = number_format(clearance, 1, force_grouping=True)
            return _now("at the pace of the last year it takes %(months)s months until all are home") % {
                "months": number
            }
        return _now("nobody returned in the last year") if clearance is None else _now("the pace is not shown")

    def chart(self, answer: Answer) -> "altair.TopLevelMixin | None":
        from reports.artefacts import month_charts

        table = answer.table("flow")
        if not any(answer.value(key) for key in ("captured", "returned", "died", "held")):
            return None
        return month_charts.flow_and_stock(table, title=str(self.question), subtitle=self.sentence(answer))
