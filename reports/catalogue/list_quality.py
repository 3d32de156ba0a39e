"""What the lists that come in are worth, and how long an answer takes."""

import datetime
import statistics
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.models import User
from accounts.roles import Permission
from common.classification import FieldClass
from negotiations.list_enums import EntryVerdict, ListKind
from negotiations.models import Decision, ListEntry, NameList
from reports import cells
from reports.catalogue import register
from reports.catalogue.answer import Answer, Cell, Column, Figure, Table
from reports.catalogue.list_quality_words import WORDS
from reports.catalogue.parameters import KnownOnParameters, SinceParameters, day_of
from reports.catalogue.person_report import PersonReport
from reports.catalogue.report import Asked, Behind, Progress
from reports.catalogue.telling import percent
from reports.enums import Leads, Told, Topic
from reports.queries.as_known import as_known_on
from reports.queries.list_quality import (
    DECIDED,
    OUT_OF_SIGHT,
    WAITING,
    ListFigures,
    Scope,
    entries_found,
    list_figures,
    official_lists,
    senders,
)

if TYPE_CHECKING:
    import altair

V = EntryVerdict
NAMED = (*V.values, WAITING, OUT_OF_SIGHT)
#: What the figures tell of several verdicts.
GROUPS: dict[str, tuple[str, ...]] = {
    "fit": (V.OK, V.CAPTURED_AGAIN),
    "returned": (V.ALREADY_RETURNED,),
    "civilians": (V.CIVILIAN,),
    "errors": (V.IDENTITY_ERROR, V.UNKNOWN, V.DUPLICATE),
}
SHARES = {"fit_share": "fit", "returned_share": "returned", "civilian_share": "civilians", "error_share": "errors"}
READ = (NameList, ListEntry, Decision)
OF_ENTRIES = {"cell": Cell.COUNT, "leads_to": Leads.ENTRIES}
LIST, ENTRIES = Column("list", Cell.NAMED), Column("entries", **OF_ENTRIES)


def _parties() -> list[tuple[str, Any]]:
    return [("", _("all")), *((party.code, party) for party in senders())]


@register
class ListQuality(PersonReport):
    key = "list-quality"
    topic = Topic.LISTS
    title = _("Lists of names: what they are worth")
    question = _("What are the lists worth that come in, and how long does an answer take?")
    definition = _(
        "Every row of the lists that had come in by the day, by what people decided of it; those of which nobody has "
        "decided yet, and those decided on somebody out of the reader's sight, are told apart. Voided lists, rows and "
        "decisions are not counted. Days to an answer are told of official lists only: one that was published starts "
        "no clock."
    )
    words = WORDS
    gives_away = frozenset({FieldClass.STAFF})

    class Parameters(KnownOnParameters, SinceParameters):
        party = forms.ChoiceField(label=_("Sent by"), choices=_parties, required=False, initial="")
        kind = forms.ChoiceField(
            label=_("Kind"), choices=[("", _("all")), *ListKind.choices], required=False, initial=""
        )

    def needs(self, user: User) -> frozenset[str]:
        seen = {Permission.LISTS_VIEW.value} if user.has_perm(Permission.LISTS_VIEW) else set()
        return super().needs(user) | seen

    def answer(self, parameters: dict[str, Any], as_of: datetime.date, user: User, progress: Progress) -> Answer:
        progress(0, None, "reading")
        scope = _scope(parameters, as_of)
        with as_known_on(READ, scope.known_on, user):
            found = list_figures(user, scope)
        progress(len(found), len(found), "adding")
        verdicts = _verdicts(found)
        tables = [_by_verdict(verdicts), _turnaround(found, as_of)]
        if user.has_perm(Permission.LISTS_VIEW):
            tables[1:1] = [_list_verdicts(found), _by_list(found)]
        return Answer(_figures(found, verdicts), tuple(tables), {"on": as_of.isoformat()})

    def sentence(self, answer: Answer) -> str:
        day = date_format(datetime.date.fromisoformat(answer.context["on"]), "DATE_FORMAT")
        lists = answer.value("lists")
        if not lists:
            return _now("No list of names had come in by %(day)s.") % {"day": day}
        words = {"day": day, "lists": lists, "names": self._told(answer, "entries")}
        whole = ngettext(
            "%(lists)s list had come in by %(day)s, with %(names)s names",
            "%(lists)s lists had come in by %(day)s, with %(names)s names",
            lists,
        ) % (words | {"lists": self._told(answer, "lists")})
        parts = [
            f"{self.label(group)}: {self._told(answer, share)}"
            for share, group in SHARES.items()
            if isinstance(answer.value(share), float) and answer.value(share)
        ]
        days = answer.value("median_days")
        if days is not None:
            parts.append(_now("half of the official lists were answered within %(days)s days") % {"days": days})
        return f"{'; '.join([whole, *parts])}."

    def chart(self, answer: Answer) -> "altair.TopLevelMixin | None":
        from reports.artefacts import bar_charts

        if not answer.value("entries"):
            return None
        words = {"title": str(self.question), "subtitle": self.sentence(answer)}
        return bar_charts.bars(self, answer.table("verdicts"), "entries", **words)

    def behind(self, asked: Asked, key: str, row: int | None = None, column: str = "") -> Behind:
        scope = _scope(asked.parameters, asked.as_of)
        first = asked.answer.table(key).rows[row][0] if row is not None else None
        with as_known_on(READ, scope.known_on, asked.reader):
            if key == "turnaround":
                return official_lists(asked.reader, scope, first[0], column)
            if key in {"by_list", "list_verdicts"}:
                return entries_found(asked.reader, scope, (column,) if column in NAMED else (), first[3])
            found = {**GROUPS, WAITING: (WAITING,), DECIDED: (DECIDED,)}.get(key, ())
            return entries_found(asked.reader, scope, (first,) if first else found)

    def _told(self, answer: Answer, key: str) -> str:
        return cells.in_words(self, answer.figure(key), answer.value(key))


def _scope(parameters: dict[str, Any], as_of: datetime.date) -> Scope:
    return Scope(
        as_of,
        day_of(parameters, "since"),
        parameters["party"],
        parameters["kind"],
        day_of(parameters, "known_on"),
    )


def _verdicts(found: list[ListFigures]) -> Counter[str]:
    """All entries, by verdict; those not decided and those out of sight too."""
    counted: Counter[str] = Counter()
    for each in found:
        counted += each.verdicts
        counted[WAITING] += each.waiting
        counted[OUT_OF_SIGHT] += each.out_of_sight
    return counted


def _figures(found: list[ListFigures], verdicts: Counter[str]) -> tuple[Figure, ...]:
    entries = verdicts.total()
    decided = entries - verdicts[WAITING]
    counts = {key: sum(verdicts[verdict] for verdict in group) for key, group in GROUPS.items()}
    days = [each.days for each in found if each.official and each.days is not None]
    of_entries = {"told": Told.EACH, "leads_to": Leads.ENTRIES}
    return (
        Figure("lists", Cell.COUNT, len(found), told=Told.OPEN),
        Figure("entries", Cell.COUNT, entries, **of_entries),
        Figure(DECIDED, Cell.COUNT, decided, **of_entries),
        Figure(WAITING, Cell.COUNT, verdicts[WAITING], **of_entries),
        *(Figure(key, Cell.COUNT, number, **of_entries) for key, number in counts.items()),
        *(
            Figure(key, Cell.PERCENT, percent(counts[of], decided), told=Told.EACH, share=(of, DECIDED))
            for key, of in SHARES.items()
        ),
        Figure("median_days", Cell.DAYS, _median(days), told=Told.OPEN),
    )


def _median(days: list[int]) -> int | None:
    """The least number of days within which half of them lie."""
    return statistics.median_low(days) if days else None


def _by_verdict(verdicts: Counter[str]) -> Table:
    entries = verdicts.total()
    shown = [*V.values, *(key for key in (WAITING, OUT_OF_SIGHT) if verdicts[key])]
    columns = Column("verdict", Cell.CHOICE), ENTRIES, Column("share", Cell.PERCENT)
    rows = [[verdict, verdicts[verdict], percent(verdicts[verdict], entries)] for verdict in shown]
    return Table("verdicts", columns, rows, [None, entries, None], told=Told.PARTITION, leads_to=Leads.ENTRIES)


def _lists(key: str, found: list[ListFigures], columns: tuple[Column, ...], rows: list[list[Any]]) -> Table:
    """A table with a row for each list and the sums of its counts."""
    named = [
        [[each.number, each.called, each.called, str(each.id)], *row] for each, row in zip(found, rows, strict=True)
    ]
    foot = [
        _sum([row[place] for row in named]) if column.cell == Cell.COUNT else None
        for place, column in enumerate((LIST, *columns))
    ]
    return Table(key, (LIST, *columns), named, foot, leads_to=Leads.ENTRIES, counted="entries")


def _sum(numbers: list[int | None]) -> int | None:
    """Their sum; None where one of them is not known."""
    return None if None in numbers else sum(numbers)


def _by_list(found: list[ListFigures]) -> Table:
    columns = (
        Column("received_on", Cell.DATE),
        Column("claimed", Cell.COUNT),
        ENTRIES,
        Column(WAITING, **OF_ENTRIES),
        Column(OUT_OF_SIGHT, Cell.COUNT),
        Column("days", Cell.DAYS),
    )
    rows = [
        [
            each.received_on.isoformat() if each.received_on else None,
            each.claimed,
            each.entries,
            each.waiting,
            each.out_of_sight,
            each.days,
        ]
        for each in found
    ]
    return _lists("by_list", found, columns, rows)


def _list_verdicts(found: list[ListFigures]) -> Table:
    columns = (ENTRIES, *(Column(verdict, **OF_ENTRIES) for verdict in V.values))
    rows = [[each.entries, *(each.verdicts[verdict] for verdict in V.values)] for each in found]
    return _lists("list_verdicts", found, columns, rows)


def _turnaround(found: list[ListFigures], as_of: datetime.date) -> Table:
    by_party: defaultdict[tuple[str, ...], list[ListFigures]] = defaultdict(list)
    for each in found:
        if each.official:
            by_party[tuple(each.party)].append(each)
    rows = [[[*party], *_clock(lists, as_of)] for party, lists in sorted(by_party.items())]
    led = {"cell": Cell.COUNT, "leads_to": Leads.RECORDS}
    columns = (
        Column("party", Cell.PARTY),
        *(Column(key, **led) for key in ("official", "answered", "unanswered")),
        *(Column(key, Cell.DAYS) for key in ("median_days", "longest_days", "longest_waiting")),
    )
    foot = [None, *_clock([each for lists in by_party.values() for each in lists], as_of)]
    return Table("turnaround", columns, rows, foot if rows else None, told=Told.OPEN)


def _clock(lists: list[ListFigures], as_of: datetime.date) -> list[int | None]:
    days = [each.days for each in lists if each.days is not None]
    waiting = [(as_of - each.received_on).days for each in lists if not each.is_answered and each.received_on]
    answered = sum(each.is_answered for each in lists)
    return [
        len(lists), answered, len(lists) - answered,
        _median(days), max(days, default=None), max(waiting, default=None),
    ]  # fmt: skip
