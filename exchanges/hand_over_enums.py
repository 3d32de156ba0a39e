"""Words of a hand-over: what is marked at the bus, what became of a mark, and why one was refused."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from exchanges.manifest_enums import EntryStatus


class MarkKind(TextChoices):
    """What is said of a person at the bus."""

    ADDED = "added", _("came unexpectedly")
    BOARDED = "boarded", _("boarded")
    UNBOARDED = "unboarded", _("not boarded after all")
    DELIVERED = "delivered", _("handed over")
    UNDELIVERED = "undelivered", _("not handed over after all")
    REFUSED = "refused", _("refused to go")
    ABSENT = "absent", _("not brought")
    DIED = "died", pgettext_lazy("of a person", "died")
    SUBSTITUTED = "substituted", _("somebody else came instead")
    NOTE = "note", _("note")


class MarkEffect(TextChoices):
    """What became of a mark. Every mark is kept, whatever became of it."""

    APPLIED = "applied", _("stands")
    AGREED = "agreed", _("said already what stands")
    OVERRULED = "overruled", _("another mark stands")
    REFUSED = "refused", pgettext_lazy("of a mark", "refused")


class Refusal(TextChoices):
    """Why a mark was refused."""

    OVER = "over", _("The exchange is over: what was handed over is changed no more.")
    NOBODY = "nobody", _("There is no such entry on this manifest.")
    CLOSED = "closed", _("This person was taken off the manifest.")
    UNAPPROVED = "unapproved", _("This person is not approved: two people decide who goes.")
    ELSEWHERE = "elsewhere", _("This person is on another manifest, or was handed over already.")
    ON_IT = "on_it", _("This person is on this manifest: mark them there.")
    PROTECTED = "protected", _("This person may be added by two people only: propose it at headquarters.")
    NAMELESS = "nameless", _("Give a name as it was heard, or describe the person.")
    NO_PLACE = "no_place", _("There is no such direction in this exchange.")
    TAKEN = "taken", _("This mark was used for something else.")


#: The state that a mark leads to; a note to none. One that takes a tick back leads to where it was (`domain.marking`).
LEADS_TO: dict[MarkKind, EntryStatus] = {
    MarkKind.ADDED: EntryStatus.BOARDED,
    MarkKind.BOARDED: EntryStatus.BOARDED,
    MarkKind.UNBOARDED: EntryStatus.APPROVED,
    MarkKind.DELIVERED: EntryStatus.DELIVERED,
    MarkKind.UNDELIVERED: EntryStatus.BOARDED,
    MarkKind.REFUSED: EntryStatus.REFUSED,
    MarkKind.ABSENT: EntryStatus.ABSENT,
    MarkKind.DIED: EntryStatus.DIED,
    MarkKind.SUBSTITUTED: EntryStatus.SUBSTITUTED,
}
#: Those that say the same more and more: of two the one further on stands, and neither contradicts the other.
ONWARD = (MarkKind.ADDED, MarkKind.BOARDED, MarkKind.DELIVERED)
