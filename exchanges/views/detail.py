"""The page of an exchange."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.interfaces.history import before_of
from common.reading import shown_or_404
from exchanges.interfaces.presenters import ExchangePage
from exchanges.queries.record import dossier, exchanges
from exchanges.queries.sides import sides


@require_safe
def exchange_detail(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """All that is recorded of an exchange; 404 for one that the reader may not see."""
    exchange = shown_or_404(exchanges(request.user), pk=pk)
    page = ExchangePage(dossier(exchange, request.user), sides(), request.user, history_before=before_of(request))
    return render(request, "exchanges/detail.html", {"page": page, "exchange": exchange})
