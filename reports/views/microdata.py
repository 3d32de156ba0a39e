"""Rows for analysts, as a file."""

from typing import IO

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from accounts.roles import Permission
from common.copying import one_moment
from common.exporting import PERMISSION, FilePage, Told, silent
from common.watermark import Watermark
from reports.interfaces.microdata import BOOK, GIVEN_UP, MonthForm
from reports.queries.microdata import microdata


class Microdata(FilePage):
    """Captivities without anything that tells who it is; for whoever may see figures of persons."""

    permission_required = (Permission.REPORTS_RUN, Permission.PRISONERS_FIGURES)
    title = _("Rows for analysts")
    export_name, formats = "captivities", ("csv", "xlsx", "parquet")

    def get(self, request: HttpRequest) -> HttpResponse:
        """What the file holds, and the buttons that ask for it."""
        form = MonthForm(request.GET)
        valid = form.is_valid()
        context = {
            "title": self.title,
            "form": form if request.GET else MonthForm(),
            "book": BOOK,
            "given_up": GIVEN_UP,
            "formats": self.formats if valid and request.user.has_perm(PERMISSION) else (),
        }
        return render(request, "reports/microdata.html", context, status=200 if valid else 400)

    def is_valid(self) -> bool:
        return MonthForm(self.request.GET).is_valid()

    def written(self, kind: str, mark: Watermark, told: Told = silent) -> tuple[IO[bytes], int]:
        """The file. No record is shown by it, so that none stands in the log of reads but the file itself."""
        form = MonthForm(self.request.GET)
        form.full_clean()
        with one_moment():
            return microdata(form.day, self.request.user, mark.export).written(kind, mark, str(self.title), told)
