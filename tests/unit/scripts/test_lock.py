"""Pins in step with what is asked for."""

import pytest

from scripts.lock import out_of_step

PINNED = "django==5.2.1 \\\n    --hash=sha256:aa\n    # via -r requirements.in\n"


@pytest.fixture
def complaints(tmp_path):
    def compare(asked: str, pinned: str) -> list[str]:
        (tmp_path / "requirements.in").write_text(asked)
        (tmp_path / "requirements.txt").write_text(pinned)
        return out_of_step(tmp_path / "requirements.in", tmp_path / "requirements.txt")

    return compare


def test_a_pin_that_fits_is_fine(complaints):
    assert complaints("Django>=5.2,<5.3  # the framework\n", PINNED) == []


def test_a_pin_that_does_not_fit_is_told(complaints):
    assert complaints("Django>=6\n", PINNED) == ["requirements.txt: Django>=6 has 5.2.1"]


def test_a_missing_pin_is_told(complaints):
    assert complaints("celery\n", PINNED) == ["requirements.txt: celery has no pin"]


def test_a_pin_without_a_hash_is_told(complaints):
    assert complaints("", "django==5.2.1\n    # via -r requirements.in\n") == [
        "requirements.txt: no hash: django==5.2.1"
    ]
