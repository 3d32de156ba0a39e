"""An operation of a batch goes through the view that a request by itself would, with the same checks and answers."""

import functools
import io
import re
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import orjson
from django.db import transaction
from django.http import Http404, HttpRequest
from django.urls import Resolver404, resolve
from django.utils.translation import gettext as _
from rest_framework.request import Request

from api.domain.outcomes import WRITTEN, Outcome, refused
from api.resources import Resource

ROOT = "/api/v1"
KEY = re.compile("[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
NOBODY = str(uuid.UUID(int=0))
TYPES = {"PATCH": "application/merge-patch+json"}
#: What a part of a batch takes over from the request that brought it.
CARRIED = ("SERVER_NAME", "SERVER_PORT", "HTTP_HOST", "HTTP_ACCEPT_LANGUAGE", "REMOTE_ADDR", "wsgi.url_scheme")


@dataclass(frozen=True)
class Target:
    """What an operation is about, by the address that it names: a type of record, and one of them or none yet."""

    view: Callable[..., Any]
    resource: Resource
    record: uuid.UUID | None


def target_of(path: str) -> Target | None:
    """What stands at an address; None where it is no record of the API."""
    found, key = _resolved(KEY.sub(NOBODY, path)), KEY.search(path)
    return found and Target(*found, uuid.UUID(key[0]) if key else None)


@functools.lru_cache(maxsize=256)
def _resolved(path: str) -> tuple[Callable[..., Any], Resource] | None:
    """The view and the type behind an address, whatever the key in it is: there are few of them."""
    try:
        view = resolve(ROOT + path).func
    except (Resolver404, Http404):
        return None
    resource = getattr(getattr(view, "cls", None), "resource", None)
    return (view, resource) if resource else None


def perform(outer: Request, target: Target, method: str, path: str, body: Any, headers: dict[str, str]) -> Outcome:
    """Ask the view; one that refuses leaves nothing behind. Raises what it did not foresee."""
    content = orjson.dumps(body if body is not None else {})
    inner = HttpRequest()
    inner.method, inner.path, inner.path_info = method, ROOT + path, ROOT + path
    inner.META = {name: outer.META[name] for name in CARRIED if name in outer.META} | {
        "CONTENT_TYPE": TYPES.get(method, "application/json"),
        "CONTENT_LENGTH": str(len(content)),
        "HTTP_PREFER": "return=minimal",
        **{f"HTTP_{name.upper().replace('-', '_')}": value for name, value in headers.items()},
    }
    inner._stream = io.BytesIO(content)
    inner._read_started = False
    inner.user, inner.session = outer.user, getattr(outer._request, "session", None)
    # Who asks was found out, and counted, for the batch.
    inner._force_auth_user, inner._force_auth_token = outer.user, outer.auth
    inner.part_of_batch = True
    with transaction.atomic():
        response = target.view(inner, **({"id": target.record} if target.record else {}))
        outcome = _outcome(response, target)
        if outcome.is_refused:
            transaction.set_rollback(True)
    return outcome


def _outcome(response: Any, target: Target) -> Outcome:
    if response.status_code >= 400:
        problem = orjson.loads(orjson.dumps(response.data, default=str))
        return Outcome(response.status_code, target.record, problem=problem)
    if response.status_code not in WRITTEN:
        return Outcome(response.status_code, target.record)
    return Outcome(response.status_code, response.data["id"], response.data["version"])


def nowhere(outer: Request) -> Outcome:
    """An operation whose address leads to no record."""
    return refused(outer, 404, _("There is no record of the API at this address."))
