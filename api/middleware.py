"""What never reached a view of the API, or fell through it, is answered as a problem too: no HTML under /api/."""

from collections.abc import Callable
from typing import Any

import orjson
from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _

from api import rates
from api.problems import MEDIA_TYPE, RETRY_AFTER, body

PREFIX = "/api/"
#: The same without its slash, which leads nowhere else.
ROOT = "/api"


class ProblemMiddleware:
    """Replaces answers under /api/ that are neither a success nor a problem; tells whose they are and the pace."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path.startswith(PREFIX) and request.path != ROOT:
            return self.get_response(request)
        # Whatever answered before on this thread, in whatever language: nothing of the request is known yet.
        with translation.override(translation.get_language_from_request(request)):
            refused = _unread(request)
        response = refused or self.get_response(request)
        if (
            response.status_code >= 300
            and response.status_code != 304
            and MEDIA_TYPE not in response.get("Content-Type", "")
        ):
            response = _replaced(request, response)
        rates.tell(request, response)
        patch_vary_headers(response, ["Authorization", "Cookie"])
        return response


def _unread(request: HttpRequest) -> HttpResponse | None:
    """What is refused before anything of it is read. Nobody is led from HTTP to HTTPS: the token went in the clear."""
    if settings.SECURE_SSL_REDIRECT and not request.is_secure():
        told = 403, _("The API is spoken over HTTPS only. Revoke a token that was sent without it."), "https_required"
    elif "CONTENT_LENGTH" not in request.META and "Transfer-Encoding" in request.headers:
        told = 411, _("Send the length of the body: a body in chunks is not read."), ""
    else:
        return None
    return _answer(request, *told)


def _replaced(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    refusal = getattr(response, "refusal", None)
    status = response.status_code if response.status_code >= 400 else 403 if refusal else 404
    headers = {name: value for name, value in response.items() if name in {"Allow", "Retry-After", "WWW-Authenticate"}}
    if status == 500 and not _database_answers():
        status, headers["Retry-After"] = 503, str(RETRY_AFTER)
    if response.streaming:
        response.close()
    return _answer(request, status, *(refusal or (_DETAILS.get(status, _refused)(), "")), headers=headers)


def _answer(request: HttpRequest, status: int, detail: str, code: str, **answer: Any) -> HttpResponse:
    content = orjson.dumps(body(request, status, detail, code))
    return HttpResponse(content, status=status, content_type=MEDIA_TYPE, **answer)


def _database_answers() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return False
    return True


def _refused() -> str:
    return _("The request was refused before it was read.")


_DETAILS = {
    404: lambda: _("There is nothing at this address."),
    500: lambda: _("Nothing was saved. Tell the administrators the request_id."),
    503: lambda: _("Nothing was saved. Try again in a moment."),
}
