"""Reports: what may be asked, and small answers at once."""

import datetime
from collections.abc import Callable
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.http import FileResponse, Http404, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.roles import Permission
from api.codec import CSVRenderer, ParquetRenderer
from api.errors import Detail, details_of
from api.filtering import refuse_unknown
from api.problems import BadParameter
from api.report_shapes import BINARY, REPORT, AnyParameter
from api.schema import Schema, answer
from api.views.base import ApiView
from common.reporting import reporting

T = TypeVar("T")


class ReportList(ApiView):
    """The reports that the reader may run, with their parameters as JSON Schema."""

    scope, operation, view_permission = "reports", "list", Permission.REPORTS_VIEW

    def get(self, request: Request) -> Response:
        """The reports that the reader may run."""
        refuse_unknown(request, set())
        return Response({"results": reporting().listed(request.user), "next": None})

    @staticmethod
    def answers(schema: Schema) -> dict[str, Any]:
        return {"200": answer(schema.page_of(schema.named("Report", REPORT)))}


class ReportData(ApiView):
    """The main table of a report as a file, answered while the client waits."""

    scope, operation, view_permission = "reports", "data", Permission.REPORTS_RUN
    renderer_classes = [CSVRenderer]
    parameters = (AnyParameter.AS_OF, AnyParameter.OF_REPORT)
    refusals = (404,)
    extension, media_type = "csv", "text/csv"

    def get(self, request: Request, key: str) -> HttpResponseBase:
        """The main table of a report as CSV. Parameters of the report are parameters of the URL."""
        chunks = self.asked(request, reporting().csv, key)
        return StreamingHttpResponse(chunks, content_type="text/csv; charset=utf-8", headers=self.headers_of(key))

    def asked(self, request: Request, how: Callable[..., T], key: str) -> T:
        """What a way to answer gives. Raises Http404 for an unknown report, BadParameter by name."""
        parameters = request.query_params.dict()
        day = _day(parameters.pop("as_of", None))
        try:
            return how(key=key, parameters=parameters, as_of=day, by=request.user)
        except LookupError as unknown:
            raise Http404 from unknown
        except ValidationError as wrong:
            raise BadParameter(*(_parameter(each) for each in details_of(wrong))) from wrong

    def headers_of(self, key: str) -> dict[str, str]:
        return {"Content-Disposition": f'attachment; filename="{key}.{self.extension}"'}

    @classmethod
    def answers(cls, schema: Schema) -> dict[str, Any]:
        return {"200": answer(BINARY, media_type=cls.media_type)}


class ReportParquet(ReportData):
    """The same, with typed columns."""

    operation = "data-parquet"
    renderer_classes = [ParquetRenderer]
    extension, media_type = "parquet", ParquetRenderer.media_type

    def get(self, request: Request, key: str) -> HttpResponseBase:
        """The main table of a report as Parquet: the columns of its CSV with their types, without the row of sums.

        Where a number is not told it is null, and why stands in a column `…_told`: `few` or `withheld`.
        """
        file = self.asked(request, reporting().parquet, key)
        return FileResponse(file, content_type=self.media_type, headers=self.headers_of(key))


def _parameter(error: Detail) -> Detail:
    return Detail.of_parameter(error["pointer"].removeprefix("/"), error["code"], error["detail"])


def _day(text: str | None) -> datetime.date | None:
    if text is None:
        return None
    try:
        return datetime.datetime.strptime(text, "%Y-%m-%d").date()  # noqa: DTZ007 - a day has no time zone
    except ValueError:
        raise BadParameter(Detail.of_parameter("as_of", "invalid", _("A day, as in 2026-01-31."))) from None
