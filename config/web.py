"""The worker of gunicorn. What it cannot read never reaches Django, so it answers that by itself, as a problem too."""

import logging
from http import HTTPStatus
from typing import Any

import orjson
from django.conf import settings
from django.http import HttpRequest
from django.utils import translation
from django.utils.translation import gettext as _
from gunicorn.http import errors
from gunicorn.util import write_nonblock
from gunicorn.workers.gthread import ThreadWorker

from common.ids import new_id
from common.middleware import current_request_id

log = logging.getLogger(__name__)

#: What each kind of refusal is; any other one is a malformed request.
STATUS: dict[type[Exception], int] = {
    errors.LimitRequestLine: 414,
    errors.LimitRequestHeaders: 431,
    errors.ExpectationFailed: 417,
    errors.ForbiddenProxyRequest: 403,
    errors.UnsupportedTransferCoding: 501,
    errors.ConfigurationProblem: 500,
}


class Worker(ThreadWorker):
    """Threads, as gunicorn has them. A refusal repeats nothing of the request, neither to its sender nor to the log."""

    def handle_error(self, req: Any, client: Any, addr: Any, exc: Exception) -> None:
        """Answer what could not be read, or what broke beneath Django, and close the connection."""
        unread = isinstance(exc, errors.ParseException)
        status = next((each for kind, each in STATUS.items() if isinstance(exc, kind)), 400 if unread else 500)
        token = current_request_id.set(str(new_id()))
        try:
            log.warning("request %s refused: %s", current_request_id.get(), type(exc).__name__)
            # Which language is wanted stands in what could not be read.
            with translation.override(settings.LANGUAGE_CODE):
                write_nonblock(client, _answer(getattr(req or getattr(exc, "req", None), "path", None) or "", status))
        except OSError:
            log.debug("nobody waits for the answer")
        finally:
            current_request_id.reset(token)


def _answer(path: str, status: int) -> bytes:
    # gunicorn loads this module before Django is set up.
    from api.problems import MEDIA_TYPE, body

    request = HttpRequest()
    request.path = path
    told = _("Nothing was saved. Tell the administrators the request_id.")
    detail = told if status == HTTPStatus.INTERNAL_SERVER_ERROR else _("The request was refused before it was read.")
    content = orjson.dumps(body(request, status, detail))
    head = (
        f"HTTP/1.1 {status} {HTTPStatus(status).phrase}\r\nConnection: close\r\nContent-Type: {MEDIA_TYPE}\r\n"
        f"X-Request-ID: {current_request_id.get()}\r\nCache-Control: no-store\r\nContent-Length: {len(content)}\r\n\r\n"
    )
    return head.encode() + content
