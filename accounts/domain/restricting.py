"""What verbs of all rooms share that restrict a record: mark it, take the mark off. Called inside a verb only."""

from collections.abc import Iterable
from typing import TypeVar

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.domain import records
from accounts.models import Restrictable

R = TypeVar("R", bound=Restrictable)


def restrict(record: R, *, reason: str, expected_version: int | None = None, also: Iterable[R] = ()) -> R:
    """Restrict a record, and with it those that tell of the same (`also`).

    Raises ValidationError without a reason and for one that is restricted already.
    """
    return _marked(record, True, reason, expected_version, also)


def lift(record: R, *, reason: str, expected_version: int | None = None, also: Iterable[R] = ()) -> R:
    """Make a restricted record general again. Raises ValidationError without a reason and for one that is general."""
    return _marked(record, False, reason, expected_version, also)


def _marked(record: R, restricted: bool, reason: str, expected_version: int | None, also: Iterable[R]) -> R:
    current = records.lock(record, expected_version)
    records.refuse_voided(current)
    if current.restricted == restricted:
        raise ValidationError(_("It is restricted already.") if restricted else _("It is not restricted."))
    if not reason.strip():
        raise ValidationError({"reason": _("Say why.")})
    for each in (current, *map(records.lock, also)):
        each.restricted, each.restricted_why = restricted, reason if restricted else ""
        records.written(each, "restricted", "restricted_why")
    return current
