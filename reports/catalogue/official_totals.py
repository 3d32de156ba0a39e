"""Do the official running totals agree with our record?"""

import datetime
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.models import User
from exchanges.models import Claim, Exchange, Transfer
from reports.catalogue import register
from reports.catalogue.answer import Answer, Cell, Column, Figure, Table
from reports.catalogue.parameters import KnownOnParameters, day_of
from reports.catalogue.report import Progress, Report
from reports.enums import Leads, Topic
from reports.queries.as_known import as_known_on
from reports.queries.hand_overs import HandOver, hand_overs
from reports.queries.official_totals import Interval, intervals, official_totals

if TYPE_CHECKING:
    import altair

WORDS = {
    "agree": (
        _("Intervals that agree"),
        _("Intervals in which our record holds exactly as many as the official total grew, with no number unknown."),
    ),
    "intervals": (
        _("Intervals"),
        _("From each official total to the next; the first one reaches back to the beginning of the record."),
    ),
    "official": (_("Official total"), _("Persons returned since the beginning, as officially stated on the last day.")),
    "official_growth": (_("Official growth"), _("By how much the official total grew over the interval.")),
    "ours": (
        _("Our record"),
        _("Persons delivered to us in hand-overs of the interval that are counted in the format, as far as known."),
    ),
    "difference": (
        _("Difference"),
        _("Official growth less our record: what our record does not explain. It is shown, never made to fit."),
    ),
    "beside": (
        _("Beside the format"),
        _("Hand-overs that are recorded as not counted in the official totals; they are not in our sum."),
    ),
    "persons_beside": (_("Persons beside the format"), _("Persons known to be delivered to us in those hand-overs.")),
    "unknown": (
        _("Number unknown"),
        _("Counted hand-overs of which nobody has said how many came home to us; they may explain a difference."),
    ),
    "after_last": (
        _("After the last total"),
        _("Persons delivered to us in counted hand-overs after the last official total, as far as known."),
    ),
    "from": (_("After"), _("The day of the total before; its hand-overs belong to the interval before.")),
    "to": (_("Up to"), _("The day of the total, included.")),
    "exchanges_in": (_("Exchanges"), _("Counted hand-overs of the interval whose number is known.")),
    "verdict": (_("Agrees"), _("Whether our record explains the interval to the person.")),
    "verdict.yes": (_("agrees"), ""),
    "verdict.no": (_("differs"), ""),
    "verdict.unknown": (_("a number is unknown"), ""),
    "remark": (_("Remark of the source"), _("What the statement says about its own counting.")),
    "intervals_table": (
        _("Interval by interval"),
        _("Each official total against what our record holds since the last."),
    ),
}
COLUMNS = (
    Column("to", Cell.DATE),
    Column("from", Cell.DATE),
    Column("official", Cell.COUNT),
    Column("official_growth", Cell.DIFFERENCE),
    Column("ours", Cell.COUNT),
    Column("difference", Cell.DIFFERENCE),
    Column("verdict", Cell.CHOICE),
    Column("exchanges_in", Cell.COUNT),
    Column("unknown", Cell.EXCHANGES),
    Column("beside", Cell.EXCHANGES),
    Column("remark", Cell.TEXT),
)


@register
class OfficialTotals(Report):
    key = "official-totals"
    title = _("Official totals against our record")
    topic = Topic.EXCHANGES
    question = _("Do the official running totals agree with our record?")
    definition = _(
        "Officials state from time to time how many have come home since the beginning. For each interval between "
        "two such totals their growth is put beside the persons whom our record holds as delivered to us after the "
        "first day and up to the second, in completed hand-overs that are counted in the format. Those beside the "
        "format and those of which the number is unknown stand next to it, because they may explain a difference; "
        "nothing is made to fit."
    )
    words = WORDS

    class Parameters(KnownOnParameters):
        pass

    def answer(self, parameters: dict[str, Any], as_of: datetime.date, user: User, progress: Progress) -> Answer:
        progress(0, None, "reading")
        with as_known_on((Exchange, Transfer, Claim), day_of(parameters, "known_on"), user):
            totals = official_totals(user, as_of)
            exchanges = hand_overs(user, since=None, as_of=as_of)
        progress(len(exchanges), len(exchanges), "adding")
        found = intervals(totals, exchanges)
        last = totals[-1].as_of if totals else datetime.date.min
        after = [e for e in exchanges if e.is_delivered and e.counted and e.to_us.whole is not None and e.date > last]
        return Answer(figures=_figures(found, after), tables=(_table(found),))

    def sentence(self, answer: Answer) -> str:
        number = answer.value("intervals")
        if not number:
            return _now("No official running total is recorded yet, so there is nothing to compare with.")
        agree = ngettext(
            "%(agree)s of %(number)s interval between official totals agrees with our record to the person",
            "%(agree)s of %(number)s intervals between official totals agree with our record to the person",
            number,
        ) % {"agree": answer.value("agree"), "number": number}
        whole = _now("over all of them %(official)s came home officially and %(ours)s by our record") % {
            "official": number_format(answer.value("official"), force_grouping=True),
            "ours": number_format(answer.value("ours"), force_grouping=True),
        }
        return f"{agree}; {whole}."

    def chart(self, answer: Answer) -> "altair.TopLevelMixin | None":
        from reports.artefacts import charts

        table = answer.table("intervals_table")
        if not table.rows:
            return None
        return charts.differences(
            table,
            over=_now("more officially"),
            under=_now("more in our record"),
            title=str(self.question),
            subtitle=self.sentence(answer),
        )


def _figures(found: list[Interval], after: list[HandOver]) -> tuple[Figure, ...]:
    counted = [exchange for interval in found for exchange in interval.counted]
    beside = [exchange for interval in found for exchange in interval.beside]
    unknown = [exchange for interval in found for exchange in interval.unknown]
    official = found[-1].total.number if found else None
    ours = sum(interval.ours for interval in found) if found else None
    return (
        Figure("agree", Cell.COUNT, sum(interval.agrees for interval in found)),
        Figure("intervals", Cell.COUNT, len(found)),
        Figure("official", Cell.COUNT, official),
        Figure("ours", Cell.COUNT, ours, _ids(counted)),
        Figure("difference", Cell.DIFFERENCE, official - ours if found else None, _ids(counted)),
        Figure("persons_beside", Cell.COUNT, sum(each.to_us.whole or 0 for each in beside), _ids(beside)),
        Figure("unknown", Cell.COUNT, len(unknown), _ids(unknown), leads_to=Leads.EXCHANGES),
        Figure("after_last", Cell.COUNT, sum(each.to_us.whole for each in after), _ids(after)),
    )


def _table(found: list[Interval]) -> Table:
    ours = sum(interval.ours for interval in found)
    official = found[-1].total.number if found else 0
    counted = sum(len(interval.counted) for interval in found)
    foot = [None, None, official, official, ours, official - ours, None, counted, None, None, None]
    behind = [_ids([*interval.counted, *interval.unknown, *interval.beside]) for interval in found]
    return Table("intervals_table", COLUMNS, [_row(interval) for interval in found], foot if found else None, behind)


def _row(interval: Interval) -> list[Any]:
    verdict = "unknown" if interval.unknown else "yes" if interval.agrees else "no"
    return [
        interval.total.as_of.isoformat(),
        interval.before.as_of.isoformat() if interval.before else None,
        interval.total.number,
        interval.official,
        interval.ours,
        interval.difference,
        verdict,
        len(interval.counted),
        [each.reference for each in interval.unknown],
        [each.reference for each in interval.beside],
        interval.total.notes,
    ]


def _ids(exchanges: Iterable[HandOver]) -> tuple[str, ...]:
    return tuple(each.id for each in exchanges)
