"""Parked submissions, as far as somebody may see what they are about."""

from django.db.models import Exists, OuterRef, QuerySet

from accounts.models import User
from api.catalogue import RESOURCES
from api.models import Submission
from api.resources import Resource

BY_NAME = {resource.name: resource for resource in RESOURCES}


def submissions_for(user: User) -> QuerySet[Submission]:
    """Submissions on records that the user may see: her own, and everybody's for those who settle them."""
    return Submission.objects.visible_to(user)


def resource_of(name: str) -> Resource:
    """The type of record that a submission is about."""
    return BY_NAME[name]


def senders() -> QuerySet[User]:
    """Those who sent something that was parked."""
    return User.objects.filter(Exists(Submission.objects.filter(sent_by=OuterRef("pk")))).order_by("username")
