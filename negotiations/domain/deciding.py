"""What a person says of an entry of a list: one standing decision an entry, undone by another act, never changed.

The machine proposes (`negotiations.domain.matching`), a person decides. Everybody who decides an entry holds its row
meanwhile, so of two who decide it at once the second is told what the first one said, and nothing is lost.
"""

import uuid
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.domain import records
from accounts.models import User
from accounts.roles import Permission
from audit.verbs import verb
from common.errors import Conflict, IllegalMove
from negotiations.domain.proposing import Proposal, proposals
from negotiations.list_enums import Acceptance, EntryState, EntryVerdict, ListStatus
from negotiations.models import Candidate, Decision, ListEntry, NameList
from negotiations.queries.entries import undecided
from prisoners.models import Person

V = EntryVerdict
#: Verdicts that are about somebody whom the register knows, and those that are about nobody.
OF_SOMEBODY = frozenset({V.OK, V.ALREADY_RETURNED, V.CAPTURED_AGAIN})
OF_NOBODY = frozenset({V.UNKNOWN})
#: States of a list in which its entries are decided.
OPEN_LISTS = frozenset({ListStatus.RECONCILED, ListStatus.DECIDED})


class AlreadyDecided(Conflict):
    """Somebody else decided the entry first; `standing` is what was said."""

    def __init__(self, standing: Decision | None) -> None:
        self.standing = standing
        super().__init__(
            _("Somebody else decided this entry in the meantime. Look at both, and say which one stands.")
            if standing
            else _("The decision that you wanted to replace was undone in the meantime.")
        )


@verb("negotiations.decide", permission=Permission.LISTS_DECIDE)
def decide(
    *,
    entry: ListEntry,
    verdict: str,
    by: User,
    person: Person | None = None,
    acceptance: str = Acceptance.NOT_ASKED,
    refusal_reason: str = "",
    note: str = "",
    instead_of: Decision | None = None,
    id: uuid.UUID | None = None,
) -> Decision:
    """Say what an entry is. `instead_of` is the standing decision that is replaced; it stays in the book.

    Raises AlreadyDecided where another decision stands, IllegalMove while the list is not reconciled, ValidationError
    for a verdict without the person that it is about, and for a refusal without its reason.
    """
    name_list, current = lock_entry(entry)
    check(verdict, person, acceptance, refusal_reason, by)
    _supersede(current, instead_of, by)
    person = None if verdict in OF_NOBODY else person
    told = {"acceptance": acceptance, "refusal_reason": refusal_reason, "note": note.strip()}
    about = {"person": person, "captivity": person and person.latest_captivity, "rested_on": rested_on(current, person)}
    proposed = agrees(proposals([current], by).get(current.pk), verdict, person)
    made = records.create(Decision, id=id, entry=current, verdict=verdict, proposed=proposed, **about, **told)
    current.state = EntryState.DECIDED
    records.written(current, "state")
    close_if_decided(name_list)
    return made


def _supersede(entry: ListEntry, instead_of: Decision | None, by: User) -> None:
    """Take back the decision that stands, if it is the one to be replaced. Raises AlreadyDecided for another one."""
    standing = Decision.objects.standing().filter(entry=entry).first()
    if (standing and standing.pk) != (instead_of and instead_of.pk):
        raise AlreadyDecided(standing)
    if standing:
        records.void(standing, by=by, reason=_("Decided anew."))


@verb("negotiations.undo_decision", permission=Permission.LISTS_DECIDE)
def undo_decision(*, decision: Decision, by: User, reason: str = "", expected_version: int | None = None) -> ListEntry:
    """Take a decision back: the entry waits again. The decision stays in the book."""
    name_list, entry = lock_entry(decision.entry)
    why = reason.strip() or _("Undone on the page of decisions.")
    records.void(decision, by=by, reason=why, expected_version=expected_version)
    entry.state = waiting_state(entry)
    reopen(name_list)
    return records.written(entry, "state")


def lock_entry(entry: ListEntry) -> tuple[NameList, ListEntry]:
    """The list, locked before its entry. Raises IllegalMove for a list whose entries are not decided now.

    The list is held too, so that it cannot be answered meanwhile, and so that of those who decide the last entries at
    once the last one sees that none is left.
    """
    name_list = records.lock(entry.name_list)
    refuse_closed(name_list)
    return name_list, records.lock(entry)


def agrees(proposal: Proposal | None, verdict: str, person: Person | None) -> bool:
    """Whether a decision is what the machine proposed, of the same person."""
    return proposal is not None and (proposal.verdict, proposal.person) == (verdict, person and person.pk)


def rested_on(entry: ListEntry, person: Person | None) -> dict[str, Any]:
    """The candidate that a decision is about, as it was then; empty for somebody whom a person looked up."""
    candidate = Candidate.objects.filter(entry=entry, person=person).first() if person else None
    return as_kept(candidate) if candidate else {}


def as_kept(candidate: Candidate) -> dict[str, Any]:
    """What is kept of a candidate with the decision."""
    return {name: getattr(candidate, name) for name in ("score", "rank", "band", "guard", "features")}


def check(verdict: str, person: Person | None, acceptance: str, refusal_reason: str, by: User) -> None:
    """Raises ValidationError by field for what makes no decision."""
    if verdict in OF_SOMEBODY and person is None:
        label = V(verdict).label
        raise ValidationError(
            {"person": _("“%(verdict)s” is said of somebody in the register: choose the person.") % {"verdict": label}}
        )
    if person and not Person.objects.visible_to(by).standing().filter(pk=person.pk).exists():
        raise ValidationError({"person": _("There is no such person.")})
    if acceptance == Acceptance.REFUSED and not refusal_reason:
        raise ValidationError({"refusal_reason": _("Say why the home side refuses.")})
    if acceptance != Acceptance.REFUSED and refusal_reason:
        raise ValidationError({"refusal_reason": _("A reason goes with a refusal only.")})


def refuse_closed(name_list: NameList) -> None:
    """Raises IllegalMove for a list whose entries are not decided now."""
    if name_list.status not in OPEN_LISTS:
        raise IllegalMove(
            _("Entries are decided once the list is reconciled, and until it is answered. It is: %(status)s.")
            % {"status": name_list.get_status_display()}
        )


def waiting_state(entry: ListEntry) -> str:
    """The state of an entry without a decision."""
    return EntryState.MATCHED if Candidate.objects.filter(entry=entry, rank__gt=0).exists() else EntryState.UNMATCHED


def close_if_decided(name_list: NameList) -> None:
    """A list, locked, without an entry that waits is decided."""
    if name_list.status == ListStatus.RECONCILED and not undecided(name_list).exists():
        name_list.status = ListStatus.DECIDED
        records.written(name_list, "status")


def reopen(name_list: NameList) -> None:
    """A list, locked, with an entry that waits again is no longer decided."""
    if name_list.status == ListStatus.DECIDED:
        name_list.status = ListStatus.RECONCILED
        records.written(name_list, "status")
