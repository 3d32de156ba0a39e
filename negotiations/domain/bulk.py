"""Accepting the certain ones of a list together, after a sample of them was decided by hand.

The sample is drawn by the hash of the entries' keys: at random as far as the list is concerned, and the same for
everybody who asks. All of it has to be decided by hand, and each decision has to be what the machine proposed. Of 30
that agree, the rule of three says with 95 of 100 that at most 1 in 10 of the others may be wrong; the figure is shown.
"""

import uuid
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db.models import QuerySet, TextField
from django.db.models.functions import MD5, Cast, Now
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.domain import records
from accounts.models import User
from accounts.roles import Permission
from audit.verbs import verb
from common.ids import new_id
from negotiations.domain.deciding import as_kept, close_if_decided, refuse_closed, reopen
from negotiations.domain.proposing import proposals
from negotiations.list_enums import EntryState
from negotiations.models import Decision, ListEntry, NameList
from negotiations.queries.entries import certain

#: Entries that are decided by hand before the others of the certain ones may be accepted together.
SAMPLE = 30


@dataclass(frozen=True)
class Sample:
    """How far the sample of the certain entries is: numbers of entries."""

    certain: int
    drawn: int
    decided: int
    agreeing: int
    waiting: int

    @property
    def is_passed(self) -> bool:
        """All of the sample is decided by hand, each as the machine proposed."""
        return self.drawn > 0 and self.agreeing == self.drawn

    @property
    def left(self) -> int:
        """Entries of the sample that nobody decided by hand yet."""
        return self.drawn - self.decided

    @property
    def differing(self) -> int:
        """Entries of the sample that a person decided otherwise than the machine proposed."""
        return self.decided - self.agreeing

    @property
    def at_most_wrong(self) -> int:
        """Of 100 others at most so many may be wrong, with 95 of 100 (the rule of three); 0 where all are decided."""
        return 0 if self.drawn >= self.certain else -(-300 // self.drawn)


def sample_entries(name_list: NameList, by: User) -> QuerySet[ListEntry]:
    """The entries that are drawn by lot from the certain ones."""
    return certain(name_list, by).order_by(MD5(Cast("id", TextField())))[:SAMPLE]


def sample_of(name_list: NameList, by: User) -> Sample:
    """How far the sample of a list is, of those whom somebody may see."""
    drawn = set(sample_entries(name_list, by).values_list("pk", flat=True))
    by_hand = Decision.objects.standing().filter(entry__in=drawn, bulk__isnull=True)
    agreed = list(by_hand.values_list("proposed", flat=True))
    all_of_them = certain(name_list, by)
    return Sample(
        certain=all_of_them.count(),
        drawn=len(drawn),
        decided=len(agreed),
        agreeing=sum(agreed),
        waiting=all_of_them.filter(state=EntryState.MATCHED).count(),
    )


@verb("negotiations.accept_certain", permission=Permission.LISTS_DECIDE)
def accept_certain(*, name_list: NameList, by: User, expected: int | None = None) -> uuid.UUID:
    """Decide each certain entry that still waits as the machine proposed; returns the key that undoes them together.

    Entries that stand on somebody whom `by` may not see wait on. Raises ValidationError until the sample is passed,
    when nothing is left, and when another number waits than the `expected` one that was agreed to.
    """
    current = records.lock(name_list)
    refuse_closed(current)
    _refuse_unsampled(sample_of(current, by))
    waiting = list(certain(current, by).filter(state=EntryState.MATCHED).select_for_update(of=["self"], no_key=True))
    proposed = {key: each for key, each in proposals(waiting, by).items() if each.is_certain}
    _refuse_other_number(len(proposed), expected)
    bulk = new_id()
    Decision.objects.bulk_create(
        Decision(
            entry_id=entry,
            verdict=each.verdict,
            person_id=each.person,
            captivity_id=each.captivity,
            proposed=True,
            rested_on=as_kept(each.candidate),
            bulk=bulk,
        )
        for entry, each in proposed.items()
    )
    ListEntry.objects.filter(pk__in=proposed).update(state=EntryState.DECIDED)
    close_if_decided(current)
    return bulk


def _refuse_other_number(waiting: int, expected: int | None) -> None:
    if not waiting:
        raise ValidationError(_("No certain entry waits any more."))
    if expected is not None and waiting != expected:
        told = ngettext(
            "%(number)s entry waits now, not %(expected)s. Look once more.",
            "%(number)s entries wait now, not %(expected)s. Look once more.",
            waiting,
        )
        raise ValidationError(told % {"number": waiting, "expected": expected})


def _refuse_unsampled(sample: Sample) -> None:
    if sample.differing:
        raise ValidationError(
            ngettext(
                "%(number)s of the sample was decided otherwise than proposed: decide the others one by one.",
                "%(number)s of the sample were decided otherwise than proposed: decide the others one by one.",
                sample.differing,
            )
            % {"number": sample.differing}
        )
    if not sample.is_passed:
        raise ValidationError(
            _("%(decided)s of the sample of %(drawn)s are decided by hand. All of them have to be.")
            % {"decided": sample.decided, "drawn": sample.drawn}
        )


@verb("negotiations.undo_bulk", permission=Permission.LISTS_DECIDE)
def undo_bulk(*, name_list: NameList, bulk: uuid.UUID, by: User, reason: str) -> int:
    """Take back all that was accepted together and still stands; returns how many entries wait again.

    Raises ValidationError without a reason, and where nothing of it stands.
    """
    current = records.lock(name_list)
    refuse_closed(current)
    if not reason.strip():
        raise ValidationError({"reason": _("Say why.")})
    standing = Decision.objects.standing().filter(entry__name_list=current, bulk=bulk)
    entries = list(standing.values_list("entry", flat=True))
    if not entries:
        raise ValidationError(_("Nothing of it stands any more."))
    standing.update(voided_at=Now(), voided_by=by, void_reason=reason.strip())
    ListEntry.objects.filter(pk__in=entries).update(state=EntryState.MATCHED)
    reopen(current)
    return len(entries)
