"""Words of negotiations: rounds, proposals, stances and programmes, with the legal moves of what has states."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Direction(TextChoices):
    """Whom a transfer brings home, seen from the party whose headquarters this is."""

    TO_US = "to_us", _("to us")
    TO_THEM = "to_them", _("to them")


class Qualifier(TextChoices):
    EXACTLY = "=", _("exactly")
    AT_LEAST = ">=", _("at least")
    ABOUT = "~", _("about")
    AT_MOST = "<=", _("at most")


class MediatorRole(TextChoices):
    BROKER = "broker", _("broker")
    HOST = "host", _("host")
    TRANSIT = "transit", _("transit")
    GUARANTOR = "guarantor", _("guarantor")
    COURIER = "courier", _("courier of lists")


class Channel(TextChoices):
    """By which way the sides spoke."""

    HEADQUARTERS = "headquarters", _("headquarters")
    OMBUDSMAN = "ombudsman", _("ombudsmen")
    INTELLIGENCE = "intelligence", _("intelligence")
    MILITARY = "military", _("military command")
    DIPLOMATIC = "diplomatic", _("delegations of state")
    MEDIATOR = "mediator", _("mediator")
    ICRC = "icrc", _("ICRC")
    MEDIA = "media", _("media")
    PRIVATE = "private", _("private persons")


class Category(TextChoices):
    """Groups that negotiations speak of; they overlap. What is said of a group is about no person."""

    ANYBODY = "anybody", _("anybody")
    POW = "pow", _("prisoners of war")
    CIVILIANS = "civilians", _("civilians")
    SERIOUSLY_WOUNDED = "seriously_wounded", _("seriously wounded")
    GRAVELY_SICK = "gravely_sick", _("gravely sick")
    WOMEN = "women", _("women")
    YOUNG = "young", _("the young")
    LONG_HELD = "long_held", _("longest in captivity")
    RECENT = "recent", _("recently captured")
    CONSCRIPTS = "conscripts", _("conscripts")
    CONTRACT = "contract", _("under contract")
    MOBILISED = "mobilised", _("mobilised")
    OCCUPIED = "occupied", _("mobilised of occupied territory")
    CONVICTS = "convicts", _("convicts under contract")
    COMPANY = "company", _("private military company")
    FOREIGNERS = "foreigners", _("foreigners")
    MINORITIES = "minorities", _("small ethnic groups")
    CHECHENS = "chechens", _("Chechens")
    REMAINS = "remains", _("remains of the dead")


class RoundStatus(TextChoices):
    PLANNED = "planned", _("planned")
    UNDER_WAY = "under_way", _("under way")
    CONCLUDED = "concluded", _("concluded")
    BROKEN_OFF = "broken_off", _("broken off")
    CALLED_OFF = "called_off", _("called off")


R = RoundStatus

#: The doors and the database's triggers are built from these tables. A round that is logged afterwards goes straight
#: from planned to its end.
ROUND_MOVES: dict[RoundStatus, tuple[RoundStatus, ...]] = {
    R.PLANNED: (R.UNDER_WAY, R.CONCLUDED, R.BROKEN_OFF, R.CALLED_OFF),
    R.UNDER_WAY: (R.CONCLUDED, R.BROKEN_OFF),
    R.CONCLUDED: (),
    R.BROKEN_OFF: (),
    R.CALLED_OFF: (),
}
#: What says what came of it, or why nothing did.
ROUND_OVER = tuple(state for state, moves in ROUND_MOVES.items() if not moves)
#: What has begun, and so has not its first day ahead.
ROUND_BEGUN = frozenset({R.UNDER_WAY, R.CONCLUDED, R.BROKEN_OFF})


class ProposalKind(TextChoices):
    """How a proposal was made. Only an official request starts the clock of an answer."""

    OFFICIAL = "official", _("official request")
    PUBLIC = "public", _("public statement")
    REPORTED = "reported", _("reported by others")


class ProposalFormat(TextChoices):
    NUMBERS = "numbers", _("agreed numbers")
    ONE_FOR_ONE = "one_for_one", _("one for one")
    ALL_FOR_ALL = "all_for_all", _("all for all")
    CATEGORIES = "categories", _("by category, whatever the numbers")
    UNILATERAL = "unilateral", _("in one direction")
    OTHER = "other", _("other")


class ProposalStatus(TextChoices):
    TABLED = "tabled", _("tabled")
    ACCEPTED = "accepted", pgettext_lazy("proposal", "accepted")
    REFUSED = "refused", pgettext_lazy("proposal", "refused")
    IGNORED = "ignored", pgettext_lazy("proposal", "left without an answer")
    WITHDRAWN = "withdrawn", pgettext_lazy("proposal", "withdrawn")


P = ProposalStatus

#: An answer may come after one had ceased to wait for it.
PROPOSAL_MOVES: dict[ProposalStatus, tuple[ProposalStatus, ...]] = {
    P.TABLED: (P.ACCEPTED, P.REFUSED, P.IGNORED, P.WITHDRAWN),
    P.IGNORED: (P.ACCEPTED, P.REFUSED, P.WITHDRAWN),
    P.ACCEPTED: (),
    P.REFUSED: (),
    P.WITHDRAWN: (),
}
ANSWERS = frozenset({P.ACCEPTED, P.REFUSED})


class Position(TextChoices):
    """Where a party stands on the return of a group."""

    WANTS = "wants", _("wants")
    WHEN_PRESSED = "when_pressed", _("takes when pressed")
    REFUSES = "refuses", pgettext_lazy("position", "refuses")


class ProgrammeStatus(TextChoices):
    IN_FORCE = "in_force", _("in force")
    FULFILLED = "fulfilled", _("fulfilled")
    SUSPENDED = "suspended", _("suspended")
    BREACHED = "breached", _("breached")
    ENDED = "ended", _("ended")


class ProgrammeEventKind(TextChoices):
    """What became of a programme since it was agreed."""

    BREACH = "breach", _("breach")
    SUSPENSION = "suspension", _("suspension")
    RESUMPTION = "resumption", _("resumption")
    FULFILMENT = "fulfilment", _("fulfilment")
    END = "end", _("end")


#: Where the latest event leaves a programme.
LEADS_TO: dict[ProgrammeEventKind, ProgrammeStatus] = {
    ProgrammeEventKind.BREACH: ProgrammeStatus.BREACHED,
    ProgrammeEventKind.SUSPENSION: ProgrammeStatus.SUSPENDED,
    ProgrammeEventKind.RESUMPTION: ProgrammeStatus.IN_FORCE,
    ProgrammeEventKind.FULFILMENT: ProgrammeStatus.FULFILLED,
    ProgrammeEventKind.END: ProgrammeStatus.ENDED,
}


class AgeTaken(TextChoices):
    """On which day the age of a person is looked at."""

    CAPTURE = "capture", _("at capture")
    AGREEMENT = "agreement", _("when the programme was agreed")
    HAND_OVER = "hand_over", _("at the hand-over")
    NOT_STATED = "not_stated", _("on a day that no source states")
