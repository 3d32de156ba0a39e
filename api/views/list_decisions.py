"""Deciding the entries of a list by REST, many in one request, and what the list is, as figures."""

import uuid
from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404
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
from common import reading
from common.errors import Conflict, IllegalMove
from common.reading import Surface
from negotiations.domain.deciding import AlreadyDecided, decide
from negotiations.list_enums import Acceptance, EntryVerdict, RefusalReason
from negotiations.models import NameList
from negotiations.queries.answer import ListAnswer, answer_of
from negotiations.queries.deciding import decisions, entries, person
from prisoners.models import Person

LISTS = "name-lists"
MOST = 200
NUMBER, UUID = {"type": "integer", "minimum": 0}, {"type": "string", "format": "uuid"}
COUNTS = {"type": "object", "additionalProperties": NUMBER}
OUTCOME = {
    "type": "object",
    "properties": {
        "entry": UUID,
        "outcome": {"type": "string", "enum": ["decided", "conflict", "refused"]},
        "decision": UUID | {"nullable": True, "description": "The decision that stands, as far as the reader sees it."},
        "detail": {"type": "string"},
    },
    "required": ["entry", "outcome", "decision", "detail"],
}
ANSWER = {
    "type": "object",
    "properties": {
        **dict.fromkeys(("total", "decided", "waiting", "out_of_sight", "held", "women", "unread", "repeated"), NUMBER),
        "grave": NUMBER | {"nullable": True, "description": "Null for who may not see health."},
        "verdicts": COUNTS,
        "acceptances": COUNTS,
        "refusals": COUNTS,
        "tiers": {"type": "array", "items": {"type": "object"}, "nullable": True},
        "overlaps": {"type": "array", "items": {"type": "object"}},
    },
    "required": ["total", "decided", "waiting", "verdicts"],
}


class DecisionItem(KnownMembers):
    """What is decided of one entry."""

    entry = serializers.UUIDField()
    verdict = ChoiceField(choices=EntryVerdict.choices)
    person = serializers.UUIDField(required=False, allow_null=True, default=None)
    acceptance = ChoiceField(choices=Acceptance.choices, required=False, default=Acceptance.NOT_ASKED)
    refusal_reason = ChoiceField(choices=[("", ""), *RefusalReason.choices], required=False, default="")
    note = CharField(required=False, allow_blank=True, default="", max_length=2000)
    instead_of = serializers.UUIDField(
        required=False, allow_null=True, default=None, help_text=_("The standing decision that this one replaces.")
    )


class DecisionsSerializer(KnownMembers):
    """Decisions on entries of one list, each for itself."""

    decisions = DecisionItem(many=True, allow_empty=False, max_length=MOST)


class ListDecisions(ApiView):
    """Decides entries of a list: each is its own transaction, and one that is refused keeps no other one out."""

    scope, operation, view_permission = LISTS, "decide", NameList.view_permission
    bodies = {"": DecisionsSerializer}
    refusals = (404, 413, 415, 422)

    def post(self, request: Request, id: uuid.UUID) -> Response:
        """Decide up to 200 entries; the answer tells in the same order what became of each."""
        filtering.refuse_unknown(request, set())
        name_list = get_object_or_404(rows.readable(NameList, request.user), pk=id)
        writing.refuse_unpermitted(decide, request.user)
        asked = DecisionsSerializer(data=self.document(request))
        asked.is_valid(raise_exception=True)
        items = asked.validated_data["decisions"]
        results = [self._decided(name_list, dict(item)) for item in items]
        reading.shown(Person, [item["person"] for item in items if item["person"]], Surface.API)
        return Response({"results": results})

    def _decided(self, name_list: NameList, item: dict[str, Any]) -> dict[str, Any]:
        user, key = self.request.user, item.pop("entry")
        entry = entries(user).filter(name_list=name_list, pk=key).first()
        if entry is None:
            return _outcome(key, "refused", None, str(_("There is no such entry on this list.")))
        asked, replaced = item["person"], item["instead_of"]
        given = item | {"person": person(asked, user), "instead_of": decisions(user).filter(pk=replaced).first()}
        if asked and given["person"] is None:
            return _outcome(key, "refused", None, str(_("There is no such person.")))
        try:
            return _outcome(key, "decided", decide(entry=entry, by=user, **given).pk)
        except AlreadyDecided as late:
            standing = decisions(user).filter(entry=entry).values_list("pk", flat=True).first()
            return _outcome(key, "conflict", standing, str(late))
        except (Conflict, IllegalMove) as refused:
            return _outcome(key, "conflict", None, str(refused))
        except ValidationError as refused:
            return _outcome(key, "refused", None, " ".join(refused.messages))

    @staticmethod
    def answers(schema: Schema) -> dict[str, Any]:
        results = {"type": "array", "items": schema.named("DecisionOutcome", OUTCOME)}
        return {"200": answer({"type": "object", "properties": {"results": results}, "required": ["results"]})}


class ListAnswerView(ApiView):
    """What a list is: figures, without a name."""

    scope, operation, view_permission = LISTS, "answer", NameList.view_permission
    refusals = (404,)

    def get(self, request: Request, id: uuid.UUID) -> Response:
        """The figures of a list that came in, of what the reader may see."""
        filtering.refuse_unknown(request, set())
        name_list = get_object_or_404(rows.readable(NameList, request.user).select_related("programme"), pk=id)
        if not name_list.is_incoming:
            raise Http404
        return Response(_told(answer_of(name_list, request.user)))

    @staticmethod
    def answers(schema: Schema) -> dict[str, Any]:
        return {"200": answer(schema.named("ListAnswer", ANSWER))}


def _outcome(entry: uuid.UUID, outcome: str, decision: uuid.UUID | None, detail: str = "") -> dict[str, Any]:
    return {"entry": entry, "outcome": outcome, "decision": decision, "detail": detail}


def _told(found: ListAnswer) -> dict[str, Any]:
    names = ("total", "decided", "waiting", "out_of_sight", "verdicts", "acceptances", "refusals", "held", "women")
    told = {name: getattr(found, name) for name in (*names, "grave", "unread", "repeated")}
    tiers = None if found.tiers is None else [{"tier": each.tier, "number": each.number} for each in found.tiers]
    return told | {
        "tiers": tiers,
        "overlaps": [{"name_list": other.pk, "persons": number} for other, number in found.overlaps],
    }
