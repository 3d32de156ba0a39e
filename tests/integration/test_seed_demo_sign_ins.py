"""`manage.py seed_demo` where nobody is yet: the demo people's sign-ins, and where there shall be none."""

import stat
from pathlib import Path

import pytest
from django.core.management import CommandError

from accounts.models import User
from tests.integration.test_seed_demo import heartless, seed

__all__ = ["heartless", "seed"]

pytestmark = pytest.mark.django_db


def test_the_sign_ins_are_kept_for_their_owner_only(seed, tmp_path: Path) -> None:
    file = tmp_path / "sign-ins"
    lines = seed("--sign-ins", file)
    assert [line.split("  ") for line in file.read_text().splitlines()] == lines
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert seed("--sign-ins", file) == lines


def test_sign_ins_that_cannot_be_kept_add_nobody(seed, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="No such file"):
        seed("--sign-ins", tmp_path / "nowhere" / "sign-ins")
    assert not User.objects.filter(username="admin").exists()


def test_on_a_real_site_nobody_is_added(seed, settings) -> None:
    settings.SECURE_SITE = True
    with pytest.raises(CommandError, match="OBMIN_HTTPS"):
        seed()
    assert not User.objects.filter(username="admin").exists()
