"""Answers are kept for a time; then they are removed with their charts, and what was asked and its checksum stay."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from audit.models import Change
from reports.domain import work
from reports.models import Artefact, ReportRun
from tests.factories.schedules import answered

pytestmark = pytest.mark.django_db


def old(run: ReportRun, settings) -> ReportRun:
    ReportRun.objects.filter(pk=run.pk).update(finished_at=timezone.now() - settings.RUNS_KEPT)
    made = timezone.now() - settings.RUNS_KEPT
    for kind in ("csv", "svg"):
        told = {"file_name": f"a.{kind}", "size": 1, "sha256": "0" * 64}
        Artefact.objects.create(run=run, format=kind, content=b"1", made_at=made, **told)
    return run


def test_an_old_answer_is_removed_and_its_checksum_stays(settings) -> None:
    run, young = old(answered(), settings), answered()
    assert [work.empty_overdue(), work.empty_overdue()] == [1, 0]
    run.refresh_from_db(), young.refresh_from_db()
    assert (run.answer, run.checksum, run.has_answer) == (None, "0" * 64, False)
    assert run.emptied_at
    assert young.has_answer


def test_a_chart_stays_with_the_answer_and_goes_with_it(settings) -> None:
    run = old(answered(), settings)
    work.remove_expired()
    assert set(run.artefacts.exclude(content=None).values_list("format", flat=True)) == {"svg"}
    assert not run.artefacts.get(format="svg").has_expired
    work.empty_overdue()
    assert not run.artefacts.exclude(content=None).exists()
    assert ReportRun.objects.get().artefacts.get(format="svg").has_expired


def test_the_book_says_that_the_system_removed_it(settings) -> None:
    run = old(answered(), settings)
    work.empty_overdue()
    change = Change.objects.of(run).first()
    assert (change.verb, set(change.after)) == ("reports.empty_runs", {"emptied_at"})


def test_no_other_answer_is_lost() -> None:
    with pytest.raises(IntegrityError, match="run_done_has_answer"), transaction.atomic():
        ReportRun.objects.filter(pk=answered().pk).update(answer=None)
