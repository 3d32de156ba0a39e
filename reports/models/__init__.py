from reports.models.artefact import Artefact
from reports.models.list_export import ListExport
from reports.models.report_run import ReportRun

__all__ = ["Artefact", "ListExport", "ReportRun"]
