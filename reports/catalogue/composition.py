"""Who came home, by the axes along which it was told: what was claimed, whether its parts add up, and those named."""

import datetime
import itertools
from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.formats import number_format
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.models import User
from accounts.roles import Permission
from exchanges.enums import Axis, Direction
from exchanges.queries import claimed
from exchanges.queries.claimed import Sum
from prisoners.queries.held import generous
from reports.catalogue import composition_own as own
from reports.catalogue import register
from reports.catalogue.answer import Answer, Cell, Column, Figure, Table
from reports.catalogue.composition_words import WORDS
from reports.catalogue.exchange_report import ExchangeReport
from reports.catalogue.report import Asked, Behind, Progress
from reports.catalogue.telling import percent
from reports.enums import Leads, Told
from reports.queries.as_known import as_known_on
from reports.queries.composed import OwnAxis
from reports.queries.parts import Part, agreement, best, parts_of
from reports.queries.transfers import TABLES, Moved, ids, moved

if TYPE_CHECKING:
    import altair

AXES = [*Axis.choices, (OwnAxis.DURATION, _("time held"))]
#: The exchange that a row is about, and the claim.
ABOUT = (
    Column("date", Cell.PERIOD),
    Column("exchange", Cell.EXCHANGE),
    Column("direction", Cell.CHOICE),
    Column("axis", Cell.CHOICE),
)


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
            parts = [part for part in parts_of(user, period, delivered) if axis in ("", part.axis)]
            named = own.counted(user, period, axis) if user.has_perm(Permission.PRISONERS_FIGURES) else {}
        progress(len(delivered), len(delivered), "adding")
        checks, judged = _checks(parts), agreement(parts)
        return Answer(
            figures=_figures(delivered, judged, checks),
            tables=(
                _parts(judged),
                checks,
                _sums(parts),
                *own.tables(named, self.told(parameters, as_of)),
            ),
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


def _figures(delivered: list[Moved], judged: list[tuple[Part, str]], checks: Table) -> tuple[Figure, ...]:
    told, all_of_them = ids(part.moved for part, _verdict in judged), ids(delivered)
    verdicts = [row[-1] for row in checks.rows]
    by_verdict = {
        "whole": (Sum.WHOLE, Sum.ROUNDED),
        "less": (Sum.LESS,),
        "more": (Sum.MORE,),
        "unknown": (Sum.UNKNOWN,),
    }
    differ = ids(part.moved for part, verdict in judged if verdict == "differ")
    return (
        _open("hand_overs", len(all_of_them), all_of_them),
        _open("told_apart", len(told), told),
        _open("breakdowns", len(verdicts)),
        *(_open(key, sum(verdict in codes for verdict in verdicts)) for key, codes in by_verdict.items()),
        _open("differ", len(differ), differ),
    )


def _open(key: str, value: int, exchanges: tuple[str, ...] = ()) -> Figure:
    """A count that tells of no person; one of exchanges leads to them."""
    leads_to = Leads.EXCHANGES if exchanges else Leads.NONE
    return Figure(key, Cell.COUNT, value, exchanges, told=Told.OPEN, leads_to=leads_to)


def _parts(judged: list[tuple[Part, str]]) -> Table:
    columns = (
        *ABOUT,
        Column("category", Cell.NAMED),
        Column("said_by", Cell.NAMED),
        Column("qualifier", Cell.CHOICE),
        Column("percent", Cell.PERCENT),
        Column("number", Cell.COUNT),
        Column("of", Cell.COUNT),
        Column("exact", Cell.DECIMAL),
        Column("persons", Cell.COUNT),
        Column("agrees", Cell.CHOICE),
    )
    return Table("parts", columns, [_row(part, verdict) for part, verdict in judged], told=Told.OPEN)


def _row(part: Part, verdict: str) -> list[Any]:
    whole, exact = part.moved.delivered, claimed.in_persons(part, part.moved.delivered)
    persons = None if exact is None else round(exact)
    return [
        *_about(part),
        part.category,
        part.said_by,
        part.qualifier,
        None if part.percent is None else float(part.percent),
        part.number,
        whole,
        float(exact) if part.percent is not None and exact is not None else None,
        persons,
        verdict,
    ]


def _about(part: Part) -> list[Any]:
    return [part.moved.day, part.moved.reference, part.moved.direction.value, part.axis]


def _checks(parts: Iterable[Part]) -> Table:
    """Each breakdown whose parts are said to make up the whole, added up and set against it."""
    groups: dict[Any, list[Part]] = defaultdict(list)
    for part in parts:
        if part.is_partition:
            groups[part.moved.id, part.axis, tuple(part.said_by)].append(part)
    columns = (
        *ABOUT,
        Column("said_by", Cell.NAMED),
        Column("parts_said", Cell.COUNT),
        Column("sum_percent", Cell.PERCENT),
        Column("sum_persons", Cell.COUNT),
        Column("of", Cell.COUNT),
        Column("rest", Cell.DIFFERENCE),
        Column("verdict", Cell.CHOICE),
    )
    return Table("checks", columns, [_check(group) for group in groups.values()], told=Told.OPEN)


def _check(group: list[Part]) -> list[Any]:
    whole = group[0].moved.delivered
    found = claimed.partition(group, whole)
    persons = [claimed.in_persons(part, whole) for part in group]
    added = None if None in persons else sum(round(exact) for exact in persons)
    rest = None if whole is None or added is None else whole - added
    total = None if found.percent is None else float(found.percent)
    return [*_about(group[0]), group[0].said_by, len(group), total, added, whole, rest, found.verdict.value]


def _sums(parts: list[Part]) -> Table:
    """By axis and category the persons of all transfers that tell them, of one figure each."""
    groups: dict[Any, list[Part]] = defaultdict(list)
    for part in best(parts):
        groups[part.axis, tuple(part.category)].append(part)
    order = [axis for axis, _label in AXES]
    keys = sorted(groups, key=lambda key: (order.index(key[0]), -len(groups[key]), key[1]))
    columns = (
        Column("axis", Cell.CHOICE),
        Column("category", Cell.NAMED),
        Column("exchanges", Cell.COUNT, leads_to=Leads.EXCHANGES),
        *(Column(key, cell) for way in ("us", "them") for key, cell in SUMMED[way]),
    )
    rows = [[axis, list(category), *_summed(groups[axis, category])] for axis, category in keys]
    behind = [ids(part.moved for part in groups[key]) for key in keys]
    return Table("sums", columns, rows, behind=behind, told=Told.OPEN)


SUMMED = {
    way: ((f"to_{way}", Cell.COUNT), (f"of_{way}", Cell.COUNT), (f"share_{way}", Cell.PERCENT))
    for way in ("us", "them")
}


def _summed(parts: list[Part]) -> list[Any]:
    row: list[Any] = [len(ids(part.moved for part in parts))]
    for way in (Direction.TO_US, Direction.TO_THEM):
        known = [part for part in parts if part.moved.direction == way and part.moved.delivered is not None]
        exact = sum((claimed.in_persons(part, part.moved.delivered) for part in known), Decimal(0))
        whole = sum(part.moved.delivered for part in known)
        row += [round(exact), whole, percent(round(exact), whole)] if known else [None, None, None]
    return row


def _number(value: int) -> str:
    return number_format(value, force_grouping=True)
