"""A write is a verb with an actor (DESIGN law 1): atomic, permitted, told to the book, retried on a deadlock."""

import functools
import inspect
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, OperationalError, ProgrammingError, connection, transaction
from django.utils.translation import gettext as _

from common.errors import Conflict
from common.middleware import current_request_id

DEADLOCK, SERIALIZATION, LOCK_TIMEOUT = "40P01", "40001", "55P03"
UNIQUE, EXCLUSION = "23505", "23P01"
#: What our triggers raise where one person does what takes two.
ALONE = "42501"
ATTEMPTS = 3
TOLD = ("actor", "verb", "reason", "request_id")

#: Who seconds an act, and the permission of its verb, which she need not hold herself.
_lent: ContextVar[tuple[Any, str] | None] = ContextVar("lent", default=None)

#: Every verb by name, with the permission that it asks for; shown on the page of who may what.
VERBS: dict[str, str] = {}


def verb(name: str, *, permission: str) -> Callable:
    """Make a function `f(*, ..., by, reason="")` a verb.

    Raises PermissionDenied when `by` has not the permission, Conflict when the database finds that it cannot stand
    beside what is there (23505, 23P01) or that another write holds the record, after three tries on a deadlock.
    """
    VERBS[name] = permission

    def decorate(function: Callable) -> Callable:
        @functools.wraps(function)
        def run(*, by: Any, reason: str = "", **arguments: Any) -> Any:
            if not by.has_perm(permission) and _lent.get() != (by.pk, permission):
                raise PermissionDenied(
                    _("You have no permission for this: %(permission)s") % {"permission": permission}
                )
            return _attempt(lambda: _act(function, name, by, reason, arguments))

        run.verb_name = name
        return run

    return decorate


@contextmanager
def lending(permission: str, *, to: Any) -> Iterator[None]:
    """Let somebody run the verbs of one permission without holding it: who seconds what another may do."""
    token = _lent.set((to.pk, permission))
    try:
        yield
    finally:
        _lent.reset(token)


@contextmanager
def acting(*, by: Any, verb_name: str, reason: str = "") -> Iterator[None]:
    """Tell the book who acts, within one transaction. `SET LOCAL`, so that nothing leaks through a pooler."""
    with transaction.atomic():
        outer = _told()
        _tell((str(by.pk) if by else "", verb_name, reason, current_request_id.get()))
        yield
        _tell(outer)


def _act(function: Callable, name: str, by: Any, reason: str, arguments: dict[str, Any]) -> Any:
    with acting(by=by, verb_name=name, reason=reason):
        if "reason" in inspect.signature(function).parameters:
            arguments = arguments | {"reason": reason}
        return function(by=by, **arguments)


def _attempt(act: Callable[[], Any]) -> Any:
    # A verb inside another's transaction cannot be tried again by itself: the outermost one is.
    attempts = 1 if connection.in_atomic_block else ATTEMPTS
    for attempt in range(1, attempts + 1):
        try:
            return act()
        except OperationalError as error:
            code = getattr(error.__cause__, "pgcode", None)
            if code in {DEADLOCK, SERIALIZATION} and attempt < attempts:
                continue
            if code in {DEADLOCK, SERIALIZATION, LOCK_TIMEOUT}:
                raise Conflict(_("Somebody else is changing this record now. Nothing was saved; try again.")) from error
            raise
        except IntegrityError as error:
            if getattr(error.__cause__, "pgcode", None) in {UNIQUE, EXCLUSION}:
                raise Conflict(_("There is already such a record.")) from error
            raise
        except ProgrammingError as error:
            _refuse_alone(error)
            raise
    raise AssertionError("unreachable")


def _refuse_alone(error: ProgrammingError) -> None:
    if getattr(error.__cause__, "pgcode", None) == ALONE and "obmin: two people" in str(error):
        raise PermissionDenied(_("This takes two people: one proposes it, another one approves.")) from error


def _told() -> tuple[str, ...]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT " + ", ".join(f"current_setting('obmin.{name}', true)" for name in TOLD))
        return tuple(value or "" for value in cursor.fetchone())


def _tell(values: tuple[str, ...]) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT " + ", ".join(f"set_config('obmin.{name}', %s, true)" for name in TOLD), values)
