"""Who somebody is, a person decides: no machine client, and not the system itself."""

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.models.user import UserKind


def refuse_machines(by: User) -> None:
    """Raises PermissionDenied for an actor who is not a person."""
    if by.kind != UserKind.PERSON:
        raise PermissionDenied(_("Who somebody is, a person decides: never a machine."))
