"""What the verbs of all rooms share: create, revise under a lock, void. Called inside a verb only."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import IntegrityError, InternalError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Record, User
from audit.models import Booked, Change
from common.errors import Conflict, Stale
from common.partial_columns import columns_of

R = TypeVar("R", bound=Record)
B = TypeVar("B", bound=Booked)


def create(model: type[R], *, id: uuid.UUID | None = None, **fields: Any) -> R:
    """Insert one checked record, under the id that a client minted when it gave one.

    Raises ValidationError by field, Conflict when the id is taken.
    """
    record = model(**({"id": id} if id else {}), **fields)
    if id:
        refuse_taken(model, id)
    try:
        with checked(record):
            record.save(force_insert=True)
    except (ValidationError, IntegrityError):
        if id:  # somebody who took it at the same moment was faster
            refuse_taken(model, id)
        raise
    return record


def refuse_taken(model: type[Record], id: uuid.UUID) -> None:
    """Raises Conflict for an id that a record has, whoever may see that one."""
    if model._base_manager.filter(pk=id).exists():
        raise Conflict(_("There is already a record with this id."))


@contextmanager
def checked(record: Booked) -> Iterator[None]:
    """Check a record and let the block save it. Raises ValidationError with every error at once, by field.

    Constraints are left to the database, which checks them anyhow: they are asked about by themselves, a statement or
    two for each, only where something is wrong and has to be told in words.
    """
    try:
        record.full_clean(validate_unique=False, validate_constraints=False)
        with transaction.atomic():
            yield
    except (ValidationError, IntegrityError, InternalError):
        record.full_clean()
        raise


def lock(record: B, expected_version: int | None = None) -> B:
    """The record as it is now, locked until the end of the transaction.

    Raises Stale, with the names of the fields that changed, when its version is not the one expected.
    """
    current = type(record)._base_manager.select_for_update(no_key=True).get(pk=record.pk)
    if expected_version is not None and current.version != expected_version:
        raise Stale(current.version, changed_since(current, expected_version))
    return current


def changed_since(record: Booked, version: int) -> list[str]:
    """Names of the fields that the book saw changing after a version."""
    changes = Change.objects.of(record).filter(version__gt=version).values_list("after", flat=True)
    return sorted({name for after in changes for name in after or {}})


def revise(record: R, *, expected_version: int | None = None, **changes: Any) -> R:
    """Change fields of a standing record under a lock; what is not named stays. The same content raises no version."""
    current = lock(record, expected_version)
    refuse_voided(current)
    if not changes:
        return current
    for name, value in changes.items():
        setattr(current, name, value)
    with checked(current):
        return written(current, *(column for name in changes for column in columns_of(type(current), name)))


def written(record: B, *fields: str) -> B:
    """Save these fields, and read back what the database itself made of the row."""
    record.save(update_fields=fields)
    made = [field.name for field in record._meta.concrete_fields if field.generated]
    record.refresh_from_db(fields=["version", *made])
    return record


def void(record: R, *, by: User, reason: str, expected_version: int | None = None) -> R:
    """Void a record: it stays in the book and counts nowhere. Raises ValidationError without a reason."""
    current = lock(record, expected_version)
    refuse_voided(current)
    if not reason.strip():
        raise ValidationError({"reason": _("Say why the record is voided.")})
    current.voided_at, current.voided_by, current.void_reason = timezone.now(), by, reason
    return written(current, "voided_at", "voided_by", "void_reason")


def refuse_voided(record: Record) -> None:
    """Raises ValidationError for a voided record: nothing about it changes any more."""
    if record.is_voided:
        raise ValidationError(_("This record was voided. It cannot be changed any more."), code="voided")
