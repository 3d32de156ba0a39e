"""Tokens: shown once, kept as a digest, at most 90 days, revoked at once."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.domain.tokens import digest_of, issue_token, revoke_token
from accounts.models import ApiToken, User
from accounts.roles import Role
from tests.factories import user_with

pytestmark = pytest.mark.django_db


def issue(**arguments: object) -> tuple[ApiToken, str]:
    system = User.objects.system()
    return issue_token(user=user_with(Role.MACHINE), name="office", scopes=["*:read"], by=system, **arguments)


def test_the_text_is_nowhere_in_the_database() -> None:
    token, text = issue()
    row = ApiToken.objects.filter(pk=token.pk).values().get()
    assert text not in map(str, row.values())
    assert row["digest"] == digest_of(text)


def test_a_fresh_token_is_valid() -> None:
    token, _ = issue()
    assert ApiToken.objects.valid().get() == token


def test_a_revoked_token_is_not() -> None:
    token, _ = issue()
    revoke_token(token=token, by=User.objects.system(), reason="laptop stolen")
    assert not ApiToken.objects.valid().exists()


def test_an_expired_token_is_not() -> None:
    token, _ = issue()
    ApiToken.objects.filter(pk=token.pk).update(expires_at=timezone.now())
    assert not ApiToken.objects.valid().exists()


def test_a_token_of_a_disabled_user_is_not() -> None:
    token, _ = issue()
    User.objects.filter(pk=token.user_id).update(is_active=False)
    assert not ApiToken.objects.valid().exists()


def test_no_token_lasts_longer_than_ninety_days() -> None:
    with pytest.raises(ValidationError, match="90 days"):
        issue(lasts=datetime.timedelta(days=91))
