"""The page that somebody at the bus has on her phone, and what its script asks for.

The page itself is an empty shell: nothing of the exchange stands in it, so that the phone may keep it for when there is
no network. All of the exchange comes by the addresses under it, which no browser keeps.
"""

import json
import uuid
from typing import Any

from django.contrib.auth.mixins import UserPassesTestMixin
from django.contrib.staticfiles import finders
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_safe

from common import reading
from common.errors import Conflict
from common.names.tables import tables
from common.reading import Surface
from exchanges.domain.hand_over import MOST, hand_over
from exchanges.interfaces.hand_over import Malformed, as_mark, found, outcome, state
from exchanges.interfaces.hand_over_words import words
from exchanges.manifest_enums import LIVE, EntryStatus
from exchanges.models import Exchange, ManifestEntry
from exchanges.queries import hand_over as queries
from exchanges.queries.record import exchanges
from prisoners.models import Person
from prisoners.queries.search import find_persons
from prisoners.queries.search_text import LONGEST

#: Persons of the register that a search at the bus shows.
SHOWN = 6
WORKER = "js/hand-over/worker.js"


class _AtTheBus(UserPassesTestMixin, View):
    """For those who may carry a manifest with them; of an exchange that they may see."""

    raise_exception = True

    def test_func(self) -> bool:
        return queries.may_hand_over(self.request.user)

    def exchange(self, pk: uuid.UUID) -> Exchange:
        return get_object_or_404(exchanges(self.request.user).standing(), pk=pk)

    def body(self) -> dict[str, Any] | None:
        """The body as a JSON object; None for anything else."""
        try:
            read = json.loads(self.request.body)
        except ValueError:
            return None
        return read if isinstance(read, dict) else None


class HandOver(_AtTheBus):
    """The shell."""

    def get(self, request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
        self.exchange(pk)
        context = {
            "exchange_id": pk,
            "tables": tables(),
            "words": words(),
            "worker_url": reverse("exchanges:hand-over-worker"),
        }
        return render(request, "exchanges/hand_over.html", context)


class HandOverState(_AtTheBus):
    """The manifest as it is, or what changed of it since the point that If-None-Match names."""

    def get(self, request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
        exchange = self.exchange(pk)
        since = queries.Point.read(request.headers.get("If-None-Match", ""))
        if since is not None and since == queries.point(exchange, request.user):
            answer = HttpResponseNotModified()
        else:
            answer = JsonResponse(_state(request, exchange, since))
        # The shell is kept for days, and a token only as long as its session: each look brings the present one.
        answer["X-CSRFToken"] = get_token(request)
        return answer


class HandOverMarks(_AtTheBus):
    """Takes marks in their order, and answers what became of each, with what changed of the manifest."""

    def post(self, request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
        exchange, body = self.exchange(pk), self.body()
        items = body.get("marks") if body else None
        if not isinstance(items, list) or len(items) > MOST:
            return JsonResponse(
                {"detail": _("Marks come as a list of %(number)d at most.") % {"number": MOST}}, status=400
            )
        marks, results = [], {}
        for place, item in enumerate(items):
            try:
                marks.append((place, as_mark(item)))
            except Malformed as wrong:
                key = item.get("id") if isinstance(item, dict) else None
                results[place] = {"id": key, "effect": "refused", "detail": str(wrong)}
        try:
            told = hand_over(exchange=exchange, marks=[mark for _place, mark in marks], by=request.user)
        except Conflict as busy:
            return JsonResponse({"detail": str(busy)}, status=409)
        results |= {place: outcome(each) for (place, _mark), each in zip(marks, told, strict=True)}
        since = queries.Point.read(str(body.get("since") or ""))
        answer = {"results": [results[place] for place in sorted(results)]}
        return JsonResponse(answer | {"state": _state(request, self.exchange(pk), since)})


@method_decorator(sensitive_post_parameters(), name="dispatch")
class HandOverSearch(_AtTheBus):
    """Persons of the register who answer what was typed, and whether they stand on this manifest."""

    def post(self, request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
        exchange, body = self.exchange(pk), self.body() or {}
        text = " ".join(str(body.get("q") or "").split())[:LONGEST]
        persons = [match.person for match in find_persons(text, request.user, limit=SHOWN)] if text else []
        here = queries.entries(exchange, request.user).filter(captivity__person__in=persons)
        engaged = set(
            here.filter(status__in=(*LIVE, EntryStatus.DELIVERED)).values_list("captivity__person", flat=True)
        )
        reading.shown(Person, [person.pk for person in persons], Surface.SEARCH)
        return JsonResponse({"found": [found(person, on_manifest=person.pk in engaged) for person in persons]})


def _state(request: HttpRequest, exchange: Exchange, since: queries.Point | None) -> dict[str, Any]:
    user, at = request.user, queries.point(exchange, request.user)
    rows = queries.told(exchange, user, since) if exchange.status in queries.CARRIED else []
    reading.shown(Exchange, [exchange.pk])
    # What a phone carries is a file: one act, in the log with everybody in it.
    reading.shown(ManifestEntry, [row.pk for row in rows], Surface.EXPORT)
    reading.shown(Person, [row.captivity.person_id for row in rows], Surface.EXPORT)
    if since and since.reader != at.reader:
        since = None
    told = state(exchange, queries.transfers(exchange, user), rows, queries.marks_of([row.pk for row in rows]), at)
    return told | {"whole": since is None, "owner": str(user.pk)}


@require_safe
def hand_over_worker(request: HttpRequest) -> HttpResponse:
    """The script that shows the shell where there is no network. A script answers for its own folder only."""
    with open(finders.find(WORKER), encoding="utf-8") as script:  # noqa: PTH123 - the finder gives a path as text
        answer = HttpResponse(script.read(), content_type="text/javascript")
    answer["Service-Worker-Allowed"] = "/exchanges/"
    return answer
