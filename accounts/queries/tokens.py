"""Reading tokens, and those who hold them."""

import datetime

from django.db import connection
from django.db.models import Count, Exists, Max, Min, Model, OuterRef, Prefetch, Q, QuerySet
from django.utils import timezone

from accounts.domain.tokens import digest_of
from accounts.models import ApiToken, User
from accounts.models.user import UserKind
from accounts.queries.people import people
from accounts.roles import Role

#: A token that ends within this time is to be rotated.
SOON = datetime.timedelta(days=14)


#: What every request of a machine asks first. As SQL: to build it out of querysets would take longer than it takes.
_ASKED_FIRST = """
SELECT {columns},
    (SELECT a.id FROM accounts_readalarm a
        WHERE a.user_id = u.id AND a.voided_at IS NULL AND a.lifted_at IS NULL LIMIT 1),
    ARRAY(SELECT g.role::text FROM accounts_rolegrant g WHERE g.user_id = u.id AND g.voided_at IS NULL)
FROM accounts_apitoken t JOIN accounts_user u ON u.id = t.user_id
WHERE t.digest = %s AND t.voided_at IS NULL AND t.expires_at > %s AND u.is_active
"""


def token_of(text: str) -> ApiToken | None:
    """The token with its user and her roles, if it opens the door now: known, not expired or revoked, she active."""
    of_token, of_user = _columns(ApiToken), _columns(User)
    named = [f't."{column}"' for column in of_token] + [f'u."{column}"' for column in of_user]
    with connection.cursor() as cursor:
        cursor.execute(_ASKED_FIRST.format(columns=", ".join(named)), [digest_of(text), timezone.now()])
        row = cursor.fetchone()
    if row is None:
        return None
    *values, alarm, roles = row
    token = ApiToken.from_db(connection.alias, of_token, values[: len(of_token)])
    token.user = User.from_db(connection.alias, of_user, values[len(of_token) :])
    token.user.open_alarm_id, token.user.open_glass, token.user.roles = alarm, {}, frozenset(map(Role, roles))
    return token


def _columns(model: type[Model]) -> list[str]:
    return [field.attname for field in model._meta.concrete_fields]


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
