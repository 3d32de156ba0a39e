"""The Celery application. The job row in Postgres decides; Celery only rings the bell (DESIGN law 10)."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

app = Celery("obmin")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
