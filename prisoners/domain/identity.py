"""Verbs of identity: judge whether two records are one person, and take a judgement back."""

import uuid

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.domain import records
from accounts.models import User
from accounts.roles import Permission
from audit.verbs import verb
from prisoners.domain.matching import Explanation, explain
from prisoners.domain.people_only import refuse_machines
from prisoners.enums import Verdict
from prisoners.models import Judgement, Merge, Person
from prisoners.queries.profiles import profiles_of


@verb("prisoners.judge", permission=Permission.PRISONERS_JUDGE)
def judge(
    *, first: Person, second: Person, verdict: Verdict, by: User, note: str = "", id: uuid.UUID | None = None
) -> Judgement:
    """Record whether two records are one person, in whatever order they come, with what the comparison said then.

    Raises ValidationError for one record twice, for a record that does not stand, and for a pair that was judged.
    """
    refuse_machines(by)
    if first.pk == second.pk:
        raise ValidationError({"second": _("These are one record. Choose two.")})
    one, other = lock_pair(first, second)
    explanation = compare(one, other)
    return records.create(
        Judgement,
        id=id,
        first=one,
        second=other,
        verdict=verdict,
        score=explanation.score,
        features=explanation.as_data(),
        note=note,
    )


def compare(one: Person, other: Person) -> Explanation:
    """How alike two records are as they stand."""
    told = profiles_of([one.pk, other.pk])
    return explain(told[one.pk], told[other.pk])


@verb("prisoners.take_back_judgement", permission=Permission.PRISONERS_JUDGE)
def take_back_judgement(
    *, judgement: Judgement, by: User, reason: str, expected_version: int | None = None
) -> Judgement:
    """Take a judgement back: it stays in the book, and the pair may be suggested again.

    Raises ValidationError without a reason, and while a merge of the two is proposed or approved.
    """
    refuse_machines(by)
    lock_pair(judgement.first, judgement.second)
    pair = [judgement.first_id, judgement.second_id]
    if Merge.objects.live().filter(duplicate__in=pair, into__in=pair).exists():
        raise ValidationError(_("A merge rests on this judgement. Refuse or undo the merge first."))
    return records.void(judgement, by=by, reason=reason, expected_version=expected_version)


def lock_pair(one: Person, other: Person) -> tuple[Person, Person]:
    """Both records, locked, the smaller key first: all who lock a pair do it in this order, so nobody waits in a ring.

    Raises ValidationError for one that was voided.
    """
    locked = [records.lock(person) for person in sorted((one, other), key=lambda each: each.pk)]
    for person in locked:
        records.refuse_voided(person)
    return locked[0], locked[1]
