"""Words of lists: what their verbs are called in the book, what a worker does, what a state looks like."""

from django.urls import reverse
from django.utils.formats import localize
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from common import clock
from common.pieces import Chip, Progress
from negotiations.domain.reading.problems import words_of
from negotiations.list_enums import EntryState, ListStatus, ReconciliationStatus
from negotiations.models import ListEntry, NameList, Reconciliation
from prisoners.domain.importing.fields import label_of

ACTS = {
    "negotiations.receive_list": _("received a list of names"),
    "negotiations.revise_list": _("corrected a list of names"),
    "negotiations.reconcile_list": _("had a list compared with the register"),
    "negotiations.try_list_again": _("had the work on a list gone on with"),
    "negotiations.cancel_reconciliation": _("stopped the work on a list"),
    "negotiations.void_list": _("voided a list of names"),
    "negotiations.restrict_list": _("restricted a list of names"),
    "negotiations.lift_restriction_of_list": _("lifted the restriction of a list of names"),
    "negotiations.claim_list": _("began to work on a list"),
    "negotiations.read_list": _("read the file of a list"),
    "negotiations.enter_list": _("entered the rows of a list"),
    "negotiations.work_off_list": _("compared a list with the register"),
    "negotiations.finish_list": _("finished the work on a list"),
    "negotiations.fail_list": _("gave up the work on a list"),
}
STATUS_TONES = {
    ListStatus.RECEIVED: "warning",
    ListStatus.READ: "active",
    ListStatus.RECONCILED: "active",
    ListStatus.DECIDED: "good",
    ListStatus.ANSWERED: "good",
    ListStatus.CHECKED: "active",
    ListStatus.FROZEN: "active",
    ListStatus.SENT: "good",
    ListStatus.RECEIVED_CONFIRMED: "good",
}
ENTRY_TONES = {EntryState.MATCHED: "active", EntryState.UNMATCHED: "warning", EntryState.DECIDED: "good"}
DOING = {
    "reading": _("Reading the file"),
    "entering": _("Entering the rows"),
    "comparing": _("Comparing with the register"),
}
MINUTE = 60


def list_chip(name_list: NameList) -> Chip:
    """Where a list stands."""
    return Chip(name_list.get_status_display(), STATUS_TONES.get(ListStatus(name_list.status), "neutral"))


def entry_chip(entry: ListEntry) -> Chip:
    """Where an entry stands: what was decided of it, or how far it is."""
    if decisions := getattr(entry, "standing_decisions", ()):
        return Chip(decisions[0].get_verdict_display(), "good")
    return Chip(entry.get_state_display(), ENTRY_TONES.get(EntryState(entry.state), "neutral"))


def problems_of(entry: ListEntry) -> list[str]:
    """What could not be read of an entry, in words."""
    return [told(problem) for problem in entry.problems]


def told(problem: dict) -> str:
    """A problem with the field that it is about."""
    words, column = words_of(problem), problem.get("column")
    return f"{label_of(column)}: {words}" if column else words


def failure_of(work: Reconciliation) -> str:
    """Why the work on a list ended without its end, and what to do."""
    return words_of(work.failure) if work.status == ReconciliationStatus.FAILED else ""


def doing(work: Reconciliation) -> str:
    """How far the work is: “Comparing with the register: 120 of 630 rows · about 4 seconds left”."""
    if work.status == ReconciliationStatus.QUEUED:
        return _now("Waiting for a worker…")
    step = str(DOING.get(work.message, _now("Beginning…")))
    if not work.total:
        return step
    numbers = {"step": step, "done": localize(work.done), "total": localize(work.total)}
    words = (
        ngettext("%(step)s: %(done)s of %(total)s row", "%(step)s: %(done)s of %(total)s rows", work.total) % numbers
    )
    left = seconds_left(work)
    return f"{words} · {_left(left)}" if left is not None else words


def seconds_left(work: Reconciliation) -> int | None:
    """How long the step will go on at the pace so far, in seconds; None where nobody can tell yet."""
    if not (work.started_at and work.total and work.done):
        return None
    taken = (clock.now() - work.started_at).total_seconds()
    return round(taken / work.done * (work.total - work.done))


def _left(seconds: int) -> str:
    if seconds < MINUTE:
        return ngettext("about %(number)d second left", "about %(number)d seconds left", seconds) % {"number": seconds}
    minutes = round(seconds / MINUTE)
    return ngettext("about %(number)d minute left", "about %(number)d minutes left", minutes) % {"number": minutes}


def progress(work: Reconciliation) -> Progress:
    """The bar of the work on a list."""
    url = reverse("name-lists:status", args=[work.name_list_id])
    label = _now("The list is being worked on")
    return Progress(url, label, doing(work), work.progress, finished=not work.is_working)
