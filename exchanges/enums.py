"""Kinds and states of an exchange, and the table of its legal moves."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from negotiations.enums import Direction, MediatorRole, Qualifier

__all__ = [
    "BATCH_MOVES",
    "COMPLETE",
    "DELIVERED",
    "FINAL",
    "MOVES",
    "SETBACKS",
    "SUPERSEDE",
    "Axis",
    "BatchStatus",
    "CountStatus",
    "Direction",
    "ExchangeKind",
    "ExchangeStatus",
    "Measure",
    "MediatorRole",
    "Qualifier",
    "Rest",
    "RowOutcome",
]


class ExchangeKind(TextChoices):
    NEGOTIATED = "negotiated", _("negotiated")
    MEDICAL = "medical", _("medical")
    UNILATERAL = "unilateral", _("unilateral return")
    LOCAL = "local", _("between local commanders")
    CIVILIAN_RELEASE = "civilian_release", _("release of civilians")
    REMAINS = "remains", _("return of remains")


class ExchangeStatus(TextChoices):
    DRAFT = "draft", _("draft")
    PROPOSED = "proposed", _("proposed")
    AGREED = "agreed", _("agreed")
    LISTS_VERIFIED = "lists_verified", _("lists verified")
    SCHEDULED = "scheduled", _("scheduled")
    UNDER_WAY = "under_way", _("under way")
    COMPLETED = "completed", _("completed")
    PARTLY_COMPLETED = "partly_completed", _("partly completed")
    POSTPONED = "postponed", _("postponed")
    DERAILED = "derailed", _("derailed")
    CANCELLED = "cancelled", _("cancelled")


S = ExchangeStatus

#: States from which people have come home.
DELIVERED = frozenset({S.COMPLETED, S.PARTLY_COMPLETED})
#: The act by which two people complete an exchange, in whole or in part.
COMPLETE = "complete"
#: The act by which two people put a correction in the place of a completed exchange.
SUPERSEDE = "supersede"
#: States that nothing follows.
FINAL = frozenset({S.COMPLETED, S.PARTLY_COMPLETED, S.DERAILED, S.CANCELLED})
#: States that need a reason.
SETBACKS = frozenset({S.POSTPONED, S.DERAILED, S.CANCELLED})

#: From each state to those it may become. The door and the database's trigger are built from this one table.
#: From a draft straight to the end: an exchange that is logged after it happened.
MOVES: dict[ExchangeStatus, tuple[ExchangeStatus, ...]] = {
    S.DRAFT: (S.PROPOSED, S.COMPLETED, S.PARTLY_COMPLETED, *sorted(SETBACKS)),
    S.PROPOSED: (S.AGREED, *sorted(SETBACKS)),
    S.AGREED: (S.LISTS_VERIFIED, *sorted(SETBACKS)),
    S.LISTS_VERIFIED: (S.SCHEDULED, *sorted(SETBACKS)),
    S.SCHEDULED: (S.UNDER_WAY, *sorted(SETBACKS)),
    S.UNDER_WAY: (S.COMPLETED, S.PARTLY_COMPLETED, *sorted(SETBACKS)),
    S.POSTPONED: (S.AGREED, S.LISTS_VERIFIED, S.SCHEDULED, S.DERAILED, S.CANCELLED),
    S.COMPLETED: (),
    S.PARTLY_COMPLETED: (),
    S.DERAILED: (),
    S.CANCELLED: (),
}


class Rest(TextChoices):
    """Of those on the manifest whom nobody marked one by one: who was handed over."""

    EVERYBODY = "everybody", _("all of them were handed over")
    BOARDED = "boarded", _("those who boarded were handed over, the others not")
    MARKED = "marked", _("none of them: only those who are marked")


class CountStatus(TextChoices):
    """Why the number delivered is or is not there. Blank is not zero."""

    PENDING = "pending", _("not handed over yet")
    KNOWN = "known", _("known")
    WITHHELD = "withheld", _("withheld by the sides")
    NOT_STATED = "not_stated", _("not stated by any source")


class Measure(TextChoices):
    """What a claimed figure counts."""

    AGREED = "agreed", _("agreed")
    DELIVERED = "delivered", _("delivered")
    RETURNED_TOTAL = "returned_total", _("returned since the beginning")
    EXCHANGES_TOTAL = "exchanges_total", _("exchanges since the beginning")
    HELD = "held", _("held")
    #: The dead: of a transfer of remains, or of a party in all. It is said of nothing else.
    REMAINS = "remains", _("remains handed over")
    #: Always a percentage: of those of the subject who were ever captured.
    RETURNED_SHARE = "returned_share", _("brought back, of those ever captured")


class Axis(TextChoices):
    """The one question that a breakdown answers; breakdowns along different axes are never added up."""

    STATUS = "status", _("military or civilian")
    NATIONALITY = "nationality", _("nationality or origin")
    SERVICE_BASIS = "service_basis", _("service basis")
    BRANCH = "branch", _("branch")
    RANK = "rank", _("rank")
    SEX = "sex", _("sex")
    HEALTH = "health", _("health")
    COHORT = "cohort", _("cohort")
    #: How much is known of those held, by the statuses of a captivity: 36 of 150 are listed as missing.
    RECORD = "record", _("official status")


class BatchStatus(TextChoices):
    PREVIEWED = "previewed", _("previewed, nothing written")
    CONFIRMED = "confirmed", _("imported")
    UNDONE = "undone", _("undone")


class RowOutcome(TextChoices):
    CREATE = "create", _("will be created")
    CREATED = "created", _("created")
    ALREADY_THERE = "already_there", _("already there")
    REFUSED = "refused", _("refused")
    UNDONE = "undone", _("undone")


BATCH_MOVES = {
    BatchStatus.PREVIEWED: (BatchStatus.CONFIRMED,),
    BatchStatus.CONFIRMED: (BatchStatus.UNDONE,),
    BatchStatus.UNDONE: (),
}
