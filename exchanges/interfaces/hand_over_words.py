"""What the script of the hand-over says, in the reader's language: it has no words of its own."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from exchanges.hand_over_enums import MarkKind
from exchanges.manifest_enums import EntryStatus

#: A sign and a tone for each state: no state is told by its colour alone.
TONES: dict[EntryStatus, tuple[str, str]] = {
    EntryStatus.NOMINATED: ("○", "neutral"),
    EntryStatus.APPROVED: ("○", "neutral"),
    EntryStatus.BOARDED: ("◐", "active"),
    EntryStatus.DELIVERED: ("●", "good"),
    EntryStatus.REFUSED: ("✕", "warning"),
    EntryStatus.ABSENT: ("✕", "warning"),
    EntryStatus.DIED: ("†", "bad"),
    EntryStatus.SUBSTITUTED: ("⇄", "warning"),
}


def words() -> dict[str, Any]:
    """All of it, as the script takes it."""
    states = {status: str(status.label) for status in TONES}
    waits = _("not boarded yet")
    return {
        "states": states | {EntryStatus.NOMINATED: waits, EntryStatus.APPROVED: waits},
        "tones": TONES,
        "kinds": {kind: str(kind.label) for kind in MarkKind},
        "you": _("you"),
        "unknown": _("not known"),
        "bus": _("bus %(bus)s"),
        "on_manifest": _("on this manifest"),
        "in_register": _("in the register"),
        "figures": _("boarded %(boarded)s · handed over %(delivered)s · agreed %(of)s"),
        "rest": _("Show more: %(number)s"),
        "waiting": _("marks that wait: %(number)s"),
        "sent": _("sent at %(at)s"),
        "instead": _("In the place of %(name)s"),
        **_acts(),
    }


def _acts() -> dict[str, Any]:
    return {
        "acts": {
            "boarded": _("Boarded"),
            "delivered": pgettext("of a person", "Handed over"),
            "unboarded": _("Not boarded"),
            "undelivered": _("Not handed over"),
            "after_all": _("Boarded after all"),
            "more": _("More"),
        },
        "line": {
            "starting": _("Asking the server"),
            "online": _("Connected"),
            "offline": _("Not connected"),
            "silent": _("The server does not answer"),
            "signed-out": _("Signed out"),
            "gone": _("Not shown to you"),
        },
        "bulk": _("Mark everybody on the bus in this direction as handed over? Persons: %(number)s."),
        "bulk_done": _("Marked as handed over: %(number)s"),
        "bulk_undone": _("Taken back: %(number)s"),
        "let_go": _("Throw this mark away? It was refused and will not be sent again."),
        "substituted": _("Somebody else came instead: this cannot be taken back. Is it so?"),
    }
