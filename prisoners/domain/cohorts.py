"""Verbs of cohorts."""

import uuid
from typing import Any

from accounts.domain import records
from accounts.models import User
from accounts.roles import Permission
from audit.verbs import verb
from prisoners.models import Cohort


@verb("prisoners.register_cohort", permission=Permission.PRISONERS_WRITE)
def register_cohort(*, by: User, id: uuid.UUID | None = None, **fields: Any) -> Cohort:
    """Register a cohort. Raises ValidationError for a code that is taken."""
    return records.create(Cohort, id=id, **fields)


@verb("prisoners.revise_cohort", permission=Permission.PRISONERS_WRITE)
def revise_cohort(*, cohort: Cohort, by: User, expected_version: int | None = None, **changes: Any) -> Cohort:
    """Change how a cohort is called."""
    return records.revise(cohort, expected_version=expected_version, **changes)


@verb("prisoners.void_cohort", permission=Permission.PRISONERS_VOID)
def void_cohort(*, cohort: Cohort, by: User, reason: str, expected_version: int | None = None) -> Cohort:
    """Void a cohort that should never have been registered."""
    return records.void(cohort, by=by, reason=reason, expected_version=expected_version)
