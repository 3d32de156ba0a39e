"""Manifests by REST: many are nominated in one request, and what a manifest is, in figures and its hash."""

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
from common import reading
from common.reading import Surface
from exchanges.domain.manifest.approving import fingerprint
from exchanges.domain.manifest.nominating import Nominee, nominate
from exchanges.manifest_enums import EntryCategory, EntryOrigin, EntryOutcome
from exchanges.models import Exchange, ManifestEntry, Transfer
from exchanges.queries.manifest.entries import tally
from prisoners.models import Captivity

ENTRIES = "manifest-entries"
MOST = 1000
NUMBER, UUID = {"type": "integer", "minimum": 0}, {"type": "string", "format": "uuid"}
KEYS = {"type": "array", "items": UUID}
NOMINATION = {
    "type": "object",
    "properties": {
        "entries": KEYS | {"description": "Entries that were made, in the order of the request."},
        "waiting": KEYS | {"description": "Approvals that wait for a second person."},
        "left_out": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {"captivity": UUID, "why": {"type": "array", "items": {"type": "string"}}},
                "required": ["captivity", "why"],
            },
        },
    },
    "required": ["entries", "waiting", "left_out"],
}
WAY = {
    "type": "object",
    "properties": {
        "direction": {"type": "string", "enum": ["to_us", "to_them"]},
        "agreed": NUMBER | {"nullable": True},
        "going": NUMBER,
        "states": {"type": "object", "additionalProperties": NUMBER},
    },
    "required": ["direction", "agreed", "going", "states"],
}
MANIFEST = {
    "type": "object",
    "properties": {
        "sha256": {"type": "string", "description": "Of who goes now: what a proposal to approve it names."},
        "directions": {"type": "array", "items": WAY},
    },
    "required": ["sha256", "directions"],
}


class NominationsSerializer(KnownMembers):
    """Whom to nominate, and why."""

    captivities = serializers.ListField(child=serializers.UUIDField(), allow_empty=False, max_length=MOST)
    reason = CharField(max_length=1000)
    origin = ChoiceField(
        choices=[(each.value, each.label) for each in (EntryOrigin.SEARCH, EntryOrigin.PRIORITY, EntryOrigin.PLAN)],
        required=False,
        default=EntryOrigin.SEARCH,
    )
    category = ChoiceField(choices=EntryCategory.choices, required=False)
    outcome = ChoiceField(choices=EntryOutcome.choices, required=False)
    skip = serializers.BooleanField(
        required=False, default=False, help_text=_("Leave out those who cannot go; else nobody is nominated.")
    )


class Nominations(ApiView):
    """Nominates people for a transfer, all in one transaction."""

    scope, operation, view_permission = ENTRIES, "nominate", ManifestEntry.view_permission
    bodies = {"": NominationsSerializer}
    refusals = (404, 409, 413, 415, 422)

    def post(self, request: Request, id: uuid.UUID) -> Response:
        """Put up to 1,000 people on the manifest; whoever takes a second person is proposed to one."""
        filtering.refuse_unknown(request, set())
        transfer = get_object_or_404(rows.readable(Transfer, request.user), pk=id)
        writing.refuse_unpermitted(nominate, request.user)
        asked = NominationsSerializer(data=self.document(request))
        asked.is_valid(raise_exception=True)
        told = dict(asked.validated_data)
        goes = {name: told.pop(name) for name in ("category", "outcome") if name in told}
        people = [Nominee(key, **goes) for key in told.pop("captivities")]
        made = nominate(transfer=transfer, people=people, by=request.user, **told)
        reading.shown(ManifestEntry, [entry.pk for entry in made.entries], Surface.API)
        seen = [key for key, each in made.left_out.items() if each.captivity]
        reading.shown(Captivity, seen, Surface.API)
        left_out = [{"captivity": key, "why": list(each.obstacles)} for key, each in made.left_out.items()]
        keys = {"entries": made.entries, "waiting": made.waiting}
        return Response({name: [each.pk for each in found] for name, found in keys.items()} | {"left_out": left_out})

    @staticmethod
    def answers(schema: Schema) -> dict[str, Any]:
        return {"200": answer(schema.named("Nomination", NOMINATION))}


class ManifestView(ApiView):
    """What a manifest is: figures of both directions, without a name, and its hash."""

    scope, operation, view_permission = ENTRIES, "manifest", ManifestEntry.view_permission
    refusals = (404,)

    def get(self, request: Request, id: uuid.UUID) -> Response:
        """The figures of the manifest of an exchange, of what the reader may see."""
        filtering.refuse_unknown(request, set())
        exchange = get_object_or_404(rows.readable(Exchange, request.user), pk=id)
        ways = [
            {
                "direction": each.direction,
                "agreed": each.agreed,
                "going": each.going,
                "states": {str(state): number for state, number in each.states.items()},
            }
            for each in tally(exchange, request.user)
        ]
        return Response({"sha256": fingerprint(exchange), "directions": ways})

    @staticmethod
    def answers(schema: Schema) -> dict[str, Any]:
        return {"200": answer(schema.named("Manifest", MANIFEST))}
