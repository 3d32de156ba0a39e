"""Bells for the publisher of the book; beat rings them. Twice does no harm, and a lost one is made up by the next."""

import logging
from pathlib import Path

from celery import shared_task
from django.conf import settings

from audit.domain import anchoring, publishing, verifying

logger = logging.getLogger(__name__)


@shared_task(name="audit.publish")
def publish() -> None:
    """Publish what was committed since."""
    publishing.publish_all()


@shared_task(name="audit.anchor")
def anchor() -> None:
    """Sign the head of the chain, where there is a key."""
    if settings.ANCHOR_KEY:
        anchoring.anchor()


@shared_task(name="audit.verify")
def verify() -> None:
    """Verify the whole book; the page of the book shows what came of it."""
    result = verifying.verify(file=Path(settings.ANCHOR_FILE) if settings.ANCHOR_FILE else None)
    if result.found:
        logger.error("verify_book: %d faults; see docs/runbooks/verify-the-book.md", result.found)
