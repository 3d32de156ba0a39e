"""Whom the home side would not take, and which official requests were refused."""

import datetime
import statistics
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.roles import Permission
from common.classification import FieldClass
from negotiations.enums import ProposalStatus
from negotiations.list_enums import Acceptance
from negotiations.models import Decision, ListEntry, NameList, Proposal
from prisoners.models import Captivity
from reports import cells
from reports.catalogue import register
from reports.catalogue.answer import Answer, Cell, Column, Figure, Table
from reports.catalogue.parameters import KnownOnParameters, SinceParameters, day_of
from reports.catalogue.person_report import PersonReport
from reports.catalogue.refusals_words import WORDS
from reports.catalogue.report import Asked, Behind, Progress
from reports.catalogue.telling import percent
from reports.enums import Leads, Told, Topic
from reports.queries import refusals
from reports.queries.as_known import as_known_on
from reports.queries.list_quality import Scope, senders
from reports.queries.refusals import Answers, Decided, asked_about, grouped

if TYPE_CHECKING:
    import altair

#: Each table with the grouping of its rows and how they are told.
GROUPS = {
    "reasons": ("reason", Cell.CHOICE),
    "categories": ("category", Cell.CHOICE),
    "bases": ("basis", Cell.CHOICE),
    "sexes": ("sex", Cell.CHOICE),
    "branches": ("branch", Cell.NAMED),
    "months": ("month", Cell.PERIOD),
    "sides": ("side", Cell.NAMED),
}
BY = [*((key, WORDS[key][0]) for key in GROUPS), ("answers", WORDS["answers"][0])]
ASKED, REFUSED = (Acceptance.ACCEPTED, Acceptance.REFUSED), (Acceptance.REFUSED,)
#: What a figure or a column counts of decisions.
COUNTED = {"asked": ASKED, "refused": REFUSED, "not_asked": (Acceptance.NOT_ASKED,)}
READ = (NameList, ListEntry, Decision, Captivity, Proposal)


def _sides() -> list[tuple[str, Any]]:
    return [("", _("all")), *((party.code, party) for party in senders())]


@register
class Refusals(PersonReport):
    key = "refusals"
    topic = Topic.LISTS
    title = _("Refusals")
    question = _("Whom does the home side refuse to take, and why?")
    definition = _(
        "Names on the lists that had come in by the day, of which people decided whether the home side of the person "
        "takes them. The rate is those refused of those asked about; who was not asked about is in neither. Voided "
        "lists, rows and decisions are not counted. That somebody does not want to return is another question and is "
        "not counted here. Beside it stand official requests and their answers: those refused of those answered."
    )
    words = WORDS
    gives_away = frozenset({FieldClass.STAFF})

    class Parameters(KnownOnParameters, SinceParameters):
        side = forms.ChoiceField(label=_("Whose people"), choices=_sides, required=False, initial="")
        by = forms.ChoiceField(
            label=_("First by"),
            choices=BY,
            initial="reasons",
            help_text=_("The first table is the chart and the CSV file"),
        )

    def needs(self, user: User) -> frozenset[str]:
        seen = {Permission.NEGOTIATIONS_VIEW.value} if user.has_perm(Permission.NEGOTIATIONS_VIEW) else set()
        return super().needs(user) | seen

    def answer(self, parameters: dict[str, Any], as_of: datetime.date, user: User, progress: Progress) -> Answer:
        progress(0, None, "reading")
        scope = _scope(parameters, as_of)
        with as_known_on(READ, scope.known_on, user):
            found = asked_about(user, scope, parameters["side"])
            requests = refusals.answers(user, scope)
        progress(len(found), len(found), "adding")
        names = {"branch": refusals.branches(), "side": _side_names()}
        tables = [_table(key, found, names) for key in GROUPS]
        if user.has_perm(Permission.NEGOTIATIONS_VIEW):
            tables.append(_answers(requests))
        tables.sort(key=lambda table: table.key != parameters["by"])
        return Answer(_figures(found, [told for _party, told in requests]), tuple(tables), {"on": as_of.isoformat()})

    def sentence(self, answer: Answer) -> str:
        day = date_format(datetime.date.fromisoformat(answer.context["on"]), "DATE_FORMAT")
        words = {key: self._told(answer, key) for key in ("asked", "refused", "rate", "requests_answered")}
        if answer.value("asked"):
            parts = [
                _now("Of %(asked)s names that the home side was asked about by %(day)s it refuses %(refused)s")
                % (words | {"day": day})
            ]
            parts[0] += f" ({words['rate']})" if isinstance(answer.value("rate"), float) else ""
        else:
            parts = [_now("By %(day)s nobody on a list that came in is decided whom the home side was asked about")
                     % {"day": day}]  # fmt: skip
        if answer.value("requests_answered"):
            parts.append(
                _now("of %(requests_answered)s official requests with an answer %(requests_rate)s were refused")
                % (words | {"requests_rate": self._told(answer, "requests_rate")})
            )
        return f"{'; '.join(parts)}."

    def chart(self, answer: Answer) -> "altair.TopLevelMixin | None":
        from reports.artefacts import bar_charts

        table = answer.tables[0]
        words = {"title": str(self.question), "subtitle": self.sentence(answer)}
        keys = {"answers": ("answered", "refused"), "reasons": ("refused",)}.get(table.key, ("asked", "refused"))
        return bar_charts.bars(self, table, *keys, **words)

    def behind(self, asked: Asked, key: str, row: int | None = None, column: str = "") -> Behind:
        scope, side = _scope(asked.parameters, asked.as_of), asked.parameters["side"]
        with as_known_on(READ, scope.known_on, asked.reader):
            if key.startswith("requests"):
                return refusals.requests(asked.reader, scope, "", key.removeprefix("requests_"))
            first = asked.answer.table(key).rows[row][0] if row is not None else None
            if key == "answers":
                return refusals.requests(asked.reader, scope, first[0], column)
            if row is None:
                return refusals.entries_asked(asked.reader, scope, side, COUNTED[key])
            code = first[0] if isinstance(first, list) else first
            counted = COUNTED.get(column, REFUSED)
            return refusals.entries_asked(asked.reader, scope, side, counted, (GROUPS[key][0], _known(code)))

    def _told(self, answer: Answer, key: str) -> str:
        return cells.in_words(self, answer.figure(key), answer.value(key))


def _scope(parameters: dict[str, Any], as_of: datetime.date) -> Scope:
    return Scope(as_of, day_of(parameters, "since"), known_on=day_of(parameters, "known_on"))


def _known(code: str | None) -> str | None:
    return None if code == "unknown" else code


def _side_names() -> dict[str, list[str]]:
    return {party.code: [party.code, party.name_uk, party.name_en] for party in senders()}


def _figures(found: list[Decided], requests: list[Answers]) -> tuple[Figure, ...]:
    asked = sum(each.number for each in found if each.acceptance in ASKED)
    refused = sum(each.number for each in found if each.acceptance in REFUSED)
    not_asked = sum(each.number for each in found) - asked
    made, answered, no = (sum(getattr(each, name) for each in requests) for name in ("made", "answered", "refused"))
    of_entries = {"told": Told.EACH, "leads_to": Leads.ENTRIES}
    of_requests = {"told": Told.OPEN, "leads_to": Leads.RECORDS}
    return (
        Figure("asked", Cell.COUNT, asked, **of_entries),
        Figure("refused", Cell.COUNT, refused, **of_entries),
        Figure("rate", Cell.PERCENT, percent(refused, asked), told=Told.EACH, share=("refused", "asked")),
        Figure("not_asked", Cell.COUNT, not_asked, **of_entries),
        Figure("requests", Cell.COUNT, made, **of_requests),
        Figure("requests_answered", Cell.COUNT, answered, **of_requests),
        Figure("requests_refused", Cell.COUNT, no, **of_requests),
        Figure("requests_rate", Cell.PERCENT, percent(no, answered), told=Told.OPEN),
    )


def _table(key: str, found: list[Decided], names: dict[str, dict[str, list[str]]]) -> Table:
    """Asked about and refused by one grouping; of reasons, which only refusals have, the refusals alone."""
    group, cell = GROUPS[key]
    counted = sorted(grouped(found, group).items(), key=_order(key))
    led = {"cell": Cell.COUNT, "leads_to": Leads.ENTRIES}
    of_refused = Column("refused", **led)
    if key == "reasons":
        rows = [[code, told.refused] for code, told in counted if code]
        whole = sum(row[1] for row in rows)
        rows = [[code, number, percent(number, whole)] for code, number in rows]
        columns = Column(group, cell), of_refused, Column("share", Cell.PERCENT)
        return Table(key, columns, rows, [None, whole, None], told=Told.PARTITION, leads_to=Leads.ENTRIES)
    rows = [
        [names[group].get(code, code and [code] * 3) if cell == Cell.NAMED else code or _blank(cell), *_sums(told)]
        for code, told in counted
    ]
    sums = refusals.Asked(*(sum(row[place] for row in rows) for place in (1, 2)))
    columns = (
        Column(group, cell),
        Column("asked", **led),
        of_refused,
        Column("rate", Cell.PERCENT, share=("refused", "asked")),
    )
    return Table(
        key, columns, rows, [None, *_sums(sums)], told=Told.PARTITION, leads_to=Leads.ENTRIES, counted="refused"
    )


def _blank(cell: Cell) -> str | None:
    return "unknown" if cell == Cell.CHOICE else None


def _order(key: str) -> Any:
    """Months in their order, those without one last; all else by those refused."""
    if key == "months":
        return lambda item: item[0] or "9"
    return lambda item: (-item[1].refused, -item[1].asked, str(item[0]))


def _sums(told: refusals.Asked) -> list[Any]:
    return [told.asked, told.refused, percent(told.refused, told.asked)]


def _answers(requests: list[tuple[list[str], Answers]]) -> Table:
    led = {"cell": Cell.COUNT, "leads_to": Leads.RECORDS}
    columns = (
        Column("party", Cell.PARTY),
        *(Column(key, **led) for key in ("made", "answered", "refused", "ignored", "waiting")),
        Column("rate", Cell.PERCENT),
        Column("median_days", Cell.DAYS),
    )
    rows = [
        [
            party,
            told.made,
            told.answered,
            told.refused,
            told.statuses[ProposalStatus.IGNORED],
            told.statuses[ProposalStatus.TABLED],
            percent(told.refused, told.answered),
            statistics.median_low(told.days) if told.days else None,
        ]
        for party, told in requests
    ]
    return Table("answers", columns, rows, told=Told.OPEN, leads_to=Leads.RECORDS, counted="made")
