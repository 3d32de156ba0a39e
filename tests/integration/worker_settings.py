"""The settings of the workers that tests start: slow reports in the catalogue, a beat that rings every second."""

from tests.settings import *  # noqa: F403
from tests.settings import INSTALLED_APPS

INSTALLED_APPS = [*INSTALLED_APPS, "tests.integration.slow_reports.apps.SlowReports"]
DISPATCHERS = (
    "reports.dispatch",
    "prisoners.dispatch_imports",
    "negotiations.dispatch_lists",
    "exchanges.dispatch_plans",
    "reports.schedules",
)
CELERY_BEAT_SCHEDULE = {name: {"task": name, "schedule": 1.0} for name in DISPATCHERS}
JOB_LEASE_SECONDS = 2
IMPORT_CHUNK = 150
