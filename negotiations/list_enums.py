"""Words of lists of names, in and out: what came, what was made of it, what was decided, and the moves between them."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Direction(TextChoices):
    INCOMING = "incoming", _("came in")
    OUTGOING = "outgoing", _("goes out")


class ListKind(TextChoices):
    OFFER = "offer", _("offer")
    REQUEST = "request", _("request")
    PUBLICATION = "publication", _("publication")


class Channel(TextChoices):
    """The way a list took. Only the official channel starts a clock."""

    OFFICIAL = "official", _("official channel")
    ICRC = "icrc", _("ICRC")
    MEDIATOR = "mediator", _("mediator")
    MEDIA = "media", _("media")
    FAMILY = "family", _("families")
    OTHER = "other", _("another way")


class ListStatus(TextChoices):
    RECEIVED = "received", pgettext_lazy("of a list", "received")
    READ = "read", pgettext_lazy("of a list", "read")
    RECONCILED = "reconciled", _("compared with the register")
    DECIDED = "decided", pgettext_lazy("of a list", "decided")
    ANSWERED = "answered", _("answered")
    DRAFT = "draft", _("draft")
    CHECKED = "checked", _("checked")
    FROZEN = "frozen", _("frozen")
    SENT = "sent", _("sent")
    RECEIVED_CONFIRMED = "received_confirmed", _("receipt confirmed")


S = ListStatus
#: One table for both directions. A decision taken back, or an answer found wrong before it is sent, goes one step back.
LIST_MOVES: dict[ListStatus, tuple[ListStatus, ...]] = {
    S.RECEIVED: (S.READ,),
    S.READ: (S.RECONCILED,),
    S.RECONCILED: (S.DECIDED,),
    S.DECIDED: (S.RECONCILED, S.ANSWERED),
    S.ANSWERED: (),
    S.DRAFT: (S.CHECKED,),
    S.CHECKED: (S.DRAFT, S.FROZEN),
    S.FROZEN: (S.SENT,),
    S.SENT: (S.RECEIVED_CONFIRMED,),
    S.RECEIVED_CONFIRMED: (),
}
INCOMING = (S.RECEIVED, S.READ, S.RECONCILED, S.DECIDED, S.ANSWERED)
OUTGOING = (S.DRAFT, S.CHECKED, S.FROZEN, S.SENT, S.RECEIVED_CONFIRMED)
#: Nothing of the content of such a list changes any more.
SEALED = (S.FROZEN, S.SENT, S.RECEIVED_CONFIRMED)


class EntryState(TextChoices):
    RECEIVED = "received", _("not compared yet")
    MATCHED = "matched", _("has candidates")
    UNMATCHED = "unmatched", _("has no candidate")
    DECIDED = "decided", pgettext_lazy("of an entry", "decided")


E = EntryState
#: Comparing anew, or a decision taken back, leads back to what the candidates say.
ENTRY_MOVES: dict[EntryState, tuple[EntryState, ...]] = {
    E.RECEIVED: (E.MATCHED, E.UNMATCHED, E.DECIDED),
    E.MATCHED: (E.UNMATCHED, E.DECIDED),
    E.UNMATCHED: (E.MATCHED, E.DECIDED),
    E.DECIDED: (E.MATCHED, E.UNMATCHED),
}


class Script(TextChoices):
    CYRILLIC = "cyrillic", _("Cyrillic")
    LATIN = "latin", _("Latin")
    MIXED = "mixed", _("mixed")
    OTHER = "other", _("another one")


class Band(TextChoices):
    """How sure a proposal is. Only a person decides, whatever the band."""

    CERTAIN = "certain", _("certain")
    LIKELY = "likely", _("likely")
    POSSIBLE = "possible", _("possible")


class Guard(TextChoices):
    """Why a candidate is never proposed as certain, however alike."""

    NONE = "none", _("none")
    TWIN = "twin", _("may be a twin")
    SIBLING = "sibling", _("may be a brother or sister")


class ListFeature(TextChoices):
    """What lists tell beside the person: kept with the features of the comparison."""

    EARLIER = "earlier", _("decision on an earlier list")
    OWN_LIST = "own_list", _("list of ours")
    NAMESAKES = "namesakes", _("others of this name")


class EntryVerdict(TextChoices):
    """What the home side finds of a name on a list."""

    OK = "ok", _("can be exchanged")
    CIVILIAN = "civilian", _("civilian")
    ALREADY_RETURNED = "already_returned", _("already returned")
    CAPTURED_AGAIN = "captured_again", _("captured again after a return")
    DECEASED = "deceased", _("deceased")
    NOT_HELD = "not_held", _("not held")
    IDENTITY_ERROR = "identity_error", _("identity given wrongly")
    UNKNOWN = "unknown", _("unknown here")
    DUPLICATE = "duplicate", _("stands on the list twice")


class Acceptance(TextChoices):
    """Whether the home side of the person takes them."""

    NOT_ASKED = "not_asked", _("not asked")
    ACCEPTED = "accepted", pgettext_lazy("of a person", "accepted")
    REFUSED = "refused", pgettext_lazy("of a person", "refused")


class RefusalReason(TextChoices):
    REPUTATION = "reputation", _("reputation")
    COMBAT_VALUE = "combat_value", _("military value")
    LEGAL_DESIGNATION = "legal_designation", _("designated or prosecuted under its law")
    NOT_HELD = "not_held", _("said not to be held")
    NOT_A_CITIZEN = "not_a_citizen", _("not recognised as a citizen")
    OTHER = "other", _("another reason")


class ReconciliationStatus(TextChoices):
    """Where the work on a list is (common/jobs.py). A file is read first; then people confirm how."""

    QUEUED = "queued", _("waiting")
    RUNNING = "running", _("running")
    IDLE = "idle", _("waits for somebody to confirm how the file is read")
    DONE = "done", _("done")
    FAILED = "failed", _("failed")
    CANCELLED = "cancelled", _("cancelled")


R = ReconciliationStatus
RECONCILIATION_MOVES: dict[ReconciliationStatus, tuple[ReconciliationStatus, ...]] = {
    R.QUEUED: (R.RUNNING, R.CANCELLED),
    R.RUNNING: (R.IDLE, R.DONE, R.FAILED, R.CANCELLED),
    R.IDLE: (R.QUEUED,),
    R.DONE: (R.QUEUED,),
    R.FAILED: (R.QUEUED,),
    R.CANCELLED: (R.QUEUED,),
}
WORKING = (R.QUEUED, R.RUNNING)
