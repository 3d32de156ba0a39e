"""Runs of reports: ask, follow, cancel, fetch the files."""

import uuid
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Model
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import ViewSetMixin

from accounts.roles import Permission
from api import pagination, preconditions
from api.codec import AnyRenderer
from api.errors import Detail
from api.filtering import refuse_unknown
from api.problems import BadParameter, Problem
from api.report_shapes import FILE, LOCATION, RUN, AnyParameter, AskSerializer, CancelSerializer
from api.schema import Schema, answer
from api.views.base import ApiView
from api.views.pages import page
from common.reporting import reporting

FILTERS = ("report", "state")


class ReportRunView(ViewSetMixin, ApiView):
    """A run's ETag is given once it has ended: until then it changes from second to second."""

    scope, view_permission = "report-runs", Permission.REPORTS_VIEW
    lookup_url_kwarg = lookup_field = "id"
    lookup_value_converter = "uuid"

    bodies = {"create": AskSerializer, "transition": CancelSerializer}

    @property
    def parameters(self) -> tuple[Any, ...]:
        return (AnyParameter.REPORT, AnyParameter.state()) if self.action == "list" else ()

    @property
    def refusals(self) -> tuple[int, ...]:
        return {"create": (413, 415, 422), "list": (), "transition": (404, 409, 412, 413, 415, 422)}.get(
            self.action, (404,)
        )

    def list(self, request: Request) -> Response:
        """Runs, the newest first."""
        refuse_unknown(request, set(FILTERS))
        runs, limit = reporting().listed_runs(request.user), pagination.limit_of(request)
        found = runs.filter(**self._wanted(request)).order_by("-id")
        count = {"count": found.count()} if pagination.flag(request, "count") else {}
        taken = list(pagination.after_cursor(request, found, runs)[: limit + 1])
        cut = pagination.cut(request, taken, limit, lambda run: run.pk)
        return page(
            {"results": [self._told(request, run, in_list=True) for run in cut.rows], "next": cut.next, **count}
        )

    def create(self, request: Request) -> Response:
        """Queue a question; a worker answers it."""
        asked = _checked(AskSerializer(data=self.document(request)))
        try:
            run = reporting().ask(key=asked.pop("report"), by=request.user, **asked)
        except LookupError as unknown:
            raise serializers.ValidationError({"report": [str(unknown)]}) from unknown
        except ValidationError as wrong:
            raise _in_parameters(wrong) from wrong
        return self._answer(request, run.pk, 202)

    def retrieve(self, request: Request, id: uuid.UUID) -> Response:
        """How far a run is and, when it is done, its files."""
        refuse_unknown(request, set())
        return self._answer(request, id)

    @action(detail=True, methods=["post"], url_path="transitions")
    def transition(self, request: Request, id: uuid.UUID) -> Response:
        """Cancel a run. `If-Match` may be left out: whatever the run has come to, it is to stop."""
        run = self._run(request, id)
        version = preconditions.expected_version(request) if "If-Match" in request.headers else None
        _checked(CancelSerializer(data=self.document(request)))
        reporting().cancel(run=run, by=request.user, expected_version=version)
        return self._answer(request, id)

    def _run(self, request: Request, id: uuid.UUID) -> Model:
        return get_object_or_404(reporting().runs(request.user), pk=id)

    def _answer(self, request: Request, id: uuid.UUID, status: int = 200) -> Response:
        run = self._run(request, id)
        headers = {"ETag": preconditions.etag(run.version)} if run.has_ended else {}
        if run.has_ended and status == 200 and preconditions.not_modified(request, run.version):
            return Response(status=304, headers=headers)
        if status == 202:
            headers["Location"] = request.build_absolute_uri(reverse("api:report-runs-detail", args=[id]))
        return Response(self._told(request, run), status=status, headers=headers)

    def _told(self, request: Request, run: Model, **how: bool) -> dict[str, Any]:
        told = reporting().told(run, **how)
        for file in told["artefacts"]:
            file["url"] = request.build_absolute_uri(reverse("api:artefact", args=[run.pk, file["format"]]))
        return told

    def _wanted(self, request: Request) -> dict[str, str]:
        wanted = {name: request.query_params[name] for name in FILTERS if name in request.query_params}
        if wanted.get("state", reporting().states[0]) not in reporting().states:
            raise BadParameter(Detail.of_parameter("state", "invalid_choice", ", ".join(reporting().states)))
        return {{"state": "status"}.get(name, name): value for name, value in wanted.items()}

    def answers(self, schema: Schema) -> dict[str, Any]:
        run = schema.named("ReportRun", RUN)
        if self.action == "list":
            return {"200": answer(schema.page_of(run))}
        return {"202": answer(run, {"Location": LOCATION})} if self.action == "create" else {"200": answer(run)}


class ArtefactView(ApiView):
    """A file of a run, for 24 hours after it was made."""

    scope, operation, view_permission = "report-runs", "artefact", Permission.REPORTS_VIEW
    renderer_classes = [AnyRenderer]
    refusals = (404, 410)

    def get(self, request: Request, id: uuid.UUID, format: str) -> HttpResponse:
        """A file of a run that is done."""
        refuse_unknown(request, set())
        file = reporting().artefact(get_object_or_404(reporting().runs(request.user), pk=id), format, by=request.user)
        if file is None:
            raise Http404
        if file.has_expired:
            raise Problem(410, _("Files can be fetched for 24 hours after they were made. Run the report again."))
        headers = {
            "Content-Disposition": f'attachment; filename="{file.file_name}"',
            "ETag": f'"{file.sha256}"',
        }
        return HttpResponse(bytes(file.content), content_type=file.content_type, headers=headers)

    @staticmethod
    def answers(schema: Schema) -> dict[str, Any]:
        return {"200": {"description": "", "content": FILE}}


def _checked(serializer: serializers.Serializer) -> dict[str, Any]:
    serializer.is_valid(raise_exception=True)
    return dict(serializer.validated_data)


def _in_parameters(error: ValidationError) -> ValidationError:
    """Errors of a report's parameters, told where they stand in the body."""
    errors = error.error_dict if hasattr(error, "error_dict") else {}
    if not errors:
        return error
    return ValidationError({name if name == "as_of" else f"parameters/{name}": each for name, each in errors.items()})
