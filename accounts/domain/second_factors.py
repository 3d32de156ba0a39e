"""Second factors: what setting one up and losing one means for a person and her sessions."""

import logging

from allauth.mfa.models import Authenticator
from django.http import HttpRequest
from django.utils import timezone

from accounts.domain.sessions import end_all_sessions, end_other_sessions
from accounts.domain.sign_in import note_second_factor
from accounts.models import User
from accounts.roles import Permission
from audit.verbs import acting, verb

logger = logging.getLogger(__name__)


def second_factor_added(*, request: HttpRequest, user: User, authenticator: Authenticator) -> None:
    """A person has set up a second factor for herself, and has shown it doing so. Recovery codes are none."""
    logger.info("second factor added: %s by %s", authenticator.type, user.pk)
    if authenticator.type == Authenticator.Type.RECOVERY_CODES:
        return
    if user.second_factor_since is None:
        with acting(by=user, verb_name="accounts.set_up_second_factor"):
            User.objects.filter(pk=user.pk, second_factor_since=None).update(second_factor_since=timezone.now())
        # Whoever else signed in with the password alone shows the second factor first from now on.
        end_other_sessions(user, keep=request.session.digest)
    note_second_factor(request.session, user, authenticator.type)
    request.session.cycle_key()


def second_factor_removed(*, user: User, authenticator: Authenticator) -> None:
    """A person has taken one of her second factors away."""
    logger.info("second factor removed: %s by %s", authenticator.type, user.pk)


@verb("accounts.reset_second_factor", permission=Permission.ACCOUNTS_MANAGE)
def reset_second_factor(*, user: User, by: User, reason: str) -> None:
    """Take all second factors of a person away, for one who lost them; she sets up new ones when she next signs in."""
    Authenticator.objects.filter(user=user).delete()
    User.objects.filter(pk=user.pk).update(second_factor_since=None)
    end_all_sessions(user)
