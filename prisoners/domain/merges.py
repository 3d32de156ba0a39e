"""Verbs of a merge: proposed by one person, settled by another, undone with a reason. It links, and no more."""

import uuid

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext as _

from accounts.domain import records
from accounts.models import User
from accounts.roles import Permission
from audit.verbs import verb
from common.errors import IllegalMove
from prisoners.domain.identity import compare, judge, lock_pair
from prisoners.domain.people_only import refuse_machines
from prisoners.domain.restricting import restrict_person
from prisoners.enums import MERGE_MOVES, MergeStatus, Verdict
from prisoners.models import Captivity, Judgement, Merge, Person


@verb("prisoners.propose_merge", permission=Permission.PRISONERS_JUDGE)
def propose_merge(*, duplicate: Person, into: Person, note: str, by: User, id: uuid.UUID | None = None) -> Merge:
    """Propose that a record is another's duplicate. A pair not judged yet is judged the same person by this.

    Raises ValidationError for a pair judged otherwise, for records that are merged already, and while the duplicate
    has a captivity that the record that stays has not.
    """
    refuse_machines(by)
    if duplicate.pk == into.pk:
        raise ValidationError({"into": _("These are one record. Choose two.")})
    locked = {person.pk: person for person in lock_pair(duplicate, into)}
    duplicate, into = locked[duplicate.pk], locked[into.pk]
    _refuse_chain(duplicate, into)
    _refuse_loss(duplicate, into)
    _judged_same(duplicate, into, note, by)
    return records.create(Merge, id=id, duplicate=duplicate, into=into, note=note, proposed_by=by)


@verb("prisoners.approve_merge", permission=Permission.PRISONERS_MERGE)
def approve_merge(*, merge: Merge, by: User, expected_version: int | None = None) -> Merge:
    """Link the duplicate to the record that stays; where one of them is restricted, both are from then on.

    Raises PermissionDenied for whoever proposed it.
    """
    current, duplicate, into = _settled(merge, MergeStatus.APPROVED, by, expected_version)
    _refuse_chain(duplicate, into)
    _refuse_loss(duplicate, into)
    duplicate.merged_into = into
    records.written(duplicate, "merged_into")
    _restrict_together(duplicate, into, by)
    return current


@verb("prisoners.refuse_merge", permission=Permission.PRISONERS_MERGE)
def refuse_merge(*, merge: Merge, by: User, reason: str, expected_version: int | None = None) -> Merge:
    """Refuse a proposal; both records stay as they are. Raises ValidationError without a reason."""
    _wants_reason(reason)
    current, _duplicate, _into = _settled(merge, MergeStatus.REFUSED, by, expected_version)
    return current


@verb("prisoners.undo_merge", permission=Permission.PRISONERS_MERGE)
def undo_merge(*, merge: Merge, by: User, reason: str, expected_version: int | None = None) -> Merge:
    """Part two records again: the duplicate counts as before. Raises ValidationError without a reason."""
    _wants_reason(reason)
    current, duplicate, _into = _settled(merge, MergeStatus.UNDONE, by, expected_version)
    duplicate.merged_into = None
    records.written(duplicate, "merged_into")
    return current


def missing_captivities(duplicate: Person, into: Person) -> list[Captivity]:
    """Captivities of a duplicate that the record that stays has not: by the date of capture, and open or over."""
    there, missing = list(into.captivities.standing()), []
    for captivity in duplicate.captivities.standing():
        same = next((each for each in there if _may_be_one(captivity, each)), None)
        if same is None:
            missing.append(captivity)
        else:
            there.remove(same)
    return missing


def _may_be_one(one: Captivity, other: Captivity) -> bool:
    apart = one.captured.is_before(other.captured) or other.captured.is_before(one.captured)
    return one.is_open == other.is_open and not apart


def _settled(merge: Merge, to: MergeStatus, by: User, expected_version: int | None) -> tuple[Merge, Person, Person]:
    """Move a merge, with both records locked first, in the order of their keys."""
    refuse_machines(by)
    locked = {person.pk: person for person in lock_pair(merge.duplicate, merge.into)}
    current = records.lock(merge, expected_version)
    records.refuse_voided(current)
    if to not in MERGE_MOVES[MergeStatus(current.status)]:
        raise IllegalMove(_("This merge is %(status)s already.") % {"status": current.get_status_display()})
    if current.proposed_by_id == by.pk:
        raise PermissionDenied(_("Nobody settles their own proposal: another person has to."))
    current.status, current.settled_by = to, by
    return records.written(current, "status", "settled_by"), locked[merge.duplicate_id], locked[merge.into_id]


def _refuse_chain(duplicate: Person, into: Person) -> None:
    if duplicate.merged_into_id:
        raise ValidationError({"duplicate": _("This record was merged already.")})
    if into.merged_into_id:
        raise ValidationError({"into": _("This record was merged into another one. Merge into that one.")})
    if duplicate.duplicates.exists():
        raise ValidationError({"duplicate": _("Others were merged into this record. Undo those merges first.")})


def _refuse_loss(duplicate: Person, into: Person) -> None:
    """A merge takes the captivities of the duplicate out of all counts, so the record that stays must have them too."""
    if missing := missing_captivities(duplicate, into):
        told = "; ".join(f"{each.captured}, {each.get_status_display()}" for each in missing)
        raise ValidationError(
            {
                "duplicate": _("First record this captivity at the record that stays: %(captivities)s.")
                % {"captivities": told}
            }
        )


def _restrict_together(duplicate: Person, into: Person, by: User) -> None:
    """One person is not restricted by halves: what is known of the one record would tell of the other."""
    for one, other in ((duplicate, into), (into, duplicate)):
        if one.restricted and not other.restricted:
            restrict_person(person=other, by=by, reason=one.restricted_why)


def _judged_same(duplicate: Person, into: Person, note: str, by: User) -> None:
    first, second = sorted((duplicate, into), key=lambda each: each.pk)
    judgement = Judgement.objects.standing().filter(first=first, second=second).first()
    if judgement is None:
        if compare(first, second).relatives:
            raise ValidationError(_("These two may be relatives. Compare and judge them before proposing a merge."))
        judge(first=first, second=second, verdict=Verdict.SAME, note=note, by=by)
    elif judgement.verdict != Verdict.SAME:
        raise ValidationError(
            _("These two were judged otherwise (%(verdict)s). Take that judgement back first.")
            % {"verdict": judgement.get_verdict_display()}
        )


def _wants_reason(reason: str) -> None:
    if not reason.strip():
        raise ValidationError({"reason": _("Say why.")})
