"""States of an approval, and the table of its legal moves."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ApprovalState(TextChoices):
    PROPOSED = "proposed", _("waits for a second person")
    APPROVED = "approved", _("approved")
    REFUSED = "refused", _("refused")
    WITHDRAWN = "withdrawn", _("withdrawn")
    LAPSED = "lapsed", _("lapsed")


S = ApprovalState

#: Only what waits moves; the verbs and the database's trigger go by this one table.
APPROVAL_MOVES: dict[ApprovalState, tuple[ApprovalState, ...]] = {
    S.PROPOSED: (S.APPROVED, S.REFUSED, S.WITHDRAWN, S.LAPSED),
    S.APPROVED: (),
    S.REFUSED: (),
    S.WITHDRAWN: (),
    S.LAPSED: (),
}


class Failure(TextChoices):
    """Why somebody was not let in."""

    PASSWORD = "password", _("wrong name or password")
    CODE = "code", _("wrong code")
    TOO_MANY = "too_many", _("too many tries")
    ELSEWHERE = "elsewhere", _("token from an address that it is not accepted from")
