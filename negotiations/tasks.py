"""Bells for the workers: each task fetches by id and calls one verb. The row in Postgres decides (DESIGN law 10)."""

import uuid

from celery import shared_task

from negotiations.domain import work


@shared_task(name="negotiations.work_off_list")
def work_off_list(pk: str) -> None:
    """Work off one list, unless somebody else has it or nothing is to be done."""
    work.work_off(uuid.UUID(pk))


@shared_task(name="negotiations.dispatch_lists", expires=30)
def dispatch_lists() -> None:
    """Ring for what waits; beat calls it every few seconds."""
    work.dispatch()
