"""How exchanges are put into words: states as chips, numbers that may be unknown, moves as buttons."""

from django.utils.formats import localize, number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.pieces import Chip
from exchanges.enums import CountStatus, Direction
from exchanges.enums import ExchangeStatus as S
from exchanges.models import Exchange, Transfer

TONES = {
    S.DRAFT: "neutral",
    S.COMPLETED: "good",
    S.PARTLY_COMPLETED: "warning",
    S.POSTPONED: "warning",
    S.DERAILED: "bad",
    S.CANCELLED: "bad",
}

#: What a button says that moves an exchange to a state.
MOVE_LABELS = {
    S.PROPOSED: gettext_lazy("Record the proposal"),
    S.AGREED: gettext_lazy("Record the agreement"),
    S.LISTS_VERIFIED: gettext_lazy("Record that lists are verified"),
    S.SCHEDULED: gettext_lazy("Schedule"),
    S.UNDER_WAY: gettext_lazy("Start the hand-over"),
    S.COMPLETED: gettext_lazy("Complete"),
    S.PARTLY_COMPLETED: gettext_lazy("Complete in part"),
    S.POSTPONED: gettext_lazy("Postpone"),
    S.DERAILED: gettext_lazy("Record that it derailed"),
    S.CANCELLED: gettext_lazy("Cancel the exchange"),
}

#: The one move that usually comes next.
NEXT = {
    S.PROPOSED: S.AGREED,
    S.AGREED: S.LISTS_VERIFIED,
    S.LISTS_VERIFIED: S.SCHEDULED,
    S.SCHEDULED: S.UNDER_WAY,
    S.UNDER_WAY: S.COMPLETED,
    S.POSTPONED: S.SCHEDULED,
}

#: Why there is no number.
UNKNOWN = {
    CountStatus.WITHHELD: gettext_lazy("withheld"),
    CountStatus.NOT_STATED: gettext_lazy("not stated"),
    CountStatus.PENDING: gettext_lazy("not yet"),
}


def status_chip(exchange: Exchange) -> Chip:
    """The state in words, and its tone."""
    if exchange.is_voided:
        return Chip(_("voided"), "bad")
    if exchange.supersedes_id and exchange.status == S.DRAFT:
        return Chip(_("draft of a correction"), "neutral")
    return chip_of(S(exchange.status))


def chip_of(status: S) -> Chip:
    """A state as a chip."""
    return Chip(str(status.label), TONES.get(status, "active"))


def next_move(exchange: Exchange) -> S | None:
    """The state that usually comes next: a draft that has a date has happened already."""
    if exchange.is_voided:
        return None
    if exchange.supersedes_id:
        return None
    if exchange.status == S.DRAFT:
        return S.COMPLETED if exchange.date else S.PROPOSED
    return NEXT.get(S(exchange.status))


def title(exchange: Exchange) -> str:
    """What an exchange is called on its page: its formula, else its kind."""
    return exchange.formula or str(exchange.get_kind_display()).capitalize()


def returned(transfers: list[Transfer], direction: str) -> int | str:
    """The number delivered in a direction, or in words why there is none; never a zero that nobody said."""
    mine = [transfer for transfer in transfers if transfer.direction == direction]
    if not mine:
        return _("no transfer")
    known = [transfer.delivered for transfer in mine if transfer.delivered is not None]
    if len(known) == len(mine):
        return sum(known)
    if known:
        return _("partly known")
    agreed = [transfer.agreed for transfer in mine]
    if mine[0].count_status == CountStatus.PENDING and None not in agreed:
        return _("%(number)s agreed") % {"number": localize(sum(agreed))}
    return str(UNKNOWN[CountStatus(mine[0].count_status)])


def ratio(to_us: int | str, to_them: int | str) -> str:
    """To us divided by to them, to two places; in words where one side is zero; empty where one is not known."""
    if not (isinstance(to_us, int) and isinstance(to_them, int)):
        return ""
    return number_format(to_us / to_them, 2) if to_us and to_them else _("one-sided")


def directions() -> tuple[str, str]:
    """The two directions, ours first."""
    return Direction.TO_US, Direction.TO_THEM
