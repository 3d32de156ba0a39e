"""Find a registered source by what a person remembers of it."""

from django.db.models import Q, QuerySet

from accounts.models import User
from sources.models import Source


def sources(user: User) -> QuerySet[Source]:
    """Standing sources that a user may see, the latest first."""
    return Source.objects.visible_to(user).standing().order_by("-published_on", "-id")


def sources_like(text: str, user: User) -> QuerySet[Source]:
    """Sources whose address or title is exactly this; if there is none, those that hold it as a part."""
    visible = sources(user)
    exact = visible.filter(Q(url=text) | Q(title__iexact=text))
    if exact.exists():
        return exact
    return visible.filter(Q(title__icontains=text) | Q(publisher__icontains=text) | Q(url__icontains=text))
