"""The code of a demo person is printed; that of anybody else never, and none on a real site."""

from io import StringIO

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core.management import CommandError, call_command

from accounts.domain.demo import add_demo_people
from accounts.models import User
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def on_loopback(settings) -> None:
    settings.SECURE_SITE = False
    add_demo_people(by=User.objects.system())


def printed(username: str) -> str:
    out = StringIO()
    call_command("demo_code", username, stdout=out)
    return out.getvalue().strip()


def test_it_is_the_code_that_the_sign_in_takes() -> None:
    authenticator = Authenticator.objects.get(user__username="registrar")
    assert authenticator.wrap().validate_code(printed("registrar"))


def test_that_of_somebody_real_is_not_printed() -> None:
    TOTP.activate(UserFactory(username="olena"), generate_totp_secret())
    with pytest.raises(CommandError):
        printed("olena")


def test_a_demo_person_who_set_up_her_own_is_somebody_real() -> None:
    Authenticator.objects.all().delete()
    TOTP.activate(User.objects.get(username="registrar"), generate_totp_secret())
    with pytest.raises(CommandError):
        printed("registrar")


def test_on_a_real_site_none_is_printed(settings) -> None:
    settings.SECURE_SITE = True
    with pytest.raises(CommandError):
        printed("registrar")


def test_the_sign_in_page_says_how(client, settings) -> None:
    assert "make demo-code" in client.get("/accounts/sign-in/", secure=True).text
    settings.SECURE_SITE = True
    assert "make demo-code" not in client.get("/accounts/sign-in/", secure=True).text
