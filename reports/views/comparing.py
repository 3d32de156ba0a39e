"""Two runs of one report beside each other: what moved, and for those who may see it, who explains it."""

import uuid
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.models import User
from accounts.models.record import name_for
from common.reading import Surface, shown
from prisoners.models import Person
from prisoners.queries.held import Statement
from reports.interfaces import comparing, leading, presenters
from reports.interfaces.comparing import Pair
from reports.models import ReportRun
from reports.queries.explaining import Moved, persons_moved, records_moved
from reports.queries.runs import comparable, run_of
from reports.views.runs import of_run
from reports.views.sharing import may_view


@require_safe
@of_run
def run_compare(request: HttpRequest, run: ReportRun) -> HttpResponse:
    """The runs with which one can be compared."""
    report = presenters.report_of(run)
    if not run.has_answer or report is None:
        raise Http404
    runs = [
        {"run": each, "url": Pair.of(report, run, each).url(), "asked": comparing.in_short(each, report)}
        for each in comparable(request.user, run)
    ]
    shown(ReportRun, [run.pk, *(each["run"].pk for each in runs)], Surface.REPORT)
    return render(request, "reports/compare.html", {"run": run, "title": presenters.title(run), "runs": runs})


@require_safe
@may_view
def run_compared(request: HttpRequest, pk: uuid.UUID, other: uuid.UUID) -> HttpResponse:
    """What moved from one answer to the other."""
    pair = pair_of(request.user, pk, other)
    shown(ReportRun, [pk, other], Surface.REPORT)
    context = {
        "pair": pair,
        "title": presenters.title(pair.after),
        "asked": pair.asked(),
        "notes": pair.notes(),
        "figures": comparing.figures(pair, request.user),
        "tables": comparing.tables(pair, request.user),
    }
    return render(request, "reports/compared.html", context)


@require_safe
@may_view
def run_explained(
    request: HttpRequest, pk: uuid.UUID, other: uuid.UUID, key: str, line: int | None = None
) -> HttpResponse:
    """Who is counted in one of the answers and not in the other; persons only for who may see them."""
    pair, reader = pair_of(request.user, pk, other), request.user
    try:
        found = comparing.line_of(pair, key, line)
    except LookupError:
        raise Http404 from None
    if not comparing.leads(pair, found, reader):
        raise Http404
    before, after = comparing.behind(pair, found, reader)
    context = {"pair": pair, "line": comparing.shown_line(pair, found, reader), "definition": pair.report.define(key)}
    if isinstance(before or after, Statement):
        if not leading.sees_persons(reader):
            raise Http404
        entered, left = persons_moved(reader, before, after)
        shown(Person, [each.person_id for each in [*entered.records, *left.records]], Surface.REPORT)
        context |= {"sides": [_persons(entered, reader, "entered"), _persons(left, reader, "left")]}
        return render(request, "reports/explained_persons.html", context)
    moved = records_moved(before, after)
    for each in moved:
        if each.records:
            shown(type(each.records[0]), [record.pk for record in each.records], Surface.REPORT)
    context |= {"sides": [_records(each, reader, kind) for each, kind in zip(moved, ("entered", "left"), strict=True)]}
    return render(request, "reports/explained_records.html", context)


def pair_of(user: User, one: uuid.UUID, other: uuid.UUID) -> Pair:
    """Two answered runs of one report that a user may see; 404 for any other."""
    try:
        return comparing.pair_of(run_of(user, one), run_of(user, other))
    except (ReportRun.DoesNotExist, LookupError):
        raise Http404 from None


def _records(moved: Moved, reader: User, kind: str) -> dict[str, Any]:
    named = [(name_for(each, reader), each.get_absolute_url()) for each in moved.records]
    return {"kind": kind, "moved": moved, "named": named}


def _persons(moved: Moved, reader: User, kind: str) -> dict[str, Any]:
    return {"kind": kind, "moved": moved, "people": [(name_for(each.person, reader), each) for each in moved.records]}
