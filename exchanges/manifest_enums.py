"""Words of a manifest: who goes, how they came onto it, and the table of the legal moves of an entry."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from prisoners.enums import EventKind, LegalCategory


class EntryCategory(TextChoices):
    """As what somebody goes. Civilians are released and the sick repatriated: neither counts in a ratio of soldiers."""

    MILITARY = "military", pgettext_lazy("of a person", "military")
    CIVILIAN = "civilian", pgettext_lazy("of a person", "civilian")
    MEDICAL = "medical", _("medical repatriation")
    OTHER = "other", _("other")


C = EntryCategory
#: How the captivity of each category ends, where nothing else is said.
OUTCOMES: dict[EntryCategory, EventKind] = {
    C.MILITARY: EventKind.EXCHANGED,
    C.CIVILIAN: EventKind.RELEASED,
    C.MEDICAL: EventKind.REPATRIATED,
    C.OTHER: EventKind.RELEASED,
}
#: As what those of a legal category go, where nothing else is said; all others go as military.
CATEGORIES: dict[LegalCategory, EntryCategory] = {
    LegalCategory.CIVILIAN: C.CIVILIAN,
    LegalCategory.MEDICAL: C.OTHER,
    LegalCategory.CHAPLAIN: C.OTHER,
}


class EntryOutcome(TextChoices):
    """The ends of a captivity that an exchange can bring, by their names in `EventKind`."""

    EXCHANGED = EventKind.EXCHANGED.value, EventKind.EXCHANGED.label
    REPATRIATED = EventKind.REPATRIATED.value, EventKind.REPATRIATED.label
    RELEASED = EventKind.RELEASED.value, EventKind.RELEASED.label
    INTERNED = EventKind.INTERNED.value, EventKind.INTERNED.label


class EntryOrigin(TextChoices):
    """How somebody came onto the manifest."""

    PRIORITY = "priority", _("by the order of priority")
    LIST = "list", _("from a list of names")
    SEARCH = "search", _("looked up")
    PLAN = "plan", _("proposed by a plan")
    SUBSTITUTION = "substitution", _("in somebody's place")
    HAND_OVER = "hand_over", _("at the hand-over")
    ATTEMPT = "attempt", _("from the attempt before")


class EntryStatus(TextChoices):
    NOMINATED = "nominated", _("nominated")
    APPROVED = "approved", pgettext_lazy("of a person", "approved")
    BOARDED = "boarded", _("boarded")
    DELIVERED = "delivered", _("handed over")
    VETOED = "vetoed", _("vetoed")
    WITHDRAWN = "withdrawn", pgettext_lazy("of a person", "withdrawn")
    SUBSTITUTED = "substituted", _("substituted")
    REFUSED = "refused", _("refused to go")
    ABSENT = "absent", _("not brought")
    DIED = "died", pgettext_lazy("of a person", "died")


S = EntryStatus
#: Of somebody who is about to go: nobody stands so on two manifests.
LIVE = (S.NOMINATED, S.APPROVED, S.BOARDED)
#: What was found at the bus; while the exchange is not over it may have been a mistake.
MISSED = (S.REFUSED, S.ABSENT, S.DIED)
#: In whose place somebody else may come.
REPLACEABLE = (*LIVE, S.VETOED, S.WITHDRAWN, *MISSED)

#: From each state to those it may become; the door and the database's trigger are built from this one table.
#: Unapproved only those board who were added at the hand-over (a constraint): its completion takes two people too.
ENTRY_MOVES: dict[EntryStatus, tuple[EntryStatus, ...]] = {
    S.NOMINATED: (S.APPROVED, S.BOARDED, S.VETOED, S.WITHDRAWN, S.SUBSTITUTED, *MISSED),
    S.APPROVED: (S.BOARDED, S.VETOED, S.WITHDRAWN, S.SUBSTITUTED, *MISSED),
    S.BOARDED: (S.APPROVED, S.NOMINATED, S.DELIVERED, S.WITHDRAWN, S.SUBSTITUTED, *MISSED),
    S.DELIVERED: (S.BOARDED,),
    S.REFUSED: (S.BOARDED,),
    S.ABSENT: (S.BOARDED,),
    S.DIED: (S.BOARDED,),
    S.VETOED: (),
    S.WITHDRAWN: (),
    S.SUBSTITUTED: (),
}

#: Acts that take two people.
NOMINATE, SUBSTITUTE, APPROVE_MANIFEST = "nominate", "substitute", "approve_manifest"


class Obstacle(TextChoices):
    """Why somebody cannot be put on a manifest, the gravest first; of the last two a second person decides."""

    UNKNOWN = "unknown", _("there is no such captivity")
    NOT_HELD = "not_held", _("is not held any more")
    OTHER_WAY = "other_way", _("is held by the side that this direction brings people to")
    DELIVERED = "delivered", _("was handed over already")
    ON_MANIFEST = "on_manifest", _("is on the manifest of an exchange already")
    CONSENT_REFUSED = "consent_refused", _("refused to return (GC III art. 109)")
    NOT_ACCEPTED = "not_accepted", _("is not accepted by the home side")
    WAITS = "waits", _("was proposed already and waits for a second person")
    PROTECTED = "protected", _("restricted, or withheld (GC IV art. 137): takes a second person")


#: What a second person may let through.
BY_TWO = frozenset({Obstacle.PROTECTED})
