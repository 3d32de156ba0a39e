"""How negotiations are put into words: states as chips, moves as buttons, clocks, terms, rules."""

import datetime

from django.utils.formats import localize
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from common.month import Item
from common.pieces import Chip
from negotiations.enums import (
    Category,
    Direction,
    Position,
    ProgrammeEventKind,
    ProgrammeStatus,
    ProposalKind,
    Qualifier,
)
from negotiations.enums import ProposalStatus as P
from negotiations.enums import RoundStatus as R
from negotiations.models import Programme, Proposal, ProposalTerm, Round, Stance
from negotiations.tally import Tally
from units.models import Party

ROUND_TONES = {
    R.PLANNED: "neutral",
    R.UNDER_WAY: "active",
    R.CONCLUDED: "good",
    R.BROKEN_OFF: "bad",
    R.CALLED_OFF: "bad",
}
PROPOSAL_TONES = {
    P.TABLED: "active",
    P.ACCEPTED: "good",
    P.REFUSED: "bad",
    P.IGNORED: "warning",
    P.WITHDRAWN: "neutral",
}
PROGRAMME_TONES = {
    ProgrammeStatus.IN_FORCE: "active",
    ProgrammeStatus.FULFILLED: "good",
    ProgrammeStatus.SUSPENDED: "warning",
    ProgrammeStatus.BREACHED: "bad",
    ProgrammeStatus.ENDED: "neutral",
}
EVENT_TONES = {
    ProgrammeEventKind.BREACH: "bad",
    ProgrammeEventKind.SUSPENSION: "warning",
    ProgrammeEventKind.RESUMPTION: "active",
    ProgrammeEventKind.FULFILMENT: "good",
}
POSITION_TONES = {Position.WANTS: "good", Position.WHEN_PRESSED: "warning", Position.REFUSES: "bad"}

#: What a button says that moves a round or records the answer to a proposal.
ROUND_LABELS = {
    R.UNDER_WAY: gettext_lazy("Record that it has begun"),
    R.CONCLUDED: gettext_lazy("Record the outcome"),
    R.BROKEN_OFF: gettext_lazy("Record that it was broken off"),
    R.CALLED_OFF: gettext_lazy("Call it off"),
}
PROPOSAL_LABELS = {
    P.ACCEPTED: gettext_lazy("Record that it was accepted"),
    P.REFUSED: gettext_lazy("Record that it was refused"),
    P.IGNORED: gettext_lazy("Record that no answer came"),
    P.WITHDRAWN: gettext_lazy("Record that it was withdrawn"),
}
MARKS = {Qualifier.AT_LEAST: "≥", Qualifier.ABOUT: "≈", Qualifier.AT_MOST: "≤"}


def round_chip(round: Round) -> Chip:
    """The state of a round."""
    return Chip(str(round.get_status_display()), ROUND_TONES[R(round.status)])


def round_item(round: Round) -> Item:
    """A round on the sheet of a month; one of no known day stands beside the sheet."""
    first = round.starts_on or datetime.date.min
    chip = round_chip(round)
    return Item(first, round.ends_on or first, str(round), round.get_absolute_url(), chip.label, chip.tone)


def proposal_chip(proposal: Proposal) -> Chip:
    """Where a proposal stands."""
    return Chip(str(proposal.get_status_display()), PROPOSAL_TONES[P(proposal.status)])


def kind_chip(proposal: Proposal) -> Chip:
    """An official request told apart from words in public."""
    return Chip(str(proposal.get_kind_display()), "active" if proposal.kind == ProposalKind.OFFICIAL else "neutral")


def programme_chip(programme: Programme) -> Chip:
    """Where a programme stands."""
    return Chip(str(programme.get_status_display()), PROGRAMME_TONES[ProgrammeStatus(programme.status)])


def position_chip(stance: Stance) -> Chip:
    """What a party takes and what not."""
    return Chip(str(stance.get_position_display()), POSITION_TONES[Position(stance.position)])


def days_of(round: Round) -> str:
    """The days of a round in words; empty when none is known."""
    if round.starts_on is None:
        return ""
    first, last = known_day(round.starts_on), round.ends_on and known_day(round.ends_on)
    return f"{first} – {last}" if last and round.ends_on != round.starts_on else first


def known_day(day: object) -> str:
    """A day in the reader's form."""
    return localize(day)


def waiting(proposal: Proposal) -> str:
    """The clock of an official request in words; empty where none runs."""
    days = proposal.days_waiting
    if days is None:
        return ""
    if proposal.status == P.TABLED:
        return ngettext("%(days)d day without an answer", "%(days)d days without an answer", days) % {"days": days}
    return ngettext("answered after %(days)d day", "answered after %(days)d days", days) % {"days": days}


def term(each: ProposalTerm) -> str:
    """Whom and how many, without the direction."""
    if each.number is None:
        return str(each.get_category_display())
    number = f"{MARKS.get(Qualifier(each.qualifier), '')}{localize(each.number)}"
    return number if each.category == Category.ANYBODY else f"{number} {each.get_category_display()}"


def terms(proposal: Proposal, direction: str) -> str:
    """The terms in one direction; wants `standing_terms`."""
    return ", ".join(term(each) for each in proposal.standing_terms if each.direction == direction)


def returning(direction: str, home: Party | None) -> str:
    """The head of what is about persons coming home one way."""
    if direction == Direction.TO_US:
        return _("Returning to %(party)s") % {"party": home} if home else _("Returning to us")
    return _("Returning to the other side")


def ages(programme: Programme) -> str:
    """The limit of age in words, with the day on which age is taken; empty without one."""
    limits = {"low": programme.age_from, "high": programme.age_to, "when": programme.get_age_taken_display()}
    if programme.age_from is not None and programme.age_to is not None:
        return _("%(low)s to %(high)s years, %(when)s") % limits
    if programme.age_from is not None:
        return _("%(low)s years and older, %(when)s") % limits
    return _("up to %(high)s years, %(when)s") % limits if programme.age_to is not None else ""


def categories(programme: Programme) -> str:
    """Whom a programme is for."""
    return ", ".join(str(Category(each).label) for each in programme.categories) or _("anybody")


def target(programme: Programme) -> str:
    """How many, each way."""
    if programme.target_each is not None:
        return _("%(number)s each way") % {"number": localize(programme.target_each)}
    return _("open-ended") if programme.open_ended else ""


def carried_out(tally: Tally) -> str:
    """Persons who came home each way, ours first."""
    least = "≥ " if tally.unknown else ""
    return f"{least}{localize(tally.to_us)} : {localize(tally.to_them)}"
