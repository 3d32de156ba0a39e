"""Whether this is a site to try the product out on."""

from allauth.mfa.models import Authenticator
from django.conf import settings


def is_demo() -> bool:
    """Whether demo people were added here; never where names are real."""
    return not settings.SECURE_SITE and Authenticator.objects.filter(data__demo=True).exists()
