"""Workers for browser tests, and a live server without TLS."""

import pytest

from tests.integration.conftest import celery, worker

__all__ = ["celery", "worker"]


@pytest.fixture(autouse=True)
def plain_http(settings) -> None:
    """The live server speaks plain HTTP."""
    settings.SECURE_SSL_REDIRECT = False
    settings.CSRF_COOKIE_SECURE = settings.SESSION_COOKIE_SECURE = settings.LANGUAGE_COOKIE_SECURE = False
