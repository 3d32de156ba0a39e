"""States of a redaction, and its moves."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class RedactionStatus(TextChoices):
    PROPOSED = "proposed", _("proposed")
    APPROVED = "approved", _("approved")
    REFUSED = "refused", _("refused")


REDACTION_MOVES: dict[RedactionStatus, frozenset[RedactionStatus]] = {
    RedactionStatus.PROPOSED: frozenset({RedactionStatus.APPROVED, RedactionStatus.REFUSED}),
    RedactionStatus.APPROVED: frozenset(),
    RedactionStatus.REFUSED: frozenset(),
}
