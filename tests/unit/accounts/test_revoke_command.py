"""Tokens are revoked from the command line, at once and with a reason."""

import pytest
from django.core.management import CommandError, call_command

from accounts.domain.tokens import issue_token
from accounts.models import ApiToken, User
from accounts.roles import Role
from audit.models import Change
from tests.factories import user_with

pytestmark = pytest.mark.django_db


@pytest.fixture
def tokens() -> list[str]:
    user, system = user_with(Role.MACHINE), User.objects.system()
    return [issue_token(user=user, name=name, scopes=["*:read"], by=system)[1] for name in ("one", "two")]


def test_one_is_revoked_by_its_beginning(tokens, capsys) -> None:
    call_command("revoke_token", token=tokens[0][:12], reason="leaked")
    assert [token.name for token in ApiToken.objects.valid()] == ["two"]
    assert Change.objects.filter(verb="accounts.revoke_token", reason="leaked").exists()
    assert tokens[0] not in capsys.readouterr().out


def test_all_of_a_user_are_revoked(tokens) -> None:
    user = ApiToken.objects.first().user
    call_command("revoke_token", user=user.username, reason="laptop stolen")
    assert not ApiToken.objects.valid().exists()


def test_without_a_choice_the_valid_ones_are_listed(tokens, capsys) -> None:
    call_command("revoke_token")
    told = capsys.readouterr().out
    assert [each[:12] in told for each in tokens] == [True, True]
    assert ApiToken.objects.valid().count() == 2


@pytest.mark.parametrize("arguments", [{"token": "obmin_nobody"}, {"user": "nobody"}])
def test_what_is_not_there_is_said(arguments) -> None:
    with pytest.raises(CommandError, match="no such valid token"):
        call_command("revoke_token", reason="leaked", **arguments)


def test_a_reason_is_asked_for(tokens) -> None:
    with pytest.raises(CommandError, match="why"):
        call_command("revoke_token", token=tokens[0][:12])
