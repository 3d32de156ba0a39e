from reports.models.artefact import Artefact
from reports.models.export_piece import ExportPiece
from reports.models.list_export import ListExport
from reports.models.notice import Notice
from reports.models.report_run import ReportRun
from reports.models.schedule import Schedule
from reports.models.slot import Slot

__all__ = ["Artefact", "ExportPiece", "ListExport", "Notice", "ReportRun", "Schedule", "Slot"]
