"""The end of a list that came in: its answer has gone out."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.domain import records
from accounts.models import User
from accounts.roles import Permission
from audit.verbs import verb
from common.errors import IllegalMove
from negotiations.list_enums import LIST_MOVES, ListStatus
from negotiations.models import NameList


@verb("negotiations.answer_list", permission=Permission.LISTS_DECIDE)
def answer_list(*, name_list: NameList, by: User, reason: str, expected_version: int | None = None) -> NameList:
    """Mark a list as answered; `reason` says to whom and how. Nothing of it is decided any more.

    Raises IllegalMove while an entry waits, ValidationError without the words.
    """
    current = records.lock(name_list, expected_version)
    if ListStatus.ANSWERED not in LIST_MOVES[ListStatus(current.status)]:
        told = {"status": current.get_status_display()}
        raise IllegalMove(_("A list is answered when all of it is decided. It is: %(status)s.") % told)
    if not reason.strip():
        raise ValidationError({"reason": _("Say to whom the answer went, and how.")})
    current.status = ListStatus.ANSWERED
    return records.written(current, "status")
