"""Reading tokens, and those who hold them."""

import datetime

from django.db.models import Count, Exists, Max, Min, OuterRef, Prefetch, Q, QuerySet
from django.utils import timezone

from accounts.domain.tokens import digest_of
from accounts.models import ApiToken, User
from accounts.models.read_alarm import open_alarm
from accounts.models.user import UserKind
from accounts.queries.people import people

#: A token that ends within this time is to be rotated.
SOON = datetime.timedelta(days=14)


def token_of(text: str) -> ApiToken | None:
    """The token with its user, if it opens the door now: known, not expired, not revoked, of an active user."""
    tokens = ApiToken.objects.valid().select_related("user").annotate(open_alarm_id=open_alarm("user"))
    token = tokens.filter(digest=digest_of(text)).first()
    if token is not None:
        token.user.open_alarm_id, token.user.open_glass = token.open_alarm_id, {}
    return token


def holders(reader: User) -> QuerySet[User]:
    """Machine clients, and people who hold tokens, with how many work now, when the first ends and the last use."""
    works = Q(tokens__voided_at__isnull=True, tokens__expires_at__gt=timezone.now())
    counted = people(reader).annotate(
        working=Count("tokens", filter=works),
        first_end=Min("tokens__expires_at", filter=works),
        last_use=Max("tokens__last_used_at"),
    )
    return counted.filter(Q(kind=UserKind.MACHINE) | Exists(ApiToken.objects.filter(user=OuterRef("pk"))))


def tokens_of(reader: User, holder: User) -> QuerySet[ApiToken]:
    """Every token of somebody, the latest first, with those that took its place (`rotated_to`)."""
    standing = Prefetch("successors", ApiToken.objects.standing(), to_attr="rotated_to")
    return ApiToken.objects.visible_to(reader).filter(user=holder).prefetch_related(standing).order_by("-id")


def tokens(reader: User) -> QuerySet[ApiToken]:
    """Tokens that the reader manages, with their holders."""
    return ApiToken.objects.visible_to(reader).select_related("user")


def ending(reader: User) -> QuerySet[ApiToken]:
    """Tokens that work, end soon and have no other in their place yet, the first to end first."""
    rotated = Exists(ApiToken.objects.standing().filter(replaces=OuterRef("pk")))
    soon = tokens(reader).valid().filter(~rotated, expires_at__lt=timezone.now() + SOON)
    return soon.order_by("expires_at", "pk")
