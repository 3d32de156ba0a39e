"""The page of a person."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from accounts.interfaces.history import before_of
from common.panels import panels_for
from prisoners.interfaces.particulars import PARTICULARS
from prisoners.interfaces.presenters import PersonPage
from prisoners.queries.dossier import dossier
from prisoners.queries.records import persons


@require_safe
def person_detail(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """All that is recorded of a person; 404 for one that the reader may not see."""
    person = get_object_or_404(persons(request.user), pk=pk)
    seen = [kind.rows(request.user) for kind in PARTICULARS if kind.seen_by(request.user)]
    page = PersonPage(dossier(person, request.user, seen), request.user, history_before=before_of(request))
    context = {"page": page, "person": person, "panels": panels_for(person, request)}
    return render(request, "prisoners/detail.html", context)
