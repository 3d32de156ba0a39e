"""The feed of changes and the snapshot, by which a client keeps a copy of what it may see."""

import time
import uuid
from typing import Any

import orjson
from django.db.models import Model
from django.urls import reverse
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.models import User
from accounts.models.user import UserKind
from accounts.roles import Permission
from api import filtering, pagination
from api.errors import Detail
from api.problems import BadParameter, Problem
from api.schema import Schema, Shape, answer
from api.sync import changes, cursor, snapshot, waiting
from api.sync.scope import scope_of
from api.views.base import ApiView
from common import reading
from common.reading import Surface

LIMIT, LONGEST = 500, 25
#: Seconds after which to ask again where too many wait already.
CROWDED = "2"
KEY = {"type": "string", "format": "uuid"}
ENTRY = {
    "type": "object",
    "properties": {
        "seq": {"type": "integer", "nullable": True, "description": "Its number in the feed; null in a snapshot."},
        "type": {"type": "string"},
        "id": KEY,
        "version": {"type": "integer", "nullable": True, "description": "Null where it is out of scope."},
        "op": {"type": "string", "enum": ["upsert", "removed"]},
        "reason": {
            "type": "string",
            "nullable": True,
            "enum": ["voided", "merged", "out_of_scope", None],
            "description": "Why it is removed. Only what was given to this client before is told as removed.",
        },
        "data": {
            "type": "object",
            "nullable": True,
            "additionalProperties": True,
            "description": "The record as it was when read. A repeat is normal: keep it unless you have a higher "
            "version. The same version may come again with other members null.",
        },
    },
    "required": ["seq", "type", "id", "version", "op", "reason", "data"],
}


def _parameter(name: str, schema: Shape, description: str) -> OpenApiParameter:
    return OpenApiParameter(name, schema, OpenApiParameter.QUERY, description=description)


def _whole(most: int, default: int, least: int = 1) -> Shape:
    return {"type": "integer", "minimum": least, "maximum": most, "default": default}


LIMITED = _parameter("limit", _whole(pagination.MOST, LIMIT), "Entries of a page, at most.")
TYPES = _parameter("types", {"type": "string"}, "Types of records, separated by commas; all that you may copy, else.")


class Copies(ApiView):
    """What a machine client copies by right, within its scope: read by types, logged, and without an alarm."""

    scope, view_permission = "sync", Permission.SYNC_READ


class SyncChanges(Copies):
    """What changed behind a cursor."""

    operation = "changes"
    refusals = (410,)
    parameters = (
        _parameter("cursor", {"type": "string"}, "Where to go on: of a page of the feed, or `start_cursor`."),
        LIMITED,
        _parameter("wait", _whole(LONGEST, 0, 0), "Seconds to wait for news where there are none."),
        TYPES,
    )

    def get(self, request: Request) -> Response:
        """Records that changed, in the order of publication, each as it is now; 410 leads to the snapshot."""
        filtering.refuse_unknown(request, {"wait", "types"})
        end = time.monotonic() + self._wait(request)
        page = self._page(request)
        if page.entries or page.has_more or time.monotonic() >= end:
            return self._answer(page)
        with waiting.place() as taken:
            while taken and waiting.for_news(page.cursor.seq, end):
                # Whoever waited may have been shut out meanwhile.
                request = self.initialize_request(request._request)
                self.check_permissions(request)
                page = self._page(request)
                if page.entries or page.has_more:
                    break
        return self._answer(page) if taken else self._answer(page, {"Retry-After": CROWDED})

    def _wait(self, request: Request) -> int:
        text = request.query_params.get("wait", "0")
        if not (text.isascii() and text.isdecimal() and len(text) < 3 and int(text) <= LONGEST):
            detail = _("A number from 0 to %(most)d.") % {"most": LONGEST}
            raise BadParameter(Detail.of_parameter("wait", "invalid", detail))
        # A browser does not wait: only a token is looked at anew before an answer.
        return int(text) if request.auth else 0

    def _page(self, request: Request) -> changes.Page:
        scope, text = scope_of(request), request.query_params.get("cursor")
        self.reader = request.user
        try:
            return changes.read(
                scope,
                cursor.read(text, request.user) if text is not None else None,
                pagination.limit_of(request, LIMIT),
            )
        except changes.Outdated as why:
            where = request.build_absolute_uri(reverse("api:sync-snapshot"))
            told = _("Take the snapshot, and go on from its cursor.")
            raise Problem(410, f"{why} {told}", code="cursor-reset", snapshot_url=where) from why

    def _answer(self, page: changes.Page, headers: dict[str, str] | None = None) -> Response:
        _shown(page.shown, self.reader)
        content = {
            "entries": _fragment(page.entries),
            "cursor": cursor.write(page.cursor, self.reader),
            "has_more": page.has_more,
            "up_to_date": not page.has_more,
        }
        return Response(content, headers=headers)

    @staticmethod
    def answers(schema: Schema) -> dict[str, Any]:
        content = {
            "entries": {"type": "array", "items": schema.named("SyncEntry", ENTRY)},
            "cursor": {"type": "string"},
            "has_more": {"type": "boolean"},
            "up_to_date": {"type": "boolean"},
        }
        return {"200": answer({"type": "object", "properties": content, "required": list(content)})}


class SyncSnapshot(Copies):
    """All that a client may copy."""

    operation = "snapshot"
    parameters = (
        _parameter("type", {"type": "string"}, "The type to go on with; the first one, else. Taken from `next`."),
        _parameter("after", KEY, "The last key of the page before. Taken from `next`."),
        LIMITED,
        TYPES,
    )

    def get(self, request: Request) -> Response:
        """Everything that you may copy, type after type, by key; `start_cursor` leads on from the first page."""
        filtering.refuse_unknown(request, {"type", "after", "types"})
        scope, after = scope_of(request), self._after(request)
        limit = pagination.limit_of(request, LIMIT)
        # Before the first row is read: what changes from here on is told by the feed.
        begin = {"start_cursor": cursor.write(changes.start(scope), request.user)} if after is None else {}
        page = snapshot.read(scope, request.query_params.get("type", ""), after, limit)
        _shown(page.shown, request.user)
        return Response({"entries": _fragment(page.entries), "next": page.next, **begin})

    def _after(self, request: Request) -> uuid.UUID | None:
        if (text := request.query_params.get("after")) is None:
            return None
        try:
            return uuid.UUID(text)
        except ValueError as error:
            raise BadParameter(Detail.of_parameter("after", "invalid", _("This is no id."))) from error

    @staticmethod
    def answers(schema: Schema) -> dict[str, Any]:
        place = {"type": "object", "properties": {"type": {"type": "string"}, "after": KEY}, "required": ["type"]}
        content = {
            "entries": {"type": "array", "items": schema.named("SyncEntry", ENTRY)},
            "next": place | {"nullable": True, "description": "Parameters of the next page; null after the last."},
            "start_cursor": {"type": "string", "description": "Where the feed goes on. On the first page."},
        }
        return {"200": answer({"type": "object", "properties": content, "required": ["entries", "next"]})}


def _shown(records: dict[type[Model], list[str]], user: User) -> None:
    """Note what is shown: a machine client copies by right, anybody else is counted as everywhere."""
    surface = Surface.SYNC if user.kind == UserKind.MACHINE else Surface.API
    for model, ids in records.items():
        reading.shown(model, ids, surface)


def _fragment(entries: list[str]) -> orjson.Fragment:
    return orjson.Fragment(f"[{','.join(entries)}]")
