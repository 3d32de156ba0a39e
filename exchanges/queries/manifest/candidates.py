"""Whom one might put on a manifest: the first of the order of priority, or whom a list's verdicts found."""

import uuid
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import QuerySet

from accounts.models import User
from exchanges.manifest_enums import Obstacle
from exchanges.models import ManifestEntry, Transfer
from exchanges.queries.eligibility import Eligibility, eligibility
from exchanges.queries.manifest.entries import Standing, standing
from negotiations.list_enums import Acceptance, EntryVerdict, ListStatus
from negotiations.models import Decision, NameList
from prisoners.queries.held import Selection
from prisoners.queries.priority import Policy, in_order

#: Of the order so many more are read than asked for, because some of the first cannot go.
SPARE = 200
#: Those who go home already are counted, not listed.
GONE = frozenset({Obstacle.ON_MANIFEST, Obstacle.DELIVERED})


@dataclass(frozen=True)
class Candidate:
    """Somebody who might be put on a manifest: what stands in the way, and what else is known of them here."""

    key: uuid.UUID
    eligible: Eligibility
    standing: Standing | None = None
    list_entry: uuid.UUID | None = None
    acceptance: str = Acceptance.NOT_ASKED


def first_in_order(
    transfer: Transfer, selection: Selection, policy: Policy, user: User, *, number: int, tier: int | None = None
) -> tuple[list[Candidate], int]:
    """The first of the order who can go, `number` of them, and those before them who cannot.

    Beside them how many before them go home already.
    """
    going = ManifestEntry.objects.live().filter(transfer__to_party=transfer.to_party_id).count()
    found = in_order(selection, policy, tier=tier, limit=number + going + SPARE)
    judged = eligibility(transfer, [each.id for each in found], user)
    candidates, gone, clear = [], 0, 0
    for each in found:
        eligible = judged[each.id]
        if GONE & set(eligible.obstacles):
            gone += 1
            continue
        candidates.append(Candidate(each.id, eligible, standing(policy, each.place)))
        clear += eligible.is_clear or eligible.takes_two
        if clear == number:
            break
    return candidates, gone


def lists_with_verdicts(user: User) -> QuerySet[NameList]:
    """Lists that came in and were compared, whose verdicts a user may see, the latest first."""
    decided = (ListStatus.RECONCILED, ListStatus.DECIDED, ListStatus.ANSWERED)
    return NameList.objects.visible_to(user).standing().filter(status__in=decided).order_by("-received_on", "-pk")


def found_by_list(transfer: Transfer, name_list: NameList, user: User) -> list[Candidate]:
    """Everybody of whom a list's verdict says that they can be exchanged, in the order of the list."""
    verdicts = Decision.objects.visible_to(user).standing().filter(entry__name_list=name_list, verdict=EntryVerdict.OK)
    decided = {
        captivity or latest: (entry, acceptance)
        for captivity, latest, entry, acceptance in verdicts.order_by("entry__row_number").values_list(
            "captivity", "person__latest_captivity", "entry", "acceptance"
        )
    }
    decided.pop(None, None)
    judged = eligibility(transfer, list(decided), user)
    return [
        Candidate(key, _accepted(judged[key], acceptance), list_entry=entry, acceptance=acceptance)
        for key, (entry, acceptance) in decided.items()
    ]


def chosen(transfer: Transfer, keys: Collection[uuid.UUID], user: User) -> list[Candidate]:
    """These captivities, in the order in which they were chosen."""
    return [Candidate(key, each) for key, each in eligibility(transfer, list(dict.fromkeys(keys)), user).items()]


def _accepted(eligible: Eligibility, acceptance: str) -> Eligibility:
    """Whom the home side refused by the list's verdict does not go either."""
    if acceptance != Acceptance.REFUSED:
        return eligible
    return Eligibility(eligible.captivity, (*eligible.obstacles, Obstacle.NOT_ACCEPTED))
