"""Manifests in words: states as chips, consent and acceptance, what stands in somebody's way."""

from django.utils.translation import gettext as _

from common.pieces import Chip
from exchanges.manifest_enums import BY_TWO, EntryStatus, Obstacle
from exchanges.models import ManifestEntry
from negotiations.list_enums import Acceptance
from prisoners.enums import ConsentAnswer, Voluntariness
from prisoners.models import Consent

S = EntryStatus
TONES = {
    S.NOMINATED: "neutral",
    S.APPROVED: "active",
    S.BOARDED: "active",
    S.DELIVERED: "good",
    S.VETOED: "bad",
    S.WITHDRAWN: "neutral",
    S.SUBSTITUTED: "neutral",
    S.REFUSED: "warning",
    S.ABSENT: "warning",
    S.DIED: "bad",
}
ACCEPTED = {Acceptance.NOT_ASKED: "neutral", Acceptance.ACCEPTED: "good", Acceptance.REFUSED: "bad"}


def state_chip(status: str) -> Chip:
    """A state of an entry."""
    return Chip(str(S(status).label), TONES[S(status)])


def entry_chip(entry: ManifestEntry) -> Chip:
    """Where it is with an entry."""
    return Chip(_("voided"), "bad") if entry.is_voided else state_chip(entry.status)


def acceptance_chip(entry: ManifestEntry) -> Chip:
    """Whether the home side takes the person."""
    return Chip(str(Acceptance(entry.acceptance).label), ACCEPTED[Acceptance(entry.acceptance)])


def consent_chip(consent: Consent | None) -> Chip:
    """The newest answer to whether the person wants to return; what was forced is no answer."""
    if consent is None or consent.answer == ConsentAnswer.NOT_ASKED:
        return Chip(str(ConsentAnswer.NOT_ASKED.label), "neutral")
    if consent.voluntariness == Voluntariness.COERCED:
        return Chip(_("coerced, so there is none"), "warning")
    return Chip(consent.get_answer_display(), "good" if consent.counts else "bad")


def obstacle_chip(obstacle: Obstacle) -> Chip:
    """What stands in the way of somebody, as grave as it is."""
    return Chip(str(Obstacle(obstacle).label), "warning" if obstacle in BY_TWO else "bad")
