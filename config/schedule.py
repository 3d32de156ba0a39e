"""When beat rings for which task. Two beats do no harm, and what one of them missed the next one makes up."""

from celery.schedules import crontab

DISPATCHERS = (
    "reports.dispatch",
    "prisoners.dispatch_imports",
    "negotiations.dispatch_lists",
    "exchanges.dispatch_plans",
)
BEAT = {name: {"task": name, "schedule": 5.0} for name in DISPATCHERS} | {
    "accounts.lapse_approvals": {"task": "accounts.lapse_approvals", "schedule": 3600.0},
    "accounts.clear_sessions": {"task": "accounts.clear_sessions", "schedule": 3600.0},
    # One that was not heard in time is worth nothing: the next is here already.
    "audit.publish": {"task": "audit.publish", "schedule": 2.0, "options": {"expires": 2}},
    "reports.schedules": {"task": "reports.schedules", "schedule": 30.0, "options": {"expires": 30}},
    "reports.remove_expired": {"task": "reports.remove_expired", "schedule": 300.0, "options": {"expires": 300}},
    "api.forget_answers": {"task": "api.forget_answers", "schedule": 3600.0},
    "audit.anchor": {"task": "audit.anchor", "schedule": crontab(minute="*/15")},
    "audit.verify": {"task": "audit.verify", "schedule": crontab(hour=3, minute=20)},
}
