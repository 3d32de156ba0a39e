"""Break-glass: one record, for half an hour, to somebody who has no sight of it. Another person reviews it."""

import datetime
import uuid

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.domain import records
from accounts.models import BreakGlass, User
from accounts.roles import Permission
from audit.verbs import verb

#: How long a record stays open.
LASTS = datetime.timedelta(minutes=30)


@verb("reads.break_glass", permission=Permission.READS_BREAK)
def break_glass(*, kind: str, object_id: uuid.UUID | None, asked: str, by: User, reason: str) -> BreakGlass:
    """Open one record to who asks. What was asked for is kept also where there is no such record.

    Raises ValidationError without a reason. It opens what the roles may see at all: field classes stay as they are.
    """
    if not reason.strip():
        raise ValidationError({"reason": _("Say why you have to see this record now.")})
    now = timezone.now()
    told = {"kind": kind, "object_id": object_id, "asked": asked, "reason": reason.strip()}
    return records.create(BreakGlass, user=by, opened_at=now, until=now + LASTS, **told)


@verb("reads.review_glass", permission=Permission.READS_REVIEW)
def review_glass(
    *, glass: BreakGlass, justified: bool, note: str, by: User, expected_version: int | None = None
) -> BreakGlass:
    """Say what a review found. Raises ValidationError for one's own opening, for a second review, without a note."""
    current = records.lock(glass, expected_version)
    if current.user_id == by.pk:
        raise ValidationError(_("Somebody else has to review what you opened."))
    if current.reviewed_at:
        raise ValidationError(_("This was reviewed already."))
    if not note.strip():
        raise ValidationError({"note": _("Say what you found.")})
    current.reviewed_at, current.reviewed_by = timezone.now(), by
    current.justified, current.note = justified, note.strip()
    return records.written(current, "reviewed_at", "reviewed_by", "justified", "note")
