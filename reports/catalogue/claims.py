"""What every side claims, against our own record: of exchanges, of running totals, and of the dead apart."""

import datetime
from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.models import User
from exchanges.enums import Measure
from prisoners.queries.held import generous
from reports.catalogue import register
from reports.catalogue.answer import Answer, Cell, Column, Figure, Table
from reports.catalogue.claims_words import WORDS
from reports.catalogue.exchange_report import ExchangeReport
from reports.catalogue.report import Progress
from reports.enums import Told
from reports.queries import claims
from reports.queries.as_known import as_known_on
from reports.queries.claims import Compared, Sides, Total
from reports.queries.hand_overs import hand_overs
from reports.queries.official_totals import intervals, official_totals
from reports.queries.parts import STATUSES, in_both
from reports.queries.transfers import TABLES

if TYPE_CHECKING:
    import altair

VERDICTS = ("agrees", "within", "differs", "unknown")
ABOUT = (
    Column("date", Cell.PERIOD),
    Column("exchange", Cell.EXCHANGE),
    Column("direction", Cell.CHOICE),
    Column("measure", Cell.CHOICE),
    Column("category", Cell.NAMED),
)
SAID = (
    Column("said_by", Cell.NAMED),
    Column("qualifier", Cell.CHOICE),
    Column("percent", Cell.PERCENT),
    Column("number", Cell.COUNT),
)
BESIDE = (
    Column("ours", Cell.COUNT),
    Column("difference", Cell.DIFFERENCE),
    Column("verdict", Cell.CHOICE),
)


@register
class Claims(ExchangeReport):
    key = "claims"
    title = _("Claims against our record")
    question = _("Do the claims of the sides agree with our record, and with each other?")
    definition = _(
        "Each number that a side or a source claims of an exchange, beside the same figure of our record. A claim that "
        "our record took its figure from says nothing of whether it is right, so it is counted apart and never as "
        "agreeing. A bound or a percentage agrees with whatever it allows; where our record has no figure nothing is "
        "compared. Running totals stand beside what our record adds up to on the same day, and claims of the dead "
        "beside the bodies received, never among the living."
    )
    words = WORDS
    counts_persons = False

    def answer(self, parameters: dict[str, Any], as_of: datetime.date, user: User, progress: Progress) -> Answer:
        period = self.period(parameters, as_of)
        progress(0, None, "reading")
        with generous(), as_known_on(TABLES, period.known_on, user):
            found, taken = claims.compared(user, period), claims.taken(user, period)
            said = claims.running(user, as_of)
            exchanges = hand_overs(user, since=None, as_of=as_of) if said else []
            totals = [*claims.totals(user, as_of, said, exchanges)] if said else []
            agreed = [each.agrees for each in intervals(official_totals(user, as_of), exchanges)] if said else []
            dead = claims.of_the_dead(user, as_of)
        progress(len(found), len(found), "adding")
        several = claims.sides(found)
        return Answer(
            figures=(*_figures(found, taken, several), _open("intervals", len(agreed)), _open("agree", sum(agreed))),
            tables=(_claims(found), _sides(several), _claimants(found), _totals(totals), _dead(dead)),
        )

    def sentence(self, answer: Answer) -> str:
        number = answer.value("claims")
        whole = ngettext(
            "%(number)s claim was set against our record: %(agree)s agree, %(differs)s differ, %(unknown)s meet no "
            "figure of ours",
            "%(number)s claims were set against our record: %(agree)s agree, %(differs)s differ, %(unknown)s meet no "
            "figure of ours",
            number,
        ) % {
            "number": _number(number),
            "agree": _number(answer.value("agrees") + answer.value("within")),
            "differs": _number(answer.value("differs")),
            "unknown": _number(answer.value("unknown")),
        }
        if not number:
            whole = _now("Nobody claims anything of these exchanges besides what our record took over (%(number)s)") % {
                "number": _number(answer.value("taken"))
            }
        if not answer.value("intervals"):
            return f"{whole}."
        totals = _now("official running totals agree in %(agree)s of %(intervals)s intervals") % {
            "agree": _number(answer.value("agree")),
            "intervals": _number(answer.value("intervals")),
        }
        return f"{whole}; {totals}."

    def chart(self, answer: Answer) -> "altair.TopLevelMixin | None":
        from reports.artefacts import exchange_charts

        words = {"title": str(self.question), "subtitle": self.sentence(answer)}
        claimants, totals = answer.table("claimants"), answer.table("totals")
        if claimants.rows:
            return exchange_charts.claimants(self, claimants, **words)
        return exchange_charts.totals(totals, **words) if totals.rows else None


def _figures(found: list[Compared], taken: int, several: list[Sides]) -> list[Figure]:
    compared = [each for each in found if each.verdict != "record"]
    by_verdict = {key: [each for each in compared if each.verdict == key] for key in VERDICTS}
    differ = [each for each in several if each.disagree]
    return [
        _open("claims", len(compared), compared),
        _open("taken", taken),
        *(_open(key, len(members), members) for key, members in by_verdict.items()),
        _open("several", len(several), [each.first for each in several]),
        _open("disagree", len(differ), [each.first for each in differ]),
    ]


def _open(key: str, value: int, members: Iterable[Compared] = ()) -> Figure:
    exchanges = tuple(dict.fromkeys(each.moved[0].exchange for each in members))
    return Figure(key, Cell.COUNT, value, exchanges, told=Told.OPEN)


def _about(each: Compared) -> list[Any]:
    first, of_one = each.moved[0], bool(each.said.transfer)
    category = in_both(each.said.category, STATUSES[each.said.category]) if each.said.category else None
    return [first.day, first.reference, first.direction if of_one else "both", each.said.measure, category]


def _said(each: Compared) -> list[Any]:
    said = each.said
    percent = None if said.percent is None else float(said.percent)
    return [list(said.said_by), said.qualifier, percent, said.number]


def _claims(found: list[Compared]) -> Table:
    """What differs comes first, then what cannot be compared."""
    order = {"differs": 0, "unknown": 1}
    rows = [
        [*_about(each), *_said(each), each.ours, each.difference, each.verdict]
        for each in sorted(found, key=lambda each: order.get(each.verdict, 2))
    ]
    return Table("claims", (*ABOUT, *SAID, *BESIDE), rows, told=Told.OPEN)


def _sides(several: list[Sides]) -> Table:
    columns = (
        *ABOUT,
        Column("home_said", Cell.TEXT),
        Column("they_said", Cell.TEXT),
        Column("others_said", Cell.TEXT),
        Column("ours", Cell.COUNT),
        Column("together", Cell.CHOICE),
    )
    rows = [
        [
            *_about(each.first),
            *(_told(each.said(home=home)) for home in (True, False, None)),
            each.first.ours,
            "disagree" if each.disagree else "agree",
        ]
        for each in several
    ]
    return Table("sides", columns, rows, told=Told.OPEN)


def _told(said: list[Compared]) -> str:
    """Figures as they were said, such as “≥ 95; 97”: the same in every language."""
    return "; ".join(dict.fromkeys(_figure(each) for each in said))


def _figure(each: Compared) -> str:
    said = each.said
    number = f"{said.percent.normalize():f} %" if said.number is None else str(said.number)
    return number if said.qualifier == "=" else f"{SIGNS[said.qualifier]} {number}"


SIGNS = {">=": "≥", "~": "≈", "<=": "≤"}


def _claimants(found: list[Compared]) -> Table:
    groups: dict[tuple[str, ...], list[Compared]] = defaultdict(list)
    for each in found:
        if each.verdict != "record":
            groups[each.said.said_by].append(each)
    columns = (
        Column("said_by", Cell.NAMED),
        Column("claims", Cell.COUNT),
        *(Column(key, Cell.COUNT) for key in VERDICTS),
        Column("surplus", Cell.DIFFERENCE),
    )
    order = sorted(groups, key=lambda key: (-len(groups[key]), key))
    rows = []
    for key in order:
        counted = Counter(each.verdict for each in groups[key])
        surplus = sum(each.difference or 0 for each in groups[key] if each.verdict == "differs")
        rows.append([list(key), len(groups[key]), *(counted[verdict] for verdict in VERDICTS), surplus])
    behind = [tuple(dict.fromkeys(each.moved[0].exchange for each in groups[key])) for key in order]
    return Table("claimants", columns, rows, behind=behind, told=Told.OPEN)


def _totals(found: list[Total]) -> Table:
    columns = (
        Column("as_of", Cell.DATE),
        Column("party", Cell.PARTY),
        Column("measure", Cell.CHOICE),
        *SAID[:2],
        Column("number", Cell.COUNT),
        *BESIDE,
        Column("not_known", Cell.EXCHANGES),
    )
    rows = [
        [
            each.as_of.isoformat(),
            each.party,
            each.said.measure,
            *_saying(each),
            each.ours,
            each.said.number - each.ours,
            each.verdict,
            [one.reference for one in each.unknown] if each.said.measure == Measure.RETURNED_TOTAL else [],
        ]
        for each in found
    ]
    return Table("totals", columns, rows, told=Told.OPEN)


def _saying(each: Total) -> list[Any]:
    return [list(each.said.said_by), each.said.qualifier, each.said.number]


def _dead(found: list[tuple]) -> Table:
    columns = (
        Column("as_of", Cell.DATE),
        Column("party", Cell.PARTY),
        *SAID[:2],
        Column("number", Cell.COUNT),
        *BESIDE,
    )
    rows = [
        [
            said.as_of.isoformat() if said.as_of else None,
            party,
            list(said.said_by),
            said.qualifier,
            said.number,
            received,
            None if received is None or said.number is None else said.number - received,
            verdict,
        ]
        for said, party, received, verdict in found
    ]
    return Table("dead", columns, rows, told=Told.OPEN)


def _number(value: int) -> str:
    return number_format(value, force_grouping=True)
