"""Verbs of a redaction: one person proposes to remove the content of lines of the book, another one agrees or refuses.

The lines stay, with who, when, through what and of which record; so do their links, and the redaction is in the book.
"""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.utils.translation import gettext as _

from audit.enums import REDACTION_MOVES, RedactionStatus
from audit.models import Change, Redaction
from audit.verbs import verb
from common.errors import IllegalMove, Stale

PERMISSION = "audit.redact"
MOST_LINES = 500

# Whether a line stood for a new record can still be told: what was known on a day is read back from the book.
EMPTY = """
    UPDATE audit_change SET before = CASE WHEN before IS NULL THEN NULL ELSE '{}'::jsonb END, after = '{}', reason = ''
    WHERE id = ANY(%s)
"""
FORGET_SALT = "UPDATE audit_feedentry SET salt = NULL WHERE change_id = ANY(%s)"


@verb("audit.propose_redaction", permission=PERMISSION)
def propose_redaction(*, changes: Sequence[Change], note: str, by: Any) -> Redaction:
    """Propose to remove the content of lines of the book. Raises ValidationError where that cannot be."""
    _refuse_machines(by)
    keys = sorted({change.pk for change in changes})
    if not 0 < len(keys) <= MOST_LINES:
        raise ValidationError({"lines": _("Choose from 1 to %(most)s lines.") % {"most": MOST_LINES}})
    if not note.strip():
        raise ValidationError({"note": _("Say why the content has to go.")})
    _refuse_lines(keys)
    redaction = Redaction(change_ids=keys, note=note.strip(), proposed_by_id=by.pk)
    redaction.full_clean()
    redaction.save(force_insert=True)
    return redaction


@verb("audit.approve_redaction", permission=PERMISSION)
def approve_redaction(*, redaction: Redaction, by: Any, expected_version: int | None = None) -> Redaction:
    """Remove the content for good. Raises PermissionDenied for whoever proposed it."""
    current = _settled(redaction, RedactionStatus.APPROVED, by, expected_version)
    _refuse_lines(current.change_ids)
    with connection.cursor() as cursor:
        cursor.execute(EMPTY, [current.change_ids])
        cursor.execute(FORGET_SALT, [current.change_ids])
    return current


@verb("audit.refuse_redaction", permission=PERMISSION)
def refuse_redaction(*, redaction: Redaction, by: Any, reason: str, expected_version: int | None = None) -> Redaction:
    """Leave the book as it is. Raises ValidationError without a reason, PermissionDenied for whoever proposed it."""
    if not reason.strip():
        raise ValidationError({"reason": _("Say why.")})
    return _settled(redaction, RedactionStatus.REFUSED, by, expected_version)


def _settled(redaction: Redaction, to: RedactionStatus, by: Any, expected_version: int | None) -> Redaction:
    _refuse_machines(by)
    current = Redaction.objects.select_for_update(no_key=True).get(pk=redaction.pk)
    if expected_version is not None and current.version != expected_version:
        raise Stale(current.version, ["status"])
    if to not in REDACTION_MOVES[RedactionStatus(current.status)]:
        raise IllegalMove(_("This redaction is %(status)s already.") % {"status": current.get_status_display()})
    if current.proposed_by_id == by.pk:
        raise PermissionDenied(_("Nobody settles their own proposal: another person has to."))
    current.status, current.settled_by_id = to, by.pk
    current.save(update_fields=["status", "settled_by_id"])
    current.refresh_from_db(fields=["version"])
    return current


def _refuse_lines(keys: Sequence[int]) -> None:
    lines = list(Change.objects.filter(pk__in=keys).select_related("entry").defer("before"))
    if len(lines) < len(keys):
        raise ValidationError({"lines": _("A line is not in the book.")})
    for line in lines:
        if line.model == Redaction._meta.label_lower:
            raise ValidationError({"lines": _("What the book tells of redactions stays.")})
        if line.is_redacted:
            raise ValidationError({"lines": _("The content of a line was removed already.")})
        # Its link would be made of what is removed here at the same moment.
        if not hasattr(line, "entry"):
            raise ValidationError({"lines": _("A line is not published yet. Try again in a moment.")})


def _refuse_machines(by: Any) -> None:
    if by.kind != "person":
        raise PermissionDenied(_("The book is redacted by people, never by a machine."))
