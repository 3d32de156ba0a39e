"""Verbs of what is heard of somebody after the return."""

import uuid
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.domain import records
from accounts.models import User
from accounts.roles import Permission
from audit.verbs import verb
from prisoners.domain.standing import standing
from prisoners.enums import HOME_AGAIN
from prisoners.models import Captivity, PostReturnReport


@verb("prisoners.report_after_return", permission=Permission.PRISONERS_WRITE)
def report_after_return(
    *, captivity: Captivity, by: User, id: uuid.UUID | None = None, **fields: Any
) -> PostReturnReport:
    """Record what a source says became of somebody after the return.

    Raises ValidationError by field, and for a captivity from which nobody came home.
    """
    current = standing(captivity)
    if current.status not in HOME_AGAIN:
        raise ValidationError(_("Nobody came home from this captivity: there is no time after the return."))
    return records.create(PostReturnReport, id=id, captivity=current, **fields)


@verb("prisoners.revise_report_after_return", permission=Permission.PRISONERS_WRITE)
def revise_report_after_return(
    *, post_return_report: PostReturnReport, by: User, expected_version: int | None = None, **changes: Any
) -> PostReturnReport:
    """Correct how a report was written down."""
    return records.revise(post_return_report, expected_version=expected_version, **changes)


@verb("prisoners.void_report_after_return", permission=Permission.PRISONERS_VOID)
def void_report_after_return(
    *, post_return_report: PostReturnReport, by: User, reason: str, expected_version: int | None = None
) -> PostReturnReport:
    """Void a report that nobody made."""
    return records.void(post_return_report, by=by, reason=reason, expected_version=expected_version)
