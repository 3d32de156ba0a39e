"""Bells for the workers: each task fetches by id and calls one verb. The row in Postgres decides (DESIGN law 10)."""

import uuid

from celery import shared_task

from prisoners.domain.importing import work


@shared_task(name="prisoners.work_off_import")
def work_off_import(pk: str) -> None:
    """Work off one import, unless somebody else has it or nothing is to be done."""
    work.work_off(uuid.UUID(pk))


@shared_task(name="prisoners.dispatch_imports", expires=30)
def dispatch_imports() -> None:
    """Ring for what waits; beat calls it every few seconds."""
    work.dispatch()
