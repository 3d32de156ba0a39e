"""Analysts' questions, the runs that answer them and the files that carry the answers."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "reports"
    default_auto_field = "django.db.models.BigAutoField"
