"""Workers for browser tests."""

from tests.integration.conftest import celery, worker

__all__ = ["celery", "worker"]
