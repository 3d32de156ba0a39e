"""Parked submissions by REST: what waits, what became of one, and settling it."""

import uuid
from collections.abc import Sequence
from typing import Any

from django.shortcuts import get_object_or_404
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import ViewSetMixin

from accounts.roles import Permission
from api import pagination, preconditions
from api.domain.settling import settle_submission
from api.enums import SubmissionState
from api.errors import Detail
from api.filtering import refuse_unknown
from api.models import Submission
from api.problems import BadParameter
from api.queries.submissions import resource_of, submissions_for
from api.schema import ETAG, LINK, Schema, answer
from api.submission_shapes import STATE, STATES, SUBMISSION, TYPE, SettleSerializer, told
from api.views.base import ApiView
from api.views.pages import page
from common.errors import Stale
from common.reading import Surface, shown


class SubmissionView(ViewSetMixin, ApiView):
    """To its sender, and to those who settle them: on records that the reader may see."""

    scope, view_permission = "submissions", Permission.SYNC_SEND
    lookup_url_kwarg = lookup_field = "id"
    lookup_value_converter = "uuid"
    bodies = {"transition": SettleSerializer}

    @property
    def refusals(self) -> tuple[int, ...]:
        return {"list": (), "transition": (404, 409, 412, 413, 415, 422, 428)}.get(self.action, (404,))

    @property
    def parameters(self) -> list[Any]:
        return [STATE, TYPE] if self.action == "list" else []

    def list(self, request: Request) -> Response:
        """Submissions, the earliest first."""
        refuse_unknown(request, {"state", "type"})
        everything = submissions_for(request.user).order_by("id")
        rows = everything.filter(**self._asked(request))
        limit = pagination.limit_of(request)
        count = {"count": rows.count()} if pagination.flag(request, "count") else {}
        taken = [*pagination.after_cursor(request, rows, everything)[: limit + 1]]
        cut = pagination.cut(request, taken, limit, lambda row: row.pk)
        return page({"results": self._told(request, cut.rows), "next": cut.next, **count})

    def retrieve(self, request: Request, id: uuid.UUID) -> Response:
        """One submission, with what was sent."""
        refuse_unknown(request, set())
        return self._answer(request, self._submission(request, id))

    @action(detail=True, methods=["post"], url_path="transitions")
    def transition(self, request: Request, id: uuid.UUID) -> Response:
        """Write a submission onto its record as that is now (`applied`), or do not write it (`dismissed`)."""
        version, submission = preconditions.expected_version(request), self._submission(request, id)
        if submission.version != version:
            raise Stale(submission.version, ["state"])
        wanted = SettleSerializer(data=self.document(request))
        wanted.is_valid(raise_exception=True)
        values = dict(wanted.validated_data)
        settled = settle_submission(
            submission=submission,
            apply=values["to"] == SubmissionState.APPLIED,
            content=values.get("content"),
            expected_version=values.get("record_version"),
            reason=values["reason"],
            by=request.user,
        )
        return self._answer(request, settled)

    def _asked(self, request: Request) -> dict[str, str]:
        asked = {name: request.query_params[name] for name in ("state", "type") if name in request.query_params}
        if "state" in asked and asked["state"] not in STATES:
            raise BadParameter(Detail.of_parameter("state", "invalid", ", ".join(STATES)))
        return asked

    def _submission(self, request: Request, id: uuid.UUID) -> Submission:
        return get_object_or_404(submissions_for(request.user), pk=id)

    def _answer(self, request: Request, submission: Submission) -> Response:
        headers = {"ETag": preconditions.etag(submission.version)}
        if request.method == "GET" and preconditions.not_modified(request, submission.version):
            return Response(status=304, headers=headers)
        return Response(self._told(request, [submission])[0], headers=headers)

    def _told(self, request: Request, rows: Sequence[Submission]) -> Sequence[dict[str, Any]]:

        shown(Submission, [row.pk for row in rows], Surface.API)
        for row in rows:
            # What was sent tells of the record.
            shown(resource_of(row.type).model, [row.record], Surface.API)
        return [told(row, request.user) for row in rows]

    def answers(self, schema: Schema) -> dict[str, Any]:
        submission = schema.named("Submission", SUBMISSION)
        if self.action == "list":
            return {"200": answer(schema.page_of(submission), {"Link": LINK})}
        unchanged = {"304": {"description": "", "headers": {"ETag": ETAG}}} if self.action == "retrieve" else {}
        return {"200": answer(submission, {"ETag": ETAG})} | unchanged
