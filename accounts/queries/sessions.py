"""Reading sessions."""

from django.db.models import QuerySet

from accounts.models import Session, User


def sessions_of(user: User) -> QuerySet[Session]:
    """The sessions of a person that open the door now, the latest first."""
    return Session.objects.of(user)
