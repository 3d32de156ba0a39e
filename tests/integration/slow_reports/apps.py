from django.apps import AppConfig


class SlowReports(AppConfig):
    name = "tests.integration.slow_reports"
    label = "slow_reports"

    def ready(self) -> None:
        from tests.integration.slow_reports import reports

        reports.add()
