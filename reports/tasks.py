"""Bells for the workers: each task fetches by id and calls one verb. The row in Postgres decides (DESIGN law 10)."""

import uuid

from celery import shared_task

from reports.domain import exports, firing, notices, work, working


@shared_task(name="reports.run")
def run(pk: str) -> None:
    """Work off one run, unless somebody else has it or it has ended."""
    work.work_off(uuid.UUID(pk))


@shared_task(name="reports.export")
def export(pk: str) -> None:
    """Make the file of a list, unless somebody else does or it has ended."""
    exports.work_off(uuid.UUID(pk))


@shared_task(name="reports.remove_expired")
def remove_expired() -> None:
    """Empty the files and the answers that are kept no longer; beat calls it every few minutes."""
    work.remove_expired()
    work.empty_overdue()
    exports.remove_expired()


@shared_task(name="reports.dispatch", expires=30)
def dispatch() -> None:
    """Ring for what waits; beat calls it every few seconds."""
    work.dispatch()
    working.dispatch(exports.EXPORTS)


@shared_task(name="reports.schedules", expires=60)
def schedules() -> None:
    """Ask what schedules are due to ask, and tell of what was answered; beat calls it every half minute."""
    firing.fire_due()
    notices.tell_answered()
    notices.send_due()
