"""Whom we hold of the other side and who of them may be proposed for an exchange: founding fact 44, for few readers."""

import datetime
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.models import User
from accounts.roles import Permission
from common.classification import FieldClass
from prisoners.queries.bands import Band
from prisoners.queries.held import Selection, within_band
from reports.catalogue import eligible_held_tables as tables
from reports.catalogue import register
from reports.catalogue.answer import Answer
from reports.catalogue.eligible_held_words import WORDS
from reports.catalogue.flow import MonthsParameters
from reports.catalogue.parameters import PersonParameters
from reports.catalogue.person_report import PersonReport
from reports.catalogue.report import Asked, Behind, Progress
from reports.enums import Topic
from reports.queries.codes import other_sides, side_of
from reports.queries.eligible_held import ELIGIBLE, eligible_held, of_holder, standing_so
from reports.queries.flow import flow, in_flow

if TYPE_CHECKING:
    import altair


@register
class EligibleHeld(PersonReport):
    key = "eligible-held"
    topic = Topic.HELD
    title = _("Eligible held persons")
    question = _("Whom do we hold of the other side, and who of them may be proposed for an exchange?")
    definition = _(
        "Persons of the other side whom we hold on the day, or who are missing there, each in one line. Eligible "
        "are military persons known to be held who are on no manifest and have not freely declined to return: the "
        "same whom a plan of an exchange may propose. The seriously wounded and gravely sick, and those whom a "
        "commission named, go home whatever the numbers (GC III art. 109); civilians, medical personnel and "
        "chaplains are released and are not exchanged. On a past day answers, health and manifests are those on "
        "record now, or on the day of “as known on”. Month by month: all of them, eligible or not."
    )
    permission = Permission.PRISONERS_ELIGIBLE
    gives_away = frozenset({FieldClass.HEALTH})
    free = PersonReport.free | {"months"}
    words = WORDS

    class Parameters(MonthsParameters, PersonParameters):
        side = forms.ChoiceField(
            label=_("Whose people"),
            choices=lambda: [("", _("all other sides")), *((party.code, party) for party in other_sides())],
            required=False,
            initial="",
        )

        def clean_unit(self) -> str:
            if self.cleaned_data["unit"] and not self.cleaned_data.get("side"):
                raise ValidationError(_now("Say whose people first: a unit is one of a side."))
            return super().clean_unit()

    def selection(self, parameters: dict[str, Any], as_of: datetime.date, user: User) -> Selection:
        """As of any report about persons; without a side of everybody else's."""
        selected = super().selection(parameters, as_of, user)
        return selected if parameters["side"] else replace(selected, side=None)

    def answer(self, parameters: dict[str, Any], as_of: datetime.date, user: User, progress: Progress) -> Answer:
        progress(0, None, "reading")
        selection, holder = self.selection(parameters, as_of, user), side_of("").pk
        found = eligible_held(selection, holder)
        moved = flow(selection, int(parameters["months"]), holder)
        progress(found.total, found.total, "adding")
        context = {"on": as_of.isoformat(), "months": len(moved.months)}
        return Answer(tables.figures(found, moved), tables.tables(found, moved, as_of), context)

    def behind(self, asked: Asked, key: str, row: int | None = None, column: str = "") -> Behind:
        selection, holder = self.selection(asked.parameters, asked.as_of, asked.reader), side_of("").pk
        if row is None:
            return self._behind_figure(asked, key)
        first = asked.answer.table(key).rows[row][0]
        if key == "flow":
            return in_flow(selection, column, first, first, holder)
        if key == "bands":
            statement = standing_so(selection, holder, ELIGIBLE)
            within_band(statement, Band(first), asked.as_of)
            return statement
        if key == "standings":
            return standing_so(selection, holder, first)
        if key == "bases":
            return standing_so(selection, holder, ELIGIBLE, service_basis="" if first == tables.UNKNOWN else first)
        return standing_so(selection, holder, ELIGIBLE, legal_category=first)

    def _behind_figure(self, asked: Asked, key: str) -> Behind:
        selection, holder = self.selection(asked.parameters, asked.as_of, asked.reader), side_of("").pk
        if key == "held":
            return of_holder(selection, holder)[0]
        if key == ELIGIBLE:
            return standing_so(selection, holder, ELIGIBLE)
        months = asked.answer.table("flow").rows
        return in_flow(selection, key, months[0][0], months[-1][0], holder)

    def sentence(self, answer: Answer) -> str:
        day = date_format(datetime.date.fromisoformat(answer.context["on"]), "DATE_FORMAT")
        held, eligible, captured, returned = (answer.value(key) for key in ("held", ELIGIBLE, "captured", "returned"))
        if not isinstance(held, int) or not isinstance(eligible, int):
            return _now("How many are held on %(day)s is not shown.") % {"day": day}
        if not (held or captured or returned):
            return _now("Nobody of the other side is held by us or missing on %(day)s.") % {"day": day}
        whole = ngettext(
            "%(number)s person of the other side is held by us or missing on %(day)s",
            "%(number)s persons of the other side are held by us or missing on %(day)s",
            held,
        ) % {"number": number_format(held, force_grouping=True), "day": day}
        rest = _now("%(eligible)s may be proposed; captured in %(months)s months: %(captured)s, returned: %(returned)s")
        return f"{whole}; {rest}." % {
            "eligible": number_format(eligible, force_grouping=True),
            "months": answer.context["months"],
            "captured": number_format(captured, force_grouping=True),
            "returned": number_format(returned, force_grouping=True),
        }

    def chart(self, answer: Answer) -> "altair.TopLevelMixin | None":
        from reports.artefacts import backlog_charts

        flow_ = next((table for table in answer.tables if table.key == "flow"), None)
        if not flow_ or not any(answer.value(key) for key in ("held", "captured", "returned")):
            return None
        words = {"title": str(self.question), "subtitle": self.sentence(answer)}
        return backlog_charts.parts_and_flow(self, answer.table("standings"), flow_, **words)
