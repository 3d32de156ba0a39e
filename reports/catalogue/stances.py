"""What each side wanted and refused, against what was offered and taken."""

import datetime
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.models import User
from accounts.roles import Permission
from common.classification import FieldClass
from negotiations.enums import Position, ProposalStatus
from reports import cells
from reports.catalogue import register
from reports.catalogue.answer import Answer, Cell, Column, Figure, Table
from reports.catalogue.parameters import KnownOnParameters, day_of
from reports.catalogue.person_report import PersonReport
from reports.catalogue.report import Asked, Behind, Progress
from reports.catalogue.stances_words import WORDS
from reports.enums import Leads, Told, Topic
from reports.queries.as_known import as_known_on
from reports.queries.list_quality import senders
from reports.queries.stances import (
    KINDS,
    READ,
    Reading,
    Taken,
    add_persons,
    add_proposals,
    persons_of,
    proposals_of,
    stances,
)

if TYPE_CHECKING:
    import altair

ALL, CURRENT = "all", "current"
WHICH = [(ALL, _("all that had been taken by the day")), (CURRENT, _("those taken on the day"))]
STATUSES = {
    "accepted": ProposalStatus.ACCEPTED,
    "proposal_refused": ProposalStatus.REFUSED,
    "ignored": ProposalStatus.IGNORED,
    "withdrawn": ProposalStatus.WITHDRAWN,
    "tabled": ProposalStatus.TABLED,
}
STANCE = (
    Column("group", Cell.NAMED),
    Column("party", Cell.PARTY),
    Column("direction", Cell.CHOICE),
    Column("position", Cell.CHOICE),
    Column("since", Cell.DATE),
    Column("until", Cell.DATE),
)


def _parties() -> list[tuple[str, Any]]:
    return [("", _("all")), *((party.code, party) for party in senders())]


@register
class Stances(PersonReport):
    key = "stances"
    topic = Topic.NEGOTIATIONS
    title = _("Stances against what came of them")
    question = _("What did each side want and refuse, and what was offered and taken?")
    definition = _(
        "Every stance of a party on the return of a group that had been taken by the day. Beside it stand the persons "
        "of that group, as the register tells it of the day on which something happened: named on lists, refused by "
        "their home side, handed over, in the same direction, while the stance was taken. Groups overlap, so the rows "
        "do not add up. What is said of a group is about no person and decides nothing."
    )
    words = WORDS
    gives_away = frozenset({FieldClass.STAFF, FieldClass.HEALTH, FieldClass.IDENTITY})

    class Parameters(KnownOnParameters):
        party = forms.ChoiceField(label=_("Whose stances"), choices=_parties, required=False, initial="")
        which = forms.ChoiceField(label=_("Which"), choices=WHICH, initial=ALL)

    free = frozenset({"party", "which"})

    def needs(self, user: User) -> frozenset[str]:
        seen = {Permission.NEGOTIATIONS_VIEW.value} if user.has_perm(Permission.NEGOTIATIONS_VIEW) else set()
        return super().needs(user) | seen

    def answer(self, parameters: dict[str, Any], as_of: datetime.date, user: User, progress: Progress) -> Answer:
        progress(0, None, "reading")
        known_on = day_of(parameters, "known_on")
        with as_known_on(READ, known_on, user):
            found = self._found(parameters, as_of, user)
            add_proposals(found, user, as_of)
            add_persons(found, Reading(user, as_of, known_on))
        progress(len(found), len(found), "adding")
        tables = (_against(found), _proposed([each for each in found if each.stance.category]))
        return Answer(_figures(found), tables, {"on": as_of.isoformat()})

    def sentence(self, answer: Answer) -> str:
        day = date_format(datetime.date.fromisoformat(answer.context["on"]), "DATE_FORMAT")
        number = answer.value("stances")
        if not number:
            return _now("No stance of a party is on record by %(day)s.") % {"day": day}
        whole = ngettext(
            "%(number)s stance had been taken by %(day)s", "%(number)s stances had been taken by %(day)s", number
        ) % {"number": self._told(answer, "stances"), "day": day}
        parts = [
            f"{self.label(key).lower()}: {self._told(answer, key)}" for key in Position.values if answer.value(key)
        ]
        table = answer.table("against")
        delivered = [row[table.place("delivered")] for row in table.rows if row[3] == Position.REFUSES]
        refused = [number for number in delivered if number is not None]
        back = [number for number in refused if number != 0]
        if refused:
            parts.append(
                _now("refused groups of which somebody was handed over all the same: %(back)s of %(number)s")
                % {"back": len(back), "number": len(refused)}
            )
        return f"{whole} ({', '.join(parts[: len(parts) - bool(refused)])}){'; ' + parts[-1] if refused else ''}."

    def chart(self, answer: Answer) -> "altair.TopLevelMixin | None":
        from reports.artefacts import bar_charts

        words = {"title": str(self.question), "subtitle": self.sentence(answer)}
        table = answer.table("against")
        return bar_charts.bars(self, table, "offered", "asked", "delivered", called=self._called, **words)

    def behind(self, asked: Asked, key: str, row: int | None = None, column: str = "") -> Behind:
        known_on = day_of(asked.parameters, "known_on")
        with as_known_on(READ, known_on, asked.reader):
            found = self._found(asked.parameters, asked.as_of, asked.reader)
            if key == "proposed":
                add_proposals(found, asked.reader, asked.as_of)
                proposals = [each for each in found if each.stance.category][row or 0].proposals
                wanted = [STATUSES[column]] if column in STATUSES else list(proposals)
                keys = [pk for status in wanted for pk in proposals.get(status, ())]
                return proposals_of(keys, asked.reader)
            if row is None or column not in KINDS:
                raise LookupError(key)
            return persons_of(found[row], column, Reading(asked.reader, asked.as_of, known_on))

    def _found(self, parameters: dict[str, Any], as_of: datetime.date, user: User) -> list[Taken]:
        return stances(user, as_of, parameters["party"], current=parameters["which"] == CURRENT)

    def _called(self, row: list[Any]) -> str:
        """What a bar is called: who takes which position on whom."""
        group, party, _direction, position = (
            cells.in_words(self, column, value) for column, value in zip(STANCE[:4], row, strict=False)
        )
        return f"{party}, {position}: {group}"

    def _told(self, answer: Answer, key: str) -> str:
        return cells.in_words(self, answer.figure(key), answer.value(key))


def _figures(found: list[Taken]) -> tuple[Figure, ...]:
    positions = [each.stance.position for each in found]
    not_told = sum(each.persons[KINDS[0]] is None for each in found)
    counts = {"stances": len(found), **{key: positions.count(key) for key in Position.values}, "not_told": not_told}
    return tuple(Figure(key, Cell.COUNT, number, told=Told.OPEN) for key, number in counts.items())


def _stance(each: Taken) -> list[Any]:
    """The values of STANCE."""
    stance = each.stance
    party = [stance.party.code, stance.party.name_uk, stance.party.name_en]
    days = [day.isoformat() if day else None for day in (stance.since, stance.until)]
    return [each.named, party, stance.direction, stance.position, *days]


def _against(found: list[Taken]) -> Table:
    columns = (*STANCE, *(Column(kind, Cell.COUNT, leads_to=Leads.PERSONS) for kind in KINDS))
    rows = [[*_stance(each), *(each.persons[kind] for kind in KINDS)] for each in found]
    return Table("against", columns, rows, told=Told.EACH)


def _proposed(found: list[Taken]) -> Table:
    led = {"cell": Cell.COUNT, "leads_to": Leads.RECORDS}
    columns = (*STANCE, Column("proposals", **led), *(Column(key, **led) for key in STATUSES))
    rows = [
        [
            *_stance(each),
            sum(len(keys) for keys in each.proposals.values()),
            *(len(each.proposals.get(status, ())) for status in STATUSES.values()),
        ]
        for each in found
    ]
    return Table("proposed", columns, rows, told=Told.OPEN)
