"""An import of persons put into words: its state, how far its work is, why it failed, whom a row may be."""

from collections.abc import Mapping
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.formats import localize
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from common import clock
from common.pieces import Chip, Progress
from prisoners.domain.importing.problems import Problem
from prisoners.import_enums import ImportState, JobStatus
from prisoners.import_enums import PersonRowOutcome as Outcome
from prisoners.models import Person, PersonImport, PersonImportRow

OUTCOME_TONES = {
    Outcome.CREATE: "active",
    Outcome.TAKE: "active",
    Outcome.OVERRIDE: "active",
    Outcome.ALIKE: "warning",
    Outcome.REFUSED: "bad",
    Outcome.CREATED: "good",
    Outcome.TAKEN: "good",
    Outcome.OVERRIDDEN: "good",
    Outcome.UNDONE: "warning",
}
STATE_TONES = {
    ImportState.MAPPING: "warning",
    ImportState.PREVIEWED: "active",
    ImportState.IMPORTED: "good",
    ImportState.UNDONE: "warning",
}
FAILURES = {
    "worker_died": gettext_lazy("The work was begun three times and broke off each time. Nothing is lost."),
    "broke": gettext_lazy("Something went wrong on our side. What was done is kept, and the work can go on."),
    "unreadable": gettext_lazy("The file could not be read. Bring it again."),
}
DOING = {
    ImportState.PREVIEWING: gettext_lazy("Looking through the rows"),
    ImportState.WRITING: gettext_lazy("Writing the persons"),
    ImportState.UNDOING: gettext_lazy("Voiding what was imported"),
}
REASONS = {
    "number": gettext_lazy("the same number"),
    "name": gettext_lazy("the same name, in this or another spelling"),
    "born": gettext_lazy("the same birth date"),
    "returned": gettext_lazy("was home again before this capture"),
}
MINUTE = 60


def state_chip(batch: PersonImport) -> Chip:
    """The state of an import."""
    if batch.status == JobStatus.FAILED:
        return Chip(batch.get_status_display(), "bad")
    return Chip(batch.get_state_display(), STATE_TONES.get(ImportState(batch.state), "active"))


def outcome_chip(row: PersonImportRow) -> Chip:
    """What becomes of a row."""
    return Chip(row.get_outcome_display(), OUTCOME_TONES.get(Outcome(row.outcome), "neutral"))


def doing(batch: PersonImport) -> str:
    """How far the work is: “12,000 of 100,000 rows · about 20 seconds left”."""
    if batch.status == JobStatus.QUEUED or not batch.total:
        return _("Waiting for a worker…") if batch.status == JobStatus.QUEUED else _("Beginning…")
    numbers = {"done": localize(batch.done), "total": localize(batch.total)}
    words = ngettext("%(done)s of %(total)s row", "%(done)s of %(total)s rows", batch.total) % numbers
    left = seconds_left(batch)
    return f"{words} · {_left(left)}" if left is not None else words


def seconds_left(batch: PersonImport) -> int | None:
    """How long the work will go on at the pace so far, in seconds; None where nobody can tell yet."""
    if not (batch.started_at and batch.total and batch.done):
        return None
    taken = (clock.now() - batch.started_at).total_seconds()
    return round(taken / batch.done * (batch.total - batch.done))


def _left(seconds: int) -> str:
    if seconds < MINUTE:
        return ngettext("about %(number)d second left", "about %(number)d seconds left", seconds) % {"number": seconds}
    minutes = round(seconds / MINUTE)
    return ngettext("about %(number)d minute left", "about %(number)d minutes left", minutes) % {"number": minutes}


def progress(batch: PersonImport) -> Progress:
    """The bar of an import."""
    url = reverse("prisoners-import:status", args=[batch.pk])
    label = str(DOING.get(ImportState(batch.state), batch))
    return Progress(url, label, doing(batch), batch.progress, finished=not batch.is_working)


def summary(outcomes: Mapping[Outcome, int]) -> str:
    """“71 rows: 70 created, 1 refused”: every row of the file is in one of the numbers."""
    number = sum(outcomes.values())
    whole = ngettext("%(number)s row", "%(number)s rows", number) % {"number": localize(number)}
    return f"{whole}: {', '.join(f'{localize(count)} {outcome.label}' for outcome, count in outcomes.items())}"


def problems_of(row: PersonImportRow) -> list[Problem]:
    """What is to be said of a row."""
    return [Problem(**problem) for problem in row.problems]


def reasons(candidate: Mapping[str, Any]) -> str:
    """Why a row may be a person."""
    return ", ".join(str(REASONS[why]) for why in candidate["why"])


def url_of(person: Person) -> str:
    """The page of a person."""
    try:
        return person.get_absolute_url()
    except NoReverseMatch:
        return ""
