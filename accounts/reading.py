"""The middleware of the log of reads: it is the last to see an answer whose records it has not logged."""

import logging
from collections.abc import Callable, Iterator
from typing import Any

from django.db import Error
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.domain.reading import Reader, log_reads
from accounts.domain.session_store import digest_of
from common.middleware import current_request_id
from common.reading import Notes, NothingNotes, noting

#: What somebody who was stopped may still open, by the names of the addresses.
ALWAYS = {"accounts:sign-in", "accounts:sign-out", "accounts:language", "health-live", "health-ready"}
RETRY_AFTER = "30"
log = logging.getLogger(__name__)


class Stopped(Exception):
    """The answer is kept back because of an alarm."""


class ReadingMiddleware:
    """Logs which records an answer shows before it leaves; 503 where that fails, 403 where an alarm is open.

    What leads elsewhere or says that nothing changed shows nothing. A file that is written while it is sent is logged
    ahead of each part, the first part before the answer begins.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        notes = Notes()
        with noting(notes):
            response = self.get_response(request)
        if 300 <= response.status_code < 400:
            return response
        try:
            self._log(request, notes)
            if response.streaming:
                response.streaming_content = self._begun(request, notes, iter(response.streaming_content))
        except Stopped:
            return stopped(request, response)
        except (Error, NothingNotes) as error:
            log.error("reads cannot be logged: %s", type(error).__name__)
            return unavailable(request, response)
        return response

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        """Who was stopped is told so at every address; a machine client, known later, by its authentication."""
        user = request.user
        if not user.is_authenticated or not user.open_alarm_id or request.resolver_match.view_name in ALWAYS:
            return None
        return stopped(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, NothingNotes):
            return unavailable(request)
        return None

    def _log(self, request: HttpRequest, notes: Notes) -> None:
        if notes.pending and not log_reads(reader_of(request), notes.take()):
            raise Stopped

    def _begun(self, request: HttpRequest, notes: Notes, chunks: Iterator[bytes]) -> Iterator[bytes]:
        """The file, made as far as the first records that it shows."""
        parts, first = self._parts(request, notes, chunks), []
        for chunk, logged in parts:
            first.append(chunk)
            if logged:
                break
        return _joined(first, parts)

    def _parts(self, request: HttpRequest, notes: Notes, chunks: Iterator[bytes]) -> Iterator[tuple[bytes, bool]]:
        while True:
            with noting(notes):
                chunk = next(chunks, None)
            logged = bool(notes.pending)
            self._log(request, notes)
            if chunk is None:
                return
            yield chunk, logged


def _joined(first: list[bytes], parts: Iterator[tuple[bytes, bool]]) -> Iterator[bytes]:
    yield from first
    for chunk, _logged in parts:
        yield chunk


def reader_of(request: HttpRequest) -> Reader:
    """Who reads, through which session or token and which view."""
    match, token = request.resolver_match, getattr(request, "auth", None)
    return Reader(
        user=request.user,
        session="" if token or not request.session.session_key else digest_of(request.session.session_key),
        token_id=getattr(token, "pk", None),
        request_id=current_request_id.get(),
        view=(match and match.view_name) or "",
        export_id=getattr(request, "export_id", None),
    )


def unavailable(request: HttpRequest, instead_of: HttpResponse | None = None) -> HttpResponse:
    """Nothing is shown, because it could not be logged."""
    return _instead(request, instead_of, 503, _("Reads cannot be logged now, so nothing is shown."), "reads_not_logged")


def stopped(request: HttpRequest, instead_of: HttpResponse | None = None) -> HttpResponse:
    """Nothing is shown, because an alarm is open."""
    told = _("You opened very many records in a short time. Nothing is shown until the alarm is lifted.")
    return _instead(request, instead_of, 403, told, "reads_stopped")


def _instead(request: HttpRequest, instead_of: HttpResponse | None, status: int, told: str, code: str) -> HttpResponse:
    if instead_of is not None and instead_of.streaming:
        instead_of.close()
    context = {"told": told, "stopped": status == 403, "sign_out_url": reverse("accounts:sign-out")}
    page = HttpResponse(render_to_string("accounts/nothing_shown.html", context, request), status=status)
    # What the API says in the place of a page.
    page.refusal = (told, code)
    if status == 503:
        page["Retry-After"] = RETRY_AFTER
    return page
