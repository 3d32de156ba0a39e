"""Whether as many came home as was agreed, and what became of those who were named."""

import datetime
import uuid
from collections import defaultdict
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.models import User
from accounts.models.record import name_for
from accounts.roles import Permission
from common.classification import FieldClass
from exchanges.enums import Direction, ExchangeStatus
from exchanges.models import ManifestEntry
from prisoners.queries.held import generous
from reports.catalogue import register
from reports.catalogue.agreed_delivered_words import WORDS
from reports.catalogue.answer import Answer, Cell, Column, Figure, Table
from reports.catalogue.exchange_report import ExchangeReport
from reports.catalogue.report import Asked, Behind, Progress
from reports.enums import Leads, Told
from reports.queries import named
from reports.queries.as_known import as_known_on
from reports.queries.transfers import TABLES, Way, ways

if TYPE_CHECKING:
    import altair

#: The key of the exchange of a direction.
EXCHANGE = attrgetter("exchange")
FAILED = (ExchangeStatus.DERAILED, ExchangeStatus.CANCELLED)
ABOUT = (
    Column("date", Cell.PERIOD),
    Column("exchange", Cell.EXCHANGE),
    Column("direction", Cell.CHOICE),
)
PEOPLE = (
    Column("name", Cell.TEXT),
    Column("direction", Cell.CHOICE),
    Column("goes_as", Cell.CHOICE),
    Column("state", Cell.CHOICE),
    Column("delivered_on", Cell.DATE),
    Column("in_place_of", Cell.TEXT),
    Column("demanded_by", Cell.NAMED),
)
#: Of how those named are told of, what a table beside it leaves to another.
NAMED, SUBSTITUTED = "manifests", "substitutions"


@register
class AgreedDelivered(ExchangeReport):
    key = "agreed-delivered"
    title = _("Agreed against delivered")
    question = _("Did as many come home as was agreed, and who went instead of whom?")
    definition = _(
        "For each direction of an exchange the number agreed beside the number delivered, where both are known of all "
        "of its transfers; a blank is not zero, and an exchange that failed delivered nobody. Where a manifest exists, "
        "those requested by name are followed person by person: approved, boarded, handed over, or what became of "
        "them, and who came in whose place at whose demand. Files for one exchange name them to whoever may see them."
    )
    words = WORDS

    def needs(self, user: User) -> frozenset[str]:
        """Its files may name persons."""
        named_to = {FieldClass.IDENTITY} & set(user.field_classes_seen)
        return super().needs(user) | {f"field:{kind}" for kind in named_to}

    def answer(self, parameters: dict[str, Any], as_of: datetime.date, user: User, progress: Progress) -> Answer:
        period = self.period(parameters, as_of)
        progress(0, None, "reading")
        with generous(), as_known_on(TABLES, period.known_on, user):
            found = ways(user, period)
            steps = named.steps(user, period) if user.has_perm(Permission.MANIFESTS_VIEW) else {}
            fates = named.fates(user, period, Permission.PRISONERS_FIGURES)
            changed = named.substitutions(user, period)
        progress(len(found), len(found), "adding")
        # What a manifest was on a day gone by is counted, and its entries are there as they are today.
        leads_to = Leads.NONE if period.known_on else Leads.ENTRIES
        compared = _compared(found)
        tables = [
            compared,
            _manifests(found, steps),
            _fates(fates, self.told(parameters, as_of), leads_to),
            _changed(changed, leads_to),
        ]
        return Answer(
            figures=(
                *_figures(found, compared),
                Figure("substituted", Cell.COUNT, sum(each.number for each in changed)),
            ),
            tables=tuple(table for table in tables if table.rows or table.key == "ways"),
        )

    def behind(self, asked: Asked, key: str, row: int | None = None, column: str = "") -> Behind:
        period = self.period(asked.parameters, asked.as_of)
        if row is not None and key == "fates":
            return named.behind(asked.reader, period, asked.answer.table(key).rows[row][0], column)
        if row is not None and key == SUBSTITUTED:
            return named.substitutes(asked.reader, period, asked.answer.table(key).rows[row])
        return super().behind(asked, key, row, column)

    def appendix(self, parameters: dict[str, Any], as_of: datetime.date, user: User) -> tuple[Table, ...]:
        """Person by person, of one exchange."""
        if not parameters["exchange"] or not self.in_full(user):
            return ()
        period = self.period(parameters, as_of)
        with as_known_on(TABLES, period.known_on, user):
            rows = [_person(entry, user) for entry in named.by_name(user, period)]
        return (Table("people", PEOPLE, rows),) if rows else ()

    def persons(self, parameters: dict[str, Any], as_of: datetime.date, user: User) -> list[uuid.UUID]:
        if not parameters["exchange"] or not self.in_full(user):
            return []
        return named.persons(user, self.period(parameters, as_of))

    def sentence(self, answer: Answer) -> str:
        whole = answer.value("both_known")
        if not answer.value("carried_out"):
            return _now("No exchange of this period was carried out, so there is nothing to compare.")
        if not whole:
            return _now("Of no direction both numbers are known, so there is nothing to compare.")
        compared = ngettext(
            "In %(number)s direction with both numbers known %(agreed)s were agreed and %(delivered)s delivered",
            "In %(number)s directions with both numbers known %(agreed)s were agreed and %(delivered)s delivered",
            whole,
        )
        parts = _now("%(equal)s as agreed, %(fewer)s with fewer, %(more)s with more")
        told = {key: number_format(answer.value(key), force_grouping=True) for key in COMPARED}
        told["number"] = told["both_known"]
        return f"{compared % told}: {parts % told}."

    def chart(self, answer: Answer) -> "altair.TopLevelMixin | None":
        from reports.artefacts import exchange_charts

        words = {"title": str(self.question), "subtitle": self.sentence(answer)}
        steps = next((table for table in answer.tables if table.key == NAMED), None)
        if steps is not None:
            return exchange_charts.steps(self, steps, **words)
        ways = answer.table("ways")
        return exchange_charts.verdicts(self, ways, **words) if ways.rows else None


COMPARED = ("both_known", "agreed", "delivered", "equal", "fewer", "more")


def _judged(way: Way) -> tuple[int | None, str]:
    """Delivered less agreed, where both are known of one carried out, and how they stand to each other."""
    if way.is_delivered and way.agreed is not None and way.delivered is not None:
        less = way.delivered - way.agreed
        return less, "equal" if not less else "more" if less > 0 else "fewer"
    return None, _why_not(way)


def _why_not(way: Way) -> str:
    if not way.is_delivered:
        return "failed" if way.status in FAILED else "waits"
    if way.delivered is None:
        return "withheld" if way.withheld else "delivered_unknown"
    return "agreed_unknown"


def _figures(found: list[Way], compared: Table) -> list[Figure]:
    judged: dict[str, list[Way]] = defaultdict(list)
    for way, row in zip(found, compared.rows, strict=True):
        judged[row[-1]].append(way)
    known = [way for way, row in zip(found, compared.rows, strict=True) if row[-2] is not None]
    lost = [way.agreed for way in judged["failed"] if way.agreed is not None]

    def of(key: str, value: int | None, members: list[Way], cell: Cell = Cell.COUNT) -> Figure:
        return Figure(key, cell, value, tuple(dict.fromkeys(map(EXCHANGE, members))), told=Told.OPEN)

    carried_out = [way for way in found if way.is_delivered]
    agreed, delivered = sum(way.agreed for way in known), sum(way.delivered for way in known)
    return [
        of("carried_out", len(carried_out), carried_out),
        of("both_known", len(known), known),
        of("agreed", agreed if known else None, known),
        of("delivered", delivered if known else None, known),
        of("difference", delivered - agreed if known else None, known, Cell.DIFFERENCE),
        *(of(key, len(judged[key]), judged[key]) for key in ("equal", "fewer", "more")),
        of("lost", sum(lost) if lost else None, judged["failed"]),
    ]


def _compared(found: list[Way]) -> Table:
    columns = (
        *ABOUT,
        Column("agreed", Cell.COUNT),
        Column("delivered", Cell.COUNT),
        Column("difference", Cell.DIFFERENCE),
        Column("verdict", Cell.CHOICE),
    )
    rows = [[*way.about, way.agreed, way.delivered, *_judged(way)] for way in found]
    return Table("ways", columns, rows, told=Told.OPEN)


def _manifests(found: list[Way], steps: dict[tuple[str, str], list[int]]) -> Table:
    """Those named step by step; `unnamed` is how many were counted as delivered whom nobody names."""
    columns = (*ABOUT, *(Column(key, Cell.COUNT) for key in named.STEPS), Column("unnamed", Cell.COUNT))
    place = list(named.STEPS).index("named")
    rows = []
    for way in found if steps else ():
        if counted := steps.get((way.exchange, way.direction)):
            unnamed = None if way.delivered is None else max(0, way.delivered - counted[place])
            rows.append([*way.about, *counted, unnamed])
    return Table(NAMED, columns, rows)


def _fates(found: list[named.Fate], told: Told, leads_to: Leads) -> Table:
    columns = (
        Column("state", Cell.CHOICE),
        *(Column(way.value, Cell.COUNT, leads_to=leads_to) for way in (Direction.TO_US, Direction.TO_THEM)),
    )
    rows = [[each.status, each.to_us, each.to_them] for each in found]
    foot = [None, sum(each.to_us for each in found), sum(each.to_them for each in found)]
    return Table("fates", columns, rows, foot, told=told)


def _changed(found: list[named.Substitution], leads_to: Leads) -> Table:
    columns = (
        Column("demanded_by", Cell.NAMED),
        Column("gone", Cell.CHOICE),
        Column("came", Cell.CHOICE),
        Column("number", Cell.COUNT),
    )
    rows = [[each.demanded_by, each.gone, each.came, each.number] for each in found]
    return Table(SUBSTITUTED, columns, rows, leads_to=leads_to)


def _person(entry: ManifestEntry, user: User) -> list[Any]:
    before, party = entry.substitutes, entry.demanded_by
    return [
        name_for(entry.captivity.person, user),
        entry.transfer.direction,
        entry.category,
        entry.status,
        entry.delivered_on.isoformat() if entry.delivered_on else None,
        name_for(before.captivity.person, user) if before else "",
        [party.code, party.name_uk, party.name_en] if party else None,
    ]
