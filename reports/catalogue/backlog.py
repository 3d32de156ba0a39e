"""How many are held, for how long, and how long it will take at this pace."""

import datetime
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.models import User
from common.classification import FieldClass
from common.small_figures import FEW
from prisoners.queries.priority import Policy, policy_on
from reports.catalogue import backlog_tables as tables
from reports.catalogue import backlog_told, register
from reports.catalogue.answer import Answer, Figure, Table
from reports.catalogue.backlog_words import WORDS
from reports.catalogue.parameters import PersonParameters
from reports.catalogue.person_report import PersonReport
from reports.catalogue.report import Asked, Behind, Progress
from reports.enums import Topic
from reports.queries.backlog import Backlog, backlog
from reports.queries.persons_behind import counted_in, policy_of

if TYPE_CHECKING:
    import altair

BY = [
    ("bands", _("time held")),
    ("units", _("unit")),
    ("branches", _("branch of service")),
    ("categories", _("legal category")),
    ("sexes", _("sex")),
    ("cohorts", _("cohort")),
    ("regions", _("region of detention")),
    ("tiers", _("tier of the priority policy")),
    ("flow", _("month by month")),
]


@register
class BacklogReport(PersonReport):
    key = "backlog"
    topic = Topic.HELD
    title = _("Held: how many, and for how long")
    question = _("How many are held, and for how long?")
    definition = _(
        "Captivities that had begun on the day or before, or on an unknown day, and had not ended by then; those "
        "missing and not known to be elsewhere are among them. A date known to the month or the year counts from its "
        "first day. "
        "Merged duplicates, voided records and those found not to have been held are not counted. As true on a day, by "
        "all that is known now; with “as known on”, by what was on record at the end of that day. Whoever may not see "
        "persons is told “fewer than 5” for one to four and every other figure to the nearest 5, so that none can be "
        "found out by subtracting; so the parts of a table need not add up to its total."
    )
    gives_away = frozenset({FieldClass.LOCATION, FieldClass.HEALTH})
    words = WORDS

    class Parameters(PersonParameters):
        by = forms.ChoiceField(
            label=_("First by"),
            choices=BY,
            initial="bands",
            help_text=_("The first table is the chart and the CSV file"),
        )

    def answer(self, parameters: dict[str, Any], as_of: datetime.date, user: User, progress: Progress) -> Answer:
        progress(0, None, "reading")
        selection = self.selection(parameters, as_of, user)
        policy = policy_on(as_of, selection.known_on)
        found = backlog(selection, policy, with_region=FieldClass.LOCATION in user.field_classes_seen)
        progress(found.total, found.total, "adding")
        return Answer(
            figures=tables.figures(found, as_of),
            tables=_tables(found, policy, as_of, parameters["by"], user),
            context={
                "side": parameters["side"],
                "on": as_of.isoformat(),
                "policy": str(policy.policy.pk) if policy.policy else None,
            },
        )

    def told_table(self, table: Table, answer: Answer) -> Table | None:
        return backlog_told.table(table, answer)

    def told_figure(self, figure: Figure, answer: Answer, tables: tuple[Table, ...]) -> Any:
        return backlog_told.figure(figure, answer, tables)

    def behind(self, asked: Asked, key: str, row: int | None = None, column: str = "") -> Behind:
        selection = self.selection(asked.parameters, asked.as_of, asked.reader)
        if row is None:
            return counted_in(selection, Policy(None), key, None)
        return counted_in(selection, policy_of(asked.context["policy"]), key, asked.answer.table(key).rows[row][0])

    def sentence(self, answer: Answer) -> str:
        day = date_format(datetime.date.fromisoformat(answer.context["on"]), "DATE_FORMAT")
        held, median, clearance = (answer.value(key) for key in ("held", "median", "clearance"))
        if held == FEW:
            return _now("Fewer than 5 are held on %(day)s.") % {"day": day}
        parts = [
            ngettext("%(number)s person is held on %(day)s", "%(number)s persons are held on %(day)s", held)
            % {"number": number_format(held, force_grouping=True), "day": day}
        ]
        if isinstance(median, int):
            parts.append(
                ngettext("half of them for %(days)s day or longer", "half of them for %(days)s days or longer", median)
                % {"days": number_format(median, force_grouping=True)}
            )
        if isinstance(clearance, float):
            months = number_format(clearance, 1, force_grouping=True)
            parts.append(_now("at the pace of the last year it takes %(months)s months") % {"months": months})
        elif clearance is None and held:
            parts.append(_now("nobody returned in the last year"))
        return f"{'; '.join(parts)}."

    def chart(self, answer: Answer) -> "altair.TopLevelMixin | None":
        from reports.artefacts import backlog_charts

        flow = next((table for table in answer.tables if table.key == "flow"), None)
        if not flow or not answer.value("held"):
            return None
        words = {"title": str(self.question), "subtitle": self.sentence(answer)}
        return backlog_charts.parts_and_flow(self, _drawn(answer), flow, **words)


def _tables(found: Backlog, policy: Policy, as_of: datetime.date, first: str, user: User) -> tuple[Table, ...]:
    made = [
        tables.by_band(found, as_of),
        tables.by_unit(found),
        tables.by_branch(found),
        tables.by_category(found),
        tables.by_sex(found),
        tables.by_cohort(found),
    ]
    if FieldClass.LOCATION in user.field_classes_seen:
        made.append(tables.by_region(found))
    if policy.policy and policy.tells <= user.field_classes_seen:
        made.append(tables.by_tier(found, policy))
    made.append(tables.by_month(found))
    return tuple(sorted(made, key=lambda table: table.key != first))


def _drawn(answer: Answer) -> Table:
    """The table that the bars show: the first one, or the bands where that is no simple list of parts."""
    return answer.table("bands") if answer.tables[0].key in {"flow", "units"} else answer.tables[0]
