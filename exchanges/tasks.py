"""Bells for the workers: each task fetches by id and calls one verb. The row in Postgres decides (DESIGN law 10)."""

import uuid

from celery import shared_task

from exchanges.domain.planning import bell, work


@shared_task(name="exchanges.work_off_plan")
def work_off_plan(pk: str) -> None:
    """Work off one plan, unless somebody else has it or nothing is to be done."""
    work.work_off(uuid.UUID(pk))


@shared_task(name="exchanges.dispatch_plans", expires=30)
def dispatch_plans() -> None:
    """Ring for what waits; beat calls it every few seconds."""
    bell.dispatch()
