from reports.models.artefact import Artefact
from reports.models.report_run import ReportRun

__all__ = ["Artefact", "ReportRun"]
