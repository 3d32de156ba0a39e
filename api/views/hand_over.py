"""Marks of a hand-over by REST, many in one request: what a page on a phone sends, for clients that have their own."""

import uuid
from typing import Any

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api import filtering, writing
from api.fields import CharField, ChoiceField
from api.queries import rows
from api.schema import Schema, answer
from api.serializers import KnownMembers
from api.views.base import ApiView
from exchanges.domain.hand_over import MOST, NOT_YET, hand_over
from exchanges.domain.marking import Mark
from exchanges.hand_over_enums import MarkEffect, MarkKind
from exchanges.interfaces.hand_over import LONGEST, OLDEST
from exchanges.models import Exchange

KEY = {"required": False, "allow_null": True, "default": None}
OUTCOME = {
    "type": "object",
    "properties": {
        "id": {"type": "string", "format": "uuid"},
        "effect": {"type": "string", "enum": [*MarkEffect.values, NOT_YET]},
        "detail": {"type": "string"},
    },
    "required": ["id", "effect", "detail"],
}


class MarkItem(KnownMembers):
    """One mark. Its id is the client's, so that a mark that is sent twice has one effect."""

    id = serializers.UUIDField()
    kind = ChoiceField(choices=MarkKind.choices)
    entry = serializers.UUIDField(help_text=_("Of somebody who is `added`: a fresh id that the client mints."))
    noted_at = serializers.DateTimeField(help_text=_("By the clock of the device."))
    after = serializers.UUIDField(help_text=_("The mark that stood when this one was made."), **KEY)
    bulk = serializers.UUIDField(**KEY)
    bus = CharField(required=False, allow_blank=True, default="", max_length=LONGEST["bus"])
    note = CharField(required=False, allow_blank=True, default="", max_length=LONGEST["note"])
    transfer = serializers.UUIDField(help_text=_("Of somebody who is `added`: the direction."), **KEY)
    person = serializers.UUIDField(help_text=_("Of somebody who is `added`, where the register knows them."), **KEY)
    name = CharField(required=False, allow_blank=True, default="", max_length=LONGEST["name"])
    born_year = serializers.IntegerField(min_value=OLDEST, max_value=2100, **KEY)
    instead_of = serializers.UUIDField(**KEY)


class MarksSerializer(KnownMembers):
    """Marks in the order in which they were made."""

    marks = MarkItem(many=True, allow_empty=False, max_length=MOST)


class HandOverBatch(ApiView):
    """Takes marks of a hand-over; one that cannot stand is refused by itself and keeps no other out."""

    scope, operation, view_permission = "exchanges", "hand-over", Exchange.view_permission
    bodies = {"": MarksSerializer}
    refusals = (404, 409, 413, 415, 422)

    def post(self, request: Request, id: uuid.UUID) -> Response:
        """Apply up to 200 marks; the answer tells in the same order what became of each."""
        filtering.refuse_unknown(request, set())
        exchange = get_object_or_404(rows.readable(Exchange, request.user), pk=id)
        writing.refuse_unpermitted(hand_over, request.user)
        asked = MarksSerializer(data=self.document(request))
        asked.is_valid(raise_exception=True)
        marks = [Mark(**{**item, "kind": MarkKind(item["kind"])}) for item in asked.validated_data["marks"]]
        told = hand_over(exchange=exchange, marks=marks, by=request.user)
        return Response({"results": [{"id": each.id, "effect": each.effect, "detail": each.told} for each in told]})

    @staticmethod
    def answers(schema: Schema) -> dict[str, Any]:
        results = {"type": "array", "items": schema.named("HandOverOutcome", OUTCOME)}
        return {"200": answer({"type": "object", "properties": {"results": results}, "required": ["results"]})}
