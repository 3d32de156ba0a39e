"""The settings of the workers that tests start: slow reports in the catalogue, a beat that rings every second."""

import os

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
#: A mail is a file, and takes long enough to kill whoever sends it.
EMAIL_BACKEND, EMAIL_FILE_PATH = "tests.integration.slow_mail.EmailBackend", os.environ.get("TEST_MAILS", "")
MAIL_TAKES, SITE_URL = 2, "https://obmin.example"
