"""Parked submissions, as far as somebody may see what they are about."""

from django.db.models import Q, QuerySet

from accounts.models import User
from api.catalogue import RESOURCES
from api.models import Submission
from api.queries.rows import readable
from api.resources import Resource

BY_NAME = {resource.name: resource for resource in RESOURCES}


def submissions_for(user: User) -> QuerySet[Submission]:
    """Submissions on records that the user may see: her own, and everybody's for those who settle them."""
    rows = Submission.objects.visible_to(user)
    about = Q(pk__in=[])
    for name in rows.order_by().values_list("type", flat=True).distinct():
        about |= Q(type=name, record__in=readable(resource_of(name).model, user).values("pk"))
    return rows.filter(about)


def resource_of(name: str) -> Resource:
    """The type of record that a submission is about."""
    return BY_NAME[name]
