"""Bells for the workers: each task calls one verb."""

from celery import shared_task

from accounts.domain.approvals import lapse_approvals
from accounts.domain.people import the_system
from accounts.domain.session_store import SessionStore


@shared_task(name="accounts.lapse_approvals", expires=600)
def lapse() -> None:
    """Let lapse what nobody decided for long; beat calls it every hour, and twice does no harm."""
    lapse_approvals(by=the_system())


@shared_task(name="accounts.clear_sessions", expires=600)
def clear_sessions() -> None:
    """Remove sessions that open no door any more; beat calls it every hour."""
    SessionStore.clear_expired()
