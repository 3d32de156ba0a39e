"""What is done with runs that are answered: two are compared, one is shared."""

import uuid
from typing import Any

from django.db.models import Model
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.roles import Permission
from api import preconditions
from api.errors import Detail
from api.filtering import refuse_unknown
from api.problems import BadParameter
from api.report_shapes import COMPARISON, SHARED, ShareSerializer
from api.schema import Schema, answer
from api.views.base import ApiView
from common.reporting import reporting

OTHER = OpenApiParameter(
    "with", {"type": "string", "format": "uuid"}, required=True, description="The run to set beside it."
)


class RunCompare(ApiView):
    """What moved between two answered runs of one report, of what each of them was told."""

    scope, operation, view_permission = "report-runs", "compare", Permission.REPORTS_VIEW
    parameters = (OTHER,)
    refusals = (404,)

    def get(self, request: Request, id: uuid.UUID) -> Response:
        """What moved between two runs; the older question is `before`. A difference is null where none can be said."""
        refuse_unknown(request, {"with"})
        runs = reporting().runs(request.user)
        try:
            found = reporting().compare(_run(runs, id), _run(runs, _other(request)), by=request.user)
        except LookupError:
            raise Http404 from None
        return Response(found)

    @staticmethod
    def answers(schema: Schema) -> dict[str, Any]:
        return {"200": answer(schema.named("ReportRunComparison", COMPARISON))}


class RunShare(ApiView):
    """Whoever sees reports finds a shared run by its id, and sees it when she may see all that it was made of."""

    scope, operation, view_permission = "report-runs", "share", Permission.REPORTS_VIEW
    bodies = {"": ShareSerializer}
    refusals = (404, 409, 412, 413, 415, 422)

    def post(self, request: Request, id: uuid.UUID) -> Response:
        """Share a run of one's own, or take the link back. `If-Match` may be left out."""
        run = _run(reporting().runs(request.user), id)
        version = preconditions.expected_version(request) if "If-Match" in request.headers else None
        wanted = ShareSerializer(data=self.document(request))
        wanted.is_valid(raise_exception=True)
        act = {"shared": reporting().share, "taken_back": reporting().unshare}[wanted.validated_data["to"]]
        shared = act(run=run, by=request.user, expected_version=version)
        page = request.build_absolute_uri(shared.get_absolute_url())
        told = {"id": shared.pk, "shared_at": shared.shared_at, "url": page}
        return Response(told, headers={"ETag": preconditions.etag(shared.version)})

    @staticmethod
    def answers(schema: Schema) -> dict[str, Any]:
        return {"200": answer(schema.named("SharedReportRun", SHARED))}


def _run(runs: Any, id: uuid.UUID) -> Model:
    return get_object_or_404(runs, pk=id)


def _other(request: Request) -> uuid.UUID:
    try:
        return uuid.UUID(request.query_params.get("with", ""))
    except ValueError:
        raise BadParameter(Detail.of_parameter("with", "invalid", _("The id of a run."))) from None
