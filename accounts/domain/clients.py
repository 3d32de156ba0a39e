"""Machine clients."""

from typing import Any

from accounts.acts import GRANT_ROLE
from accounts.domain.approvals import propose
from accounts.domain.people import add_user
from accounts.models import User
from accounts.models.user import UserKind
from accounts.roles import Permission, Role
from audit.verbs import verb


@verb("accounts.add_client", permission=Permission.ACCOUNTS_MANAGE)
def add_client(*, by: User, reason: str, **fields: Any) -> User:
    """Add a machine client, which has no password, and propose its role to a second administrator.

    Raises ValidationError for a name that is taken and without a reason.
    """
    client = add_user(kind=UserKind.MACHINE, by=by, reason=reason, **fields)
    propose(act=GRANT_ROLE, subject=client, arguments={"role": Role.MACHINE.value}, by=by, reason=reason)
    return client
