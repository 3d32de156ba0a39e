"""Bells for the workers: each task calls one verb."""

from celery import shared_task

from api.domain import idempotency


@shared_task(name="api.forget_answers", expires=600)
def forget_answers() -> None:
    """Remove the answers that nobody may ask for any more; beat calls it every hour."""
    idempotency.forget_answers()
