"""Reading second factors."""

from allauth.mfa.models import Authenticator
from django.db.models import QuerySet

from accounts.models import User


def proofs_of(user: User) -> QuerySet[Authenticator]:
    """What a person can show as second factor; recovery codes only stand in for one."""
    return Authenticator.objects.filter(user=user).exclude(type=Authenticator.Type.RECOVERY_CODES)


def others_than(authenticator: Authenticator) -> QuerySet[Authenticator]:
    """The second factors that a person would keep without this one."""
    return proofs_of(authenticator.user).exclude(pk=authenticator.pk)
