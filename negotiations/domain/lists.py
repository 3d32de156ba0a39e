"""Verbs of a list that came in: receive, correct, say how it is read, reconcile, cancel, void, restrict."""

import hashlib
import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from accounts.domain import records, restricting
from accounts.models import User
from accounts.roles import Permission
from audit.verbs import verb
from common import clock
from common.errors import IllegalMove
from negotiations.domain.reading.fields import KEYS, NAMING
from negotiations.domain.reading.kinds import content_type_of
from negotiations.domain.work import ring
from negotiations.list_enums import LIST_MOVES, WORKING, Direction, ListStatus, ReconciliationStatus
from negotiations.models import NameList, NameListFile, Reconciliation

#: Advisory locks: who gives the next number of our register, and who brings a file of this content.
NUMBERING, BRINGING = 7_305_700_003, 7_305_700_004
#: Once a name of it was decided, a list is read no other way.
UNREAD = (ListStatus.RECEIVED,)


class SameFile(ValidationError):
    """This very file was brought before; `name_list` is the list that it made."""

    def __init__(self, name_list: NameList) -> None:
        self.name_list = name_list
        told = {"list": name_list, "date": name_list.received_on or "?"}
        super().__init__({"file": _("This file was received already, as “%(list)s” (%(date)s).") % told}, code="same")


@verb("negotiations.receive_list", permission=Permission.LISTS_RECEIVE)
def receive_list(
    *,
    content: bytes,
    file_name: str,
    by: User,
    id: uuid.UUID | None = None,
    once_more: bool = False,
    at_once: bool = False,
    **fields: Any,
) -> NameList:
    """Enter a list into the register of lists and have a worker read its file; the file stays as it came.

    `fields` are values of NameList. `once_more` lets the same file come again, as by another channel; `at_once` has it
    compared with the register without somebody confirming how its columns are read. Raises ListRefused for a file that
    no reader may open, SameFile for one that is here already, ValidationError by field.
    """
    content_type = content_type_of(content)
    sha256 = hashlib.sha256(content).hexdigest()
    _lock(BRINGING)
    if not once_more and (known := same_file(sha256, by)):
        raise SameFile(known)
    name_list = records.create(NameList, id=id, direction=Direction.INCOMING, **numbered(Direction.INCOMING), **fields)
    told = {"name": file_name[-255:], "content_type": content_type, "size": len(content), "sha256": sha256}
    NameListFile.objects.create(name_list=name_list, content=content, **told)
    work = records.create(Reconciliation, name_list=name_list, asked_by=by, confirmed=at_once)
    transaction.on_commit(lambda: ring(work.pk))
    return name_list


def same_file(sha256: str, user: User) -> NameList | None:
    """The standing list of a file of this content, as far as the user may know of it."""
    seen = NameList.objects.visible_to(user).standing()
    return seen.filter(direction=Direction.INCOMING, file__sha256=sha256).order_by("pk").first()


def numbered(direction: Direction) -> dict[str, int]:
    """The next number of our register: dense within a year and a direction, which the lock sees to."""
    _lock(NUMBERING)
    year = clock.today().year
    last = NameList.objects.filter(direction=direction, year=year).aggregate(last=Max("number"))["last"] or 0
    return {"year": year, "number": last + 1}


def _lock(key: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [key])


@verb("negotiations.revise_list", permission=Permission.LISTS_RECEIVE)
def revise_list(*, name_list: NameList, by: User, expected_version: int | None = None, **changes: Any) -> NameList:
    """Correct what is recorded of a list; neither its file nor its entries change."""
    return records.revise(name_list, expected_version=expected_version, **changes)


@verb("negotiations.reconcile_list", permission=Permission.LISTS_RECEIVE)
def reconcile_list(
    *,
    name_list: NameList,
    by: User,
    fields: Mapping[str, Sequence[int]] | None = None,
    order: str | None = None,
    first_row: int | None = None,
    expected_version: int | None = None,
) -> Reconciliation:
    """Have a worker make entries of the rows, read by these columns, and compare them with the register.

    `fields` are indexes of columns by field, as guessed where none are given. A list that has its entries already is
    compared anew: decisions stay. Raises ValidationError for columns that tell no name, IllegalMove while a worker has
    the list or before it is read.
    """
    current = _locked(name_list, expected_version)
    if current.is_working:
        raise IllegalMove(_("A worker has this list. Wait, or cancel the work first."))
    if current.name_list.status in UNREAD:
        mapping = current.mapping if fields is None else {"fields": _checked(fields, len(current.columns))}
        if not current.columns:
            raise IllegalMove(_("The file of this list was not read yet."))
        if not any(mapping.get("fields", {}).get(key) for key in NAMING):
            raise ValidationError({"name": _("Say which column holds the name: the full name, or the surname.")})
        current.mapping = {"order": order or current.mapping.get("order", "auto"), "fields": mapping["fields"]}
        current.first_row = first_row or current.first_row
    elif fields is not None:
        raise IllegalMove(
            _("The entries of this list are made. Void the list and receive it anew to read it otherwise.")
        )
    return _queued(current, by, confirmed=True)


def _checked(fields: Mapping[str, Sequence[int]], width: int) -> dict[str, list[int]]:
    if unknown := fields.keys() - KEYS:
        raise ValidationError(_("These are no fields of a list: %(names)s.") % {"names": ", ".join(sorted(unknown))})
    if any(not 0 <= at < width for columns in fields.values() for at in columns):
        raise ValidationError(_("The file has only %(number)d columns.") % {"number": width})
    return {key: list(at) for key, at in fields.items() if at}


@verb("negotiations.try_list_again", permission=Permission.LISTS_RECEIVE)
def try_again(*, name_list: NameList, by: User) -> Reconciliation:
    """Have a worker go on with a list where it failed or was stopped. Raises IllegalMove for one that was not."""
    current = _locked(name_list)
    if current.status not in {ReconciliationStatus.FAILED, ReconciliationStatus.CANCELLED}:
        raise IllegalMove(_("The work on this list did not fail."))
    return _queued(current, by, confirmed=current.confirmed)


@verb("negotiations.cancel_reconciliation", permission=Permission.LISTS_RECEIVE)
def cancel(*, name_list: NameList, by: User, expected_version: int | None = None) -> Reconciliation:
    """Stop the work on a list. What was compared so far stays. Raises IllegalMove where nothing is being done."""
    current = _locked(name_list, expected_version)
    if not current.is_working:
        raise IllegalMove(_("Nothing is being done on this list."))
    current.status = ReconciliationStatus.CANCELLED
    return records.written(current, "status")


@verb("negotiations.void_list", permission=Permission.LISTS_VOID)
def void_list(*, name_list: NameList, by: User, reason: str, expected_version: int | None = None) -> NameList:
    """Void a list that should never have been there, with its entries and what was decided of them.

    Raises ValidationError while a worker has it.
    """
    current = records.lock(name_list, expected_version)
    check_void(current)
    voided = records.void(current, by=by, reason=reason)
    marks = {"voided_at": voided.voided_at, "voided_by": by, "void_reason": voided.void_reason}
    Reconciliation.objects.filter(name_list=voided).update(**marks)
    voided.entries.standing().update(**marks)
    decisions = voided.entries.model._meta.get_field("decisions").related_model
    decisions.objects.standing().filter(entry__name_list=voided).update(**marks)
    return voided


def check_void(name_list: NameList) -> None:
    """Raises ValidationError while a worker has the list."""
    if Reconciliation.objects.filter(name_list=name_list, status__in=WORKING).exists():
        raise ValidationError(_("A worker has this list. Wait, or cancel the work first."))


@verb("negotiations.restrict_list", permission=Permission.RESTRICT)
def restrict_list(*, name_list: NameList, by: User, reason: str, expected_version: int | None = None) -> NameList:
    """Restrict a list with its entries, candidates and decisions."""
    return restricting.restrict(name_list, reason=reason, expected_version=expected_version)


@verb("negotiations.lift_restriction_of_list", permission=Permission.LIFT_RESTRICTION)
def lift_restriction(*, name_list: NameList, by: User, reason: str, expected_version: int | None = None) -> NameList:
    """Make a restricted list general again."""
    return restricting.lift(name_list, reason=reason, expected_version=expected_version)


def moved(name_list: NameList, to: ListStatus) -> NameList:
    """A list, locked, in its next state; called inside a verb. Raises IllegalMove for a move that there is not."""
    current = records.lock(name_list)
    records.refuse_voided(current)
    if to not in LIST_MOVES[ListStatus(current.status)]:
        told = {"state": current.get_status_display(), "next": ListStatus(to).label}
        raise IllegalMove(_("A list that is “%(state)s” does not become “%(next)s”.") % told)
    current.status = to
    return records.written(current, "status")


def _locked(name_list: NameList, expected_version: int | None = None) -> Reconciliation:
    records.refuse_voided(records.lock(name_list, expected_version))
    work = Reconciliation.objects.filter(name_list=name_list).first()
    if work is None:
        raise IllegalMove(_("This list was not received as a file."))
    return records.lock(work)


def _queued(work: Reconciliation, by: User, *, confirmed: bool) -> Reconciliation:
    work.status, work.asked_by, work.confirmed, work.failure = ReconciliationStatus.QUEUED, by, confirmed, {}
    work.attempts, work.done, work.total, work.message, work.started_at = 0, 0, None, "", None
    heartbeat = ("attempts", "done", "total", "message", "started_at")
    reading = ("mapping", "first_row")
    written = records.written(work, "status", "asked_by", "confirmed", "failure", *heartbeat, *reading)
    transaction.on_commit(lambda: ring(work.pk))
    return written
