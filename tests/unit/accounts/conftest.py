"""Accounts are tested by the words of their pages: English, whatever the site speaks before a person has chosen."""

import pytest


@pytest.fixture(autouse=True)
def english_site(settings) -> None:
    settings.LANGUAGE_CODE = "en"
