"""A write that carries an `Idempotency-Key` has one effect, however often it is sent: the same for every view."""

from collections.abc import Callable, Iterator
from typing import Any

import orjson
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.http import QueryDict
from rest_framework.request import Request
from rest_framework.response import Response

from api.domain.idempotency import Answered, claim, digest_of, keep

#: What makes of the same body another request.
CONDITIONS = ("If-Match", "If-None-Match", "If-None-Exist", "Prefer")
#: What of an answer's headers is told again.
KEPT = ("ETag", "Location")


def once(view: Any, handler: Callable[..., Response], request: Request, key: str, **kwargs: Any) -> Response:
    """Answer a write by the view's handler, or as it was answered before.

    The key is written in the transaction of the effect. What is busy, or failed on our side, is no answer to keep.
    Raises Problem where the key was used for another request, or is being worked on.
    """
    with transaction.atomic():
        claimed = claim(request.user, key, _digest(request))
        if isinstance(claimed, Answered):
            return view.again(request, claimed.status, **claimed.answer)
        try:
            with transaction.atomic():
                response = handler(request, **kwargs)
        except Exception as error:  # noqa: BLE001 (the handler of the view says which it knows)
            # What nobody foresaw is raised once more, and the key goes with its effect.
            response = view.handle_exception(error)
        if response.status_code < 500 and response.status_code != 409:
            keep(claimed, response.status_code, _kept(response))
    return response


def _kept(response: Response) -> dict[str, Any]:
    """An answer without personal data: of a record that Postgres wrote its id and version."""
    content = orjson.loads(orjson.dumps(response.data, default=str))
    if isinstance(response.data, orjson.Fragment):
        content = {name: content[name] for name in ("id", "version")}
    headers = {name: response.headers[name] for name in KEPT if name in response.headers}
    return {"content": content, "headers": headers, "content_type": response.content_type}


def _digest(request: Request) -> str:
    conditions = [request.headers.get(name, "") for name in CONDITIONS]
    told = [request.method, request.get_full_path(), *conditions]
    return digest_of(*(part.encode() for part in told), *_parts(request.data))


def _parts(data: Any) -> Iterator[bytes]:
    if not isinstance(data, QueryDict):
        yield orjson.dumps(data, option=orjson.OPT_SORT_KEYS)
        return
    for name, values in sorted(data.lists()):
        yield name.encode()
        for value in values:
            yield from _file(value) if isinstance(value, UploadedFile) else [value.encode()]


def _file(upload: UploadedFile) -> Iterator[bytes]:
    yield from upload.chunks()
    upload.seek(0)
