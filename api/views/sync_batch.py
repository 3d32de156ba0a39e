"""Operations by the hundred, and what became of one whose answer was lost."""

import uuid
from typing import Any

import orjson
from django.http import Http404
from drf_spectacular.utils import OpenApiParameter
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.roles import Permission
from api import filtering, preconditions
from api.batch_shapes import OUTCOME, BatchSerializer, batch_of, outcomes_of
from api.domain.batch import run
from api.domain.idempotency import digest_of
from api.domain.operations import outcome_of
from api.domain.outcomes import told, with_places
from api.problems import MEDIA_TYPE
from api.queries.operations import operation_of
from api.schema import Schema, answer
from api.views.base import ApiView

KEY = OpenApiParameter(
    "Idempotency-Key",
    {"type": "string", "minLength": 1, "maxLength": preconditions.LONGEST_KEY},
    OpenApiParameter.HEADER,
    required=True,
    description="Minted by the client for this request, and sent again with it. Kept for 30 days.",
)


class SyncBatch(ApiView):
    """Takes up to 200 operations under one `Idempotency-Key`."""

    scope, operation, view_permission = "sync", "batch", Permission.SYNC_SEND
    bodies = {"": BatchSerializer}
    parameters = [KEY]
    refusals = (409, 413, 415, 422, 428)
    takes_key = False

    def post(self, request: Request) -> Response:
        """Do them: all or none, or each by itself. The same key and body again is answered the same."""
        filtering.refuse_unknown(request, set())
        key, document = preconditions.idempotency_key(request, required=True), self.document(request)
        digest = digest_of(b"batch", orjson.dumps(document, option=orjson.OPT_SORT_KEYS))
        status, found = run(request, batch_of(document, key, digest))
        return Response(found, status, content_type=MEDIA_TYPE if status >= 400 else None)

    @staticmethod
    def answers(schema: Schema) -> dict[str, Any]:
        return {"200": answer(outcomes_of(schema.named("Outcome", OUTCOME)))}


class SyncOperation(ApiView):
    """What became of an operation."""

    scope, operation, view_permission = "sync", "operation", Permission.SYNC_SEND
    refusals = (404,)

    def get(self, request: Request, op_id: uuid.UUID) -> Response:
        """What it was answered; 404 for one that never arrived, or was refused for what may pass: send it again."""
        filtering.refuse_unknown(request, set())
        known = operation_of(request.user, op_id)
        if known is None:
            raise Http404
        return Response(with_places([told(op_id, outcome_of(known))])[0])

    @staticmethod
    def answers(schema: Schema) -> dict[str, Any]:
        return {"200": answer(schema.named("Outcome", OUTCOME))}
