"""What waits for a person is written onto the record as it is now, or dismissed; by whom and why stands in the book."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.domain import records
from accounts.models import Record, User
from accounts.roles import Permission
from api import transitions, writing
from api.enums import SubmissionState
from api.models import Submission
from api.queries.rows import readable
from api.queries.submissions import resource_of, submissions_for
from api.resources import Resource
from audit.verbs import verb
from common.errors import Conflict


@verb("api.settle_submission", permission=Permission.SYNC_SETTLE)
def settle_submission(
    *,
    submission: Submission,
    apply: bool,
    content: dict[str, Any] | None = None,
    reason: str,
    by: User,
    expected_version: int | None = None,
) -> Submission:
    """Settle a parked submission: write it onto its record as that is now, or dismiss it.

    `content` is what is written where that is not what was sent; `expected_version` is the version of the record that
    whoever settles it has seen. Raises ValidationError without a reason and for what the record does not take, Stale
    where somebody was faster, Conflict where the submission is settled already, PermissionDenied for who may not see
    or not write the record.
    """
    if not reason.strip():
        raise ValidationError({"reason": _("Say why.")})
    current = records.lock(submission)
    if not submissions_for(by).filter(pk=current.pk).exists():
        raise PermissionDenied(_("You may not see the record that this is about."))
    if current.state != SubmissionState.WAITING:
        raise Conflict(_("This submission is settled already."))
    if apply:
        _apply(current, current.content if content is None else content, reason, by, expected_version)
    current.state = SubmissionState.APPLIED if apply else SubmissionState.DISMISSED
    current.settled_by, current.settled_at, current.settled_why = by, timezone.now(), reason
    return records.written(current, "state", "settled_by", "settled_at", "settled_why")


def _apply(submission: Submission, content: Any, reason: str, by: User, expected_version: int | None) -> None:
    """As the request of a client would, in the name of whoever settles it."""
    resource = resource_of(submission.type)
    record = readable(resource.model, by).get(pk=submission.record)
    if not isinstance(content, dict):
        raise ValidationError(_("The content must be a JSON object."))
    version = record.version if expected_version is None else expected_version
    if submission.method == "POST":
        transitions.pass_door(resource, record, {"reason": reason} | content, by=by, version=version)
        return
    why = _("Submission %(id)s: %(reason)s") % {"id": submission.pk, "reason": reason}
    _write(resource, record, content, by=by, version=version, whole=submission.method == "PUT", reason=why)


def _write(
    resource: Resource, record: Record, content: dict[str, Any], *, by: User, version: int, whole: bool, reason: str
) -> None:
    writing.refuse_unpermitted(resource.revise, by)
    writing.refuse_stale(resource, record, version, by)
    values = writing.values_of(resource, content, by, record, whole=whole)
    writing.revise(resource, record, values, version=version, by=by, reason=reason)
