"""What every room may use and what uses nothing of ours: clock, ids, text, partial dates, environment, jobs, tables."""

from django.apps import AppConfig


class CommonConfig(AppConfig):
    name = "common"
