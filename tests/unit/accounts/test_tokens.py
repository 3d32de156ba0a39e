"""Tokens: shown once, kept as a digest, at most 90 days, revoked at once."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.domain.tokens import digest_of, issue_token, revoke_token, rotate_token
from accounts.models import ApiToken, User
from accounts.queries.tokens import token_of
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


def rotate(token: ApiToken, **arguments: object) -> tuple[ApiToken, str]:
    told = {"overlap": datetime.timedelta(hours=1), "reason": "yearly", "by": User.objects.system()} | arguments
    return rotate_token(token=token, **told)


def works(text: str) -> bool:
    return token_of(text) is not None


def test_a_rotated_token_goes_on_beside_the_new_one_and_then_ends() -> None:
    old, text = issue(allowed_networks=["192.0.2.0/24"], rate=7)
    new, new_text = rotate(old)
    assert works(text)
    assert works(new_text)
    assert (new.scopes, new.allowed_networks, new.rate, new.replaces) == (old.scopes, ["192.0.2.0/24"], 7, old)
    ends = ApiToken.objects.get(pk=old.pk).expires_at
    assert datetime.timedelta(minutes=59) < ends - timezone.now() <= datetime.timedelta(hours=1)


def test_without_an_overlap_the_old_one_ends_now() -> None:
    old, text = issue()
    _new, new_text = rotate(old, overlap=datetime.timedelta(0))
    assert (works(text), works(new_text)) == (False, True)


def test_a_token_is_rotated_once_and_for_a_day_at_most() -> None:
    old, _text = issue()
    with pytest.raises(ValidationError, match="24 hours"):
        rotate(old, overlap=datetime.timedelta(hours=25))
    rotate(old)
    with pytest.raises(ValidationError, match="already"):
        rotate(old)


def test_an_overlap_lengthens_no_life() -> None:
    old, _text = issue(lasts=datetime.timedelta(minutes=5))
    ends = old.expires_at
    rotate(old)
    old.refresh_from_db()
    assert old.expires_at == ends


@pytest.mark.parametrize("typed", ["office", "192.0.2.7/24", "300.1.1.1"])
def test_what_is_no_network_is_refused(typed) -> None:
    with pytest.raises(ValidationError, match="Neither an address nor a network"):
        issue(allowed_networks=[typed])
