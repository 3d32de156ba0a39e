"""How many are held, for how long, and how long it will take at this pace."""

import datetime
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.models import User
from accounts.roles import Permission
from common import clock
from common.classification import FieldClass
from common.forms import Form
from common.small_figures import FEW
from prisoners.enums import LegalCategory, Sex
from prisoners.models import Cohort
from prisoners.queries.held import Selection, of_reader, places_of
from prisoners.queries.priority import Policy, policy_on
from reports.catalogue import backlog_tables as tables
from reports.catalogue import register
from reports.catalogue.answer import Answer, Table
from reports.catalogue.backlog_told import told
from reports.catalogue.backlog_words import WORDS
from reports.catalogue.report import Progress, Report
from reports.queries.backlog import Backlog, backlog
from reports.queries.backlog_scope import has_unit, key_of, of_code, other_sides, side_of
from units.models import Branch, Unit

if TYPE_CHECKING:
    import altair

HOME = "home"
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
#: Parameters that narrow the question; whoever may not see persons asks without them.
FILTERS = ("unit", "branch", "category", "sex", "cohort", "known_on")


def _sides() -> list[tuple[str, Any]]:
    return [(HOME, _("ours, held by the other side")), *((party.code, party) for party in other_sides())]


def _coded(model: type[Branch] | type[Cohort]) -> list[tuple[str, Any]]:
    return [("", _("all")), *((each.code, each) for each in of_code(model))]


@register
class BacklogReport(Report):
    key = "backlog"
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
    permission = Permission.PRISONERS_FIGURES
    words = WORDS

    class Parameters(Form):
        side = forms.ChoiceField(label=_("Whose people"), choices=_sides, initial=HOME)
        by = forms.ChoiceField(
            label=_("First by"),
            choices=BY,
            initial="bands",
            help_text=_("The first table is the chart and the CSV file"),
        )
        known_on = forms.DateField(
            label=_("As known on"),
            required=False,
            widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
            help_text=_("What was on record at the end of this day; leave blank for what is known now"),
        )
        unit = forms.CharField(
            label=_("Unit"), required=False, max_length=20, help_text=_("Its code, such as 3057; with those under it")
        )
        branch = forms.ChoiceField(
            label=_("Branch of service"), choices=lambda: _coded(Branch), required=False, initial=""
        )
        category = forms.ChoiceField(
            label=_("Legal category"), choices=[("", _("all")), *LegalCategory.choices], required=False, initial=""
        )
        sex = forms.ChoiceField(label=_("Sex"), choices=[("", _("all")), *Sex.choices], required=False, initial="")
        cohort = forms.ChoiceField(label=_("Cohort"), choices=lambda: _coded(Cohort), required=False, initial="")

        def clean_unit(self) -> str:
            code = self.cleaned_data["unit"]
            side = self.cleaned_data.get("side", HOME)
            if code and not has_unit(side_of("" if side == HOME else side), code):
                raise ValidationError(_now("There is no unit of this code on this side."))
            return code

        def clean_known_on(self) -> datetime.date | None:
            day = self.cleaned_data["known_on"]
            if day and day > clock.today():
                raise ValidationError(_now("This day has not come yet."))
            return day

    def check(self, parameters: dict[str, Any], as_of: datetime.date, user: User) -> None:
        """Raises ValidationError where two answers, each without small figures, would tell them by their difference."""
        if user.has_perm(Permission.PRISONERS_VIEW):
            return
        refused = _now(
            "Only those who may see persons narrow this question: the difference of answers would tell of few."
        )
        errors: dict[str, Any] = {name: refused for name in FILTERS if parameters[name]}
        if as_of != clock.today() and (as_of + datetime.timedelta(days=1)).day != 1:
            errors["as_of"] = _now(
                "Choose today or the last day of a month: other days are for those who may see persons."
            )
        if errors:
            raise ValidationError(errors)

    def needs(self, user: User) -> frozenset[str]:
        """An answer with small figures, regions or tiers is only for readers who may see these too."""
        sees = {f"field:{kind}" for kind in (FieldClass.LOCATION, FieldClass.HEALTH) if kind in user.field_classes_seen}
        return super().needs(user) | ({Permission.PRISONERS_VIEW.value, *sees} if _in_full(user) else sees)

    def answer(self, parameters: dict[str, Any], as_of: datetime.date, user: User, progress: Progress) -> Answer:
        progress(0, None, "reading")
        selection = selected(parameters, as_of, user)
        policy = policy_on(as_of, selection.known_on)
        found = backlog(selection, policy, with_region=FieldClass.LOCATION in user.field_classes_seen)
        progress(found.total, found.total, "adding")
        answer = Answer(
            figures=tables.figures(found, as_of),
            tables=_tables(found, policy, as_of, parameters["by"], user),
            context={
                "side": parameters["side"],
                "on": as_of.isoformat(),
                "policy": str(policy.policy.pk) if policy.policy else None,
            },
        )
        return answer if _in_full(user) else told(answer, found)

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


def selected(parameters: dict[str, Any], as_of: datetime.date, user: User) -> Selection:
    """The selection that the parameters name by codes, of those of whom the user may be told."""
    side = parameters["side"]
    party = side_of("" if side == HOME else side)
    unit, branch, cohort = (
        key_of(model, parameters[name], party)
        for model, name in ((Unit, "unit"), (Branch, "branch"), (Cohort, "cohort"))
    )
    known_on = parameters["known_on"]
    return Selection(
        party.pk,
        as_of,
        of_reader(user),
        places_of(user),
        known_on=datetime.date.fromisoformat(known_on) if known_on else None,
        unit=unit,
        branch=branch,
        category=parameters["category"],
        sex=parameters["sex"],
        cohort=cohort,
    )


def _in_full(user: User) -> bool:
    return user.has_perm(Permission.PRISONERS_VIEW)


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
