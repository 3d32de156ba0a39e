"""How many come home for how many who return."""

import datetime
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.formats import number_format
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.models import User
from exchanges.models import Exchange, Mediation, Transfer
from reports.catalogue import register
from reports.catalogue.answer import Answer, Cell, Column, Figure, Table
from reports.catalogue.gaps import gap_figures, gap_table
from reports.catalogue.parameters import KnownOnParameters, SinceParameters, day_of
from reports.catalogue.report import Asked, Behind, Progress, Report
from reports.catalogue.swap_ratio_words import WORDS
from reports.enums import Leads, Topic
from reports.queries.as_known import as_known_on
from reports.queries.behind import exchanges_behind
from reports.queries.counting import Sum, Variant, add_up, gaps, grouped
from reports.queries.hand_overs import HandOver, hand_overs, mediators
from reports.ratio import Ratio, rounded

if TYPE_CHECKING:
    import altair

GROUPS = [
    ("month", _("month")),
    ("year", _("year")),
    ("kind", _("kind of exchange")),
    ("format", _("counted in the format or beside it")),
    ("mediator", _("mediator")),
]
VARIANTS = [
    (Variant.ALL, _("all persons")),
    (Variant.MILITARY, _("military only")),
    (Variant.RECIPROCAL, _("without medical and unilateral returns")),
]
CELLS = {"month": Cell.PERIOD, "year": Cell.PERIOD, "mediator": Cell.PARTY}
#: Groups along time, over which a balance may be cumulated.
IN_TIME = {"month", "year"}


@register
class SwapRatio(Report):
    key = "swap-ratio"
    title = _("Swap ratio")
    topic = Topic.EXCHANGES
    question = _("How many come home to us for each person who returns to the other side?")
    definition = _(
        "The sum delivered to us divided by the sum delivered to them, over completed exchanges of which both "
        "directions are known. A stage counts as one hand-over; the numbered exchange that it belongs to does not "
        "count again. An exchange of which a number is blank or withheld stays out of the sum and is listed with the "
        "reason: blank is not zero. The dead are never counted here."
    )
    words = WORDS

    class Parameters(KnownOnParameters, SinceParameters):
        group_by = forms.ChoiceField(label=_("Group by"), choices=GROUPS, initial="month")
        variant = forms.ChoiceField(label=_("Whom to count"), choices=VARIANTS, initial=Variant.ALL.value)

    def answer(self, parameters: dict[str, Any], as_of: datetime.date, user: User, progress: Progress) -> Answer:
        variant, group_by = Variant(parameters["variant"]), parameters["group_by"]
        progress(0, None, "reading")
        with as_known_on((Exchange, Transfer, Mediation), day_of(parameters, "known_on"), user):
            exchanges = hand_overs(user, since=day_of(parameters, "since"), as_of=as_of)
            helped_by = mediators(user, [each.id for each in exchanges]) if group_by == "mediator" else {}
        progress(len(exchanges), len(exchanges), "adding")
        total, longest = add_up(exchanges, variant), gaps(exchanges)
        return Answer(
            figures=(*_figures(total), *gap_figures(longest, exchanges, as_of)),
            tables=(
                _groups(exchanges, total, group_by, variant, helped_by),
                _variants(exchanges),
                _reasons(total),
                _exchanges(exchanges, total, variant),
                gap_table(longest),
            ),
            context={"group_by": group_by, "variant": variant},
        )

    def behind(self, asked: Asked, key: str, row: int | None = None, column: str = "") -> Behind:
        """Of a row those in the sum, which stand first, or those left out."""
        if not column:
            return super().behind(asked, key, row)
        table = asked.answer.table(key)
        ids, counted = table.behind[row], table.rows[row][table.place("exchanges_in")]
        return exchanges_behind(asked.reader, ids[:counted] if column == "exchanges_in" else ids[counted:])

    def sentence(self, answer: Answer) -> str:
        left_out = answer.value("exchanges_out")
        beside = ngettext(
            "%(number)s exchange is left out of the sum", "%(number)s exchanges are left out of the sum", left_out
        ) % {"number": number_format(left_out, force_grouping=True)}
        counted = answer.value("exchanges_in")
        if not counted:
            return _now("No exchange of this period has both directions known; %(beside)s.") % {"beside": beside}
        ratio = Ratio(*answer.value("ratio"))
        known = ngettext(
            "%(ratio)s (%(to_us)s came home to us, %(to_them)s returned to them) in %(number)s exchange of which "
            "both directions are known",
            "%(ratio)s (%(to_us)s came home to us, %(to_them)s returned to them) in %(number)s exchanges of which "
            "both directions are known",
            counted,
        ) % {
            "ratio": ratio,
            "to_us": number_format(ratio.to_us, force_grouping=True),
            "to_them": number_format(ratio.to_them, force_grouping=True),
            "number": number_format(counted, force_grouping=True),
        }
        return f"{known}; {beside}."

    def chart(self, answer: Answer) -> "altair.TopLevelMixin | None":
        from reports.artefacts import charts

        table = answer.table("groups")
        if not any(row[3] for row in table.rows):
            return None
        words = {"title": str(self.question), "subtitle": self.sentence(answer)}
        if answer.context["group_by"] in IN_TIME:
            return charts.both_ways_in_time(table, **words)
        return charts.both_ways(self, table, **words)


def _figures(total: Sum) -> tuple[Figure, ...]:
    ratio, counted = total.ratio, _ids(total.counted)
    return (
        Figure("ratio", Cell.RATIO, [ratio.to_us, ratio.to_them] if total.counted else None, counted),
        Figure("decimal", Cell.DECIMAL, ratio.decimal, counted),
        Figure("to_us", Cell.COUNT, ratio.to_us if total.counted else None, counted),
        Figure("to_them", Cell.COUNT, ratio.to_them if total.counted else None, counted),
        Figure("exchanges_in", Cell.COUNT, len(total.counted), counted, leads_to=Leads.EXCHANGES),
        Figure("exchanges_out", Cell.COUNT, len(total.out), _ids(total.out), leads_to=Leads.EXCHANGES),
        Figure("median", Cell.DECIMAL, _decimal(total), counted),
        Figure("balance", Cell.DIFFERENCE, ratio.to_us - ratio.to_them if total.counted else None, counted),
    )


def _groups(
    exchanges: list[HandOver],
    total: Sum,
    group_by: str,
    variant: Variant,
    helped_by: dict[str, list[tuple[str, str, str]]],
) -> Table:
    groups = grouped(exchanges, _keys(group_by, helped_by))
    if group_by not in IN_TIME:
        groups = dict(sorted(groups.items(), key=lambda group: -len(group[1])))
    rows, behind, balance = [], [], 0
    for key, members in groups.items():
        added = add_up(members, variant)
        balance += added.ratio.to_us - added.ratio.to_them
        row = [list(key) if isinstance(key, tuple) else key, *_sums(added)]
        rows.append([*row, balance] if group_by in IN_TIME else row)
        behind.append(_ids([*added.counted, *added.out]))
    columns = [Column(group_by, CELLS.get(group_by, Cell.CHOICE)), *SUMS]
    foot = [None, *_sums(total)]
    if group_by in IN_TIME:
        columns.append(Column("cumulative", Cell.DIFFERENCE))
        foot.append(balance)
    return Table("groups", tuple(columns), rows, foot, behind)


def _keys(group_by: str, helped_by: dict[str, list]) -> Callable[[HandOver], Iterable[Any]]:
    return {
        "month": lambda each: [each.day[:7]],
        "year": lambda each: [each.day[:4]],
        "kind": lambda each: [each.kind],
        "format": lambda each: ["counted" if each.counted else "beside"],
        "mediator": lambda each: helped_by.get(each.id, [None]),
    }[group_by]


SUMS = (
    Column("exchanges_in", Cell.COUNT, leads_to=Leads.EXCHANGES),
    Column("exchanges_out", Cell.COUNT, leads_to=Leads.EXCHANGES),
    Column("to_us", Cell.COUNT),
    Column("to_them", Cell.COUNT),
    Column("ratio", Cell.RATIO),
    Column("decimal", Cell.DECIMAL),
    Column("median", Cell.DECIMAL),
    Column("balance", Cell.DIFFERENCE),
)


def _sums(added: Sum) -> list[Any]:
    """The values of SUMS; a group without an exchange in the sum has no sum, which is not zero."""
    ratio, counted = added.ratio, len(added.counted)
    if not counted:
        return [0, len(added.out), None, None, None, None, None, None]
    sums = [ratio.to_us, ratio.to_them, [ratio.to_us, ratio.to_them], ratio.decimal]
    return [counted, len(added.out), *sums, _decimal(added), ratio.to_us - ratio.to_them]


def _variants(exchanges: list[HandOver]) -> Table:
    sums = {variant: add_up(exchanges, variant) for variant in Variant}
    return Table(
        "variants",
        (Column("variant", Cell.CHOICE), *SUMS),
        [[variant.value, *_sums(added)] for variant, added in sums.items()],
        behind=[_ids([*added.counted, *added.out]) for added in sums.values()],
    )


def _reasons(total: Sum) -> Table:
    reasons = sorted(total.left_out.items(), key=lambda item: -len(item[1]))
    return Table(
        "left_out",
        (Column("reason", Cell.CHOICE), Column("exchanges_out", Cell.COUNT), Column("which", Cell.EXCHANGES)),
        [[reason.value, len(left), [each.reference for each in left]] for reason, left in reasons],
        foot=[None, len(total.out), None],
        behind=[_ids(left) for _reason, left in reasons],
        leads_to=Leads.EXCHANGES,
    )


def _exchanges(exchanges: list[HandOver], total: Sum, variant: Variant) -> Table:
    reasons = {each.id: reason for reason, left in total.left_out.items() for each in left}
    singles = dict(zip([each.id for each in total.counted], total.singles, strict=True))
    rows, balance = [], 0
    for each in exchanges:
        single = singles.get(each.id)
        balance += single.to_us - single.to_them if single else 0
        sides = (
            [single.to_us, single.to_them, [single.to_us, single.to_them]] if single else [*_known(each, variant), None]
        )
        reason = reasons.get(each.id)
        rows.append([each.day, each.reference, each.kind, *sides, balance, reason.value if reason else None])
    columns = (
        Column("date", Cell.PERIOD),
        Column("exchange", Cell.EXCHANGE),
        Column("kind", Cell.CHOICE),
        Column("to_us", Cell.COUNT),
        Column("to_them", Cell.COUNT),
        Column("ratio", Cell.RATIO),
        Column("cumulative", Cell.DIFFERENCE),
        Column("reason", Cell.CHOICE),
    )
    return Table("exchanges", columns, rows)


def _known(exchange: HandOver, variant: Variant) -> list[int | None]:
    """What is known of an exchange that stays out of the sum."""
    if variant == Variant.MILITARY:
        return [exchange.to_us.military, exchange.to_them.military]
    return [exchange.to_us.whole, exchange.to_them.whole]


def _decimal(added: Sum) -> float | None:
    return None if added.median is None else rounded(added.median)


def _ids(exchanges: Iterable[HandOver]) -> tuple[str, ...]:
    return tuple(each.id for each in exchanges)
