"""The command that adds the first administrator."""

import getpass

import pytest
from django.core.management import CommandError, call_command

from accounts.models import User

pytestmark = pytest.mark.django_db


@pytest.fixture
def typed(monkeypatch):
    """What the person types at the prompts, one after another."""

    def answers(*lines: str) -> None:
        left = list(lines)
        monkeypatch.setattr(getpass, "getpass", lambda prompt: left.pop(0))

    return answers


def test_a_person_with_a_role(typed) -> None:
    typed("quiet-river-at-dawn", "quiet-river-at-dawn")
    call_command("add_user", "olena", "--role", "administrator")
    user = User.objects.get(username="olena")
    assert user.check_password("quiet-river-at-dawn")
    assert user.roles == {"administrator"}


def test_two_different_passwords_add_nobody(typed) -> None:
    typed("quiet-river-at-dawn", "quiet-river-at-dusk")
    with pytest.raises(CommandError, match="differ"):
        call_command("add_user", "olena")
    assert not User.objects.filter(username="olena").exists()


def test_a_weak_password_is_refused_in_words(typed) -> None:
    typed("12345678", "12345678")
    with pytest.raises(CommandError, match="15"):
        call_command("add_user", "olena")


def test_a_machine_client_has_no_password() -> None:
    call_command("add_user", "office", "--machine", "--role", "machine")
    assert not User.objects.get(username="office").has_usable_password()


def test_one_who_is_there_gets_the_role(typed) -> None:
    call_command("add_user", "office", "--machine")
    call_command("add_user", "office", "--role", "machine")
    assert User.objects.get(username="office").roles == {"machine"}
