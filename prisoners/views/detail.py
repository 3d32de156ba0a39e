"""The page of a person."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from accounts.interfaces.history import before_of
from common.panels import panels_for
from common.reading import shown
from prisoners.interfaces.particulars import PARTICULARS
from prisoners.interfaces.presenters import PersonPage
from prisoners.models import Person
from prisoners.queries.dossier import dossier
from prisoners.queries.records import persons


@require_safe
def person_detail(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """All that is recorded of a person; 404 for one that the reader may not see."""
    person = get_object_or_404(persons(request.user), pk=pk)
    seen = [kind.rows(request.user) for kind in PARTICULARS if kind.seen_by(request.user)]
    found = dossier(person, request.user, seen)
    shown(Person, [pk, *(each.pk for each in found.duplicates), *filter(None, [person.merged_into_id])])
    page = PersonPage(found, request.user, history_before=before_of(request))
    context = {"page": page, "person": person, "panels": panels_for(person, request)}
    return render(request, "prisoners/detail.html", context)
