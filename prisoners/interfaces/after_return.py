"""Reports after the return as the page of a person tells them."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.classification import FieldClass
from common.pieces import Chip, Event
from prisoners.domain import after_return
from prisoners.enums import HOME_AGAIN
from prisoners.interfaces.particular import Cells, Particular, form_of
from prisoners.models import Captivity, PostReturnReport


def report_chip(report: PostReturnReport) -> Chip:
    """What was reported; what speaks against art. 117 stands out."""
    return Chip(str(report.get_kind_display()), "bad" if report.is_evidence else "neutral")


def trust(report: PostReturnReport) -> str:
    """How far its source is trusted, after NATO STANAG 2511: "B2"."""
    return f"{report.source.reliability}{report.source.credibility}"


def _cells(each: PostReturnReport) -> Cells:
    return [
        ("kind", _("After the return"), report_chip(each)),
        ("reported_on", _("Reported on"), each.reported),
        ("kind", _("GC III art. 117"), _("speaks of a breach") if each.is_evidence else "–"),
        ("source", _("Trust in the source"), trust(each)),
        ("note", _("Note"), each.note or "–"),
    ]


def _event(each: PostReturnReport) -> Event:
    told = _("After the return: %(kind)s") % {"kind": each.get_kind_display()}
    return Event(each.reported, told, trust(each), tone="bad" if each.is_evidence else "neutral")


def _came_home(captivity: Captivity) -> bool:
    return captivity.status in HOME_AGAIN


AFTER_RETURN = Particular(
    "reports",
    PostReturnReport,
    gettext_lazy("After the return"),
    gettext_lazy("Add a report after the return"),
    form_of(PostReturnReport, "kind", "reported_on", "source", "note"),
    after_return.report_after_return,
    after_return.revise_report_after_return,
    "post_return_report",
    FieldClass.STAFF,
    (),
    _cells,
    _event,
    _came_home,
)
