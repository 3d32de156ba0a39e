"""Who came home, by the axes along which it was told: what was claimed, whether its parts add up, and those named."""

import datetime
import itertools
from collections import Counter
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.formats import number_format
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.models import User
from accounts.roles import Permission
from exchanges.enums import Axis
from exchanges.queries.claimed import Sum
from prisoners.queries.held import generous
from reports.catalogue import composition_own as own
from reports.catalogue import register
from reports.catalogue.answer import Answer, Cell, Figure
from reports.catalogue.composition_parts import Apart
from reports.catalogue.composition_words import WORDS
from reports.catalogue.exchange_report import ExchangeReport
from reports.catalogue.report import Asked, Behind, Progress
from reports.enums import Leads, Told
from reports.queries.as_known import as_known_on
from reports.queries.composed import OwnAxis
from reports.queries.parts import said_of
from reports.queries.transfers import TABLES, Moved, ids, moved

if TYPE_CHECKING:
    import altair

AXES = [*Axis.choices, (OwnAxis.DURATION, _("time held"))]


@register
class Composition(ExchangeReport):
    key = "composition"
    title = _("Composition of exchanges")
    question = _("Who came home in the exchanges, and do the parts that were told add up?")
    definition = _(
        "Those delivered, along each axis by which anybody told them apart: military or civilian, nationality, service "
        "basis and so on. Each axis answers its own question and is never added to another. A percentage is put into "
        "persons of those delivered and rounded, with the rounding shown; parts that are said to make up the whole are "
        "added up and set against it. What two sides say of the same part stands side by side. Beside the claims stand "
        "those who are named on our own manifests, by what our register holds of them."
    )
    words = WORDS

    class Parameters(ExchangeReport.Parameters):
        axis = forms.ChoiceField(label=_("Axis"), choices=[("", _("all")), *AXES], required=False, initial="")

    def answer(self, parameters: dict[str, Any], as_of: datetime.date, user: User, progress: Progress) -> Answer:
        period, axis = self.period(parameters, as_of), parameters["axis"]
        progress(0, None, "reading")
        with generous(), as_known_on(TABLES, period.known_on, user):
            delivered = [each for each in moved(user, period) if each.is_delivered]
            said = said_of(user, period)
            named = own.counted(user, period, axis) if user.has_perm(Permission.PRISONERS_FIGURES) else {}
        progress(len(delivered), len(delivered), "adding")
        apart = Apart(axis)
        for each in delivered:
            apart.add(each, said.get(each.id, ()))
        return Answer(
            figures=_figures(delivered, apart),
            tables=(*apart.tables([axis for axis, _label in AXES]), *own.tables(named, self.told(parameters, as_of))),
            context={"axis": axis},
        )

    def behind(self, asked: Asked, key: str, row: int | None = None, column: str = "") -> Behind:
        if row is not None and column and key.startswith(own.PREFIX):
            period = self.period(asked.parameters, asked.as_of)
            return own.behind(asked.reader, period, asked.answer.table(key), row, column)
        return super().behind(asked, key, row)

    def sentence(self, answer: Answer) -> str:
        whole = answer.value("hand_overs")
        if not whole:
            return _now("No exchange of this period was carried out, so nobody can be told apart.")
        told = ngettext(
            "%(told)s of %(number)s hand-over tells those who came home apart",
            "%(told)s of %(number)s hand-overs tell those who came home apart",
            whole,
        ) % {"told": _number(answer.value("told_apart")), "number": _number(whole)}
        checked = answer.value("breakdowns")
        if not checked:
            return _now("%(told)s; nobody gave parts that make up the whole.") % {"told": told}
        parts = [_added(key, answer.value(key)) for key in CHECKED if answer.value(key)]
        added = ngettext("of %(number)s breakdown %(parts)s", "of %(number)s breakdowns %(parts)s", checked) % {
            "number": _number(checked),
            "parts": ", ".join(parts),
        }
        return f"{told}; {added}."

    def chart(self, answer: Answer) -> "altair.TopLevelMixin | None":
        from reports.artefacts import exchange_charts

        table = answer.table("sums")
        counted = {
            axis: sum(row[2] for row in rows) for axis, rows in itertools.groupby(table.rows, lambda row: row[0])
        }
        if not counted:
            return None
        axis = max(counted, key=counted.__getitem__)
        rows = [row for row in table.rows if row[0] == axis]
        return exchange_charts.composition(self, axis, rows, title=str(self.question), subtitle=self.sentence(answer))


CHECKED = ("whole", "less", "more", "unknown")


def _added(key: str, number: int) -> str:
    words = {
        "whole": ngettext("%(number)s adds up to the whole", "%(number)s add up to the whole", number),
        "less": ngettext("%(number)s leaves a rest", "%(number)s leave a rest", number),
        "more": ngettext("%(number)s comes to more than the whole", "%(number)s come to more than the whole", number),
        "unknown": ngettext("of %(number)s the whole is not known", "of %(number)s the whole is not known", number),
    }
    return words[key] % {"number": _number(number)}


def _figures(delivered: list[Moved], apart: Apart) -> tuple[Figure, ...]:
    all_of_them, verdicts = ids(delivered), Counter(row[-1] for row in apart.checks)
    by_verdict = {
        "whole": (Sum.WHOLE, Sum.ROUNDED),
        "less": (Sum.LESS,),
        "more": (Sum.MORE,),
        "unknown": (Sum.UNKNOWN,),
    }
    return (
        _open("hand_overs", len(all_of_them), all_of_them),
        _open("told_apart", len(apart.told), tuple(apart.told)),
        _open("breakdowns", len(apart.checks)),
        *(_open(key, sum(verdicts[code] for code in codes)) for key, codes in by_verdict.items()),
        _open("differ", len(apart.differ), tuple(apart.differ)),
    )


def _open(key: str, value: int, exchanges: tuple[str, ...] = ()) -> Figure:
    """A count that tells of no person; one of exchanges leads to them."""
    leads_to = Leads.EXCHANGES if exchanges else Leads.NONE
    return Figure(key, Cell.COUNT, value, exchanges, told=Told.OPEN, leads_to=leads_to)


def _number(value: int) -> str:
    return number_format(value, force_grouping=True)
