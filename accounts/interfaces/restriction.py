"""A restriction on the page of a record: the chip, the reason, and what the reader may do about it."""

from typing import Any

from django.db.models import Model
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import Restrictable, User
from accounts.models.record import visible_fields
from accounts.roles import Permission
from common.pieces import Chip


def is_told(record: Model, user: User) -> bool:
    """Whether a record is restricted, and the reader may know that it is."""
    told = isinstance(record, Restrictable) and record.restricted
    return told and "restricted" in visible_fields(type(record), user)


def chips(record: Model, user: User) -> list[Chip]:
    """That the record is restricted, in words."""
    return [Chip(_("restricted"), "warning")] if is_told(record, user) else []


def facts(record: Model, user: User) -> list[tuple[str, Any]]:
    """Why it is restricted."""
    return [(_("Why restricted"), record.restricted_why)] if is_told(record, user) else []


def actions(record: Model, user: User, namespace: str) -> list[tuple[str, str]]:
    """(label, URL) of what the reader may do about the restriction of a record."""
    if not isinstance(record, Restrictable) or record.is_voided:
        return []
    needs, label, name = (
        (Permission.LIFT_RESTRICTION, _("Lift the restriction"), "lift")
        if record.restricted
        else (Permission.RESTRICT, _("Restrict it"), "restrict")
    )
    return [(label, reverse(f"{namespace}:{name}", args=[record.pk]))] if user.has_perm(needs) else []
