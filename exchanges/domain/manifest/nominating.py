"""Putting people on a manifest: one or a thousand, in a few statements. Whom it takes two people for waits."""

import datetime
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.domain.approvals import propose
from accounts.models import Approval, User
from accounts.models.record import name_for
from accounts.models.user import UserKind
from accounts.roles import Permission
from audit.verbs import verb
from common.errors import Conflict, IllegalMove
from exchanges.domain.manifest.locking import lock_persons, lock_transfer
from exchanges.enums import ExchangeStatus
from exchanges.manifest_enums import NOMINATE, OUTCOMES, EntryCategory, EntryOrigin, Obstacle
from exchanges.models import ManifestEntry, Transfer
from exchanges.queries.eligibility import Eligibility, category_of, eligibility, withheld
from exchanges.validators import check_entry, check_entry_of
from negotiations.list_enums import Acceptance
from negotiations.models import ListEntry
from prisoners.models import Captivity

#: People nominated together, at most.
AT_ONCE = 5_000
#: Of them those who take two people, at most: each is a proposal of its own.
BY_TWO_AT_ONCE = 20
#: Names told of those who cannot be nominated.
NAMED = 5


@dataclass(frozen=True)
class Nominee:
    """Somebody to be nominated; what is left blank follows from the captivity."""

    captivity: uuid.UUID
    category: str = ""
    outcome: str = ""
    reason: str = ""
    list_entry: uuid.UUID | None = None
    acceptance: str = Acceptance.NOT_ASKED
    condition: str = ""
    until: datetime.date | None = None
    id: uuid.UUID | None = None


@dataclass
class Nomination:
    """What became of a nomination: entries made, proposals that wait for a second person, and who was left out."""

    entries: list[ManifestEntry] = field(default_factory=list)
    waiting: list[Approval] = field(default_factory=list)
    left_out: dict[uuid.UUID, Eligibility] = field(default_factory=dict)


@verb("exchanges.nominate", permission=Permission.MANIFESTS_WRITE)
def nominate(
    *,
    transfer: Transfer,
    people: Sequence[Nominee],
    by: User,
    reason: str = "",
    origin: str = EntryOrigin.SEARCH,
    skip: bool = False,
) -> Nomination:
    """Put people on the manifest of an exchange. Whoever is restricted or withheld is proposed to a second person.

    With `skip` those who cannot go are left out and told of; without it nothing is done, and Conflict is raised where
    somebody is on a manifest already, ValidationError otherwise. Raises IllegalMove once the manifest is approved.
    """
    current = lock_transfer(transfer)
    refuse_settled(current, origin)
    wanted = _distinct(people)
    lock_persons(wanted)
    judged = eligibility(current, wanted, by)
    alone = by.kind != UserKind.PERSON
    out = {key: each for key, each in judged.items() if not (each.is_clear or (each.takes_two and not alone))}
    if not skip:
        refuse_out(out, by)
    going = [key for key in wanted if key not in out]
    by_two = [wanted[key] for key in going if judged[key].takes_two]
    made = [wanted[key] for key in going if judged[key].is_clear]
    entries = _written(current, made, judged, origin, reason)
    return Nomination(entries, _proposed(current, by_two, judged, origin, reason, by), out)


def nominate_one(
    *,
    transfer: Transfer,
    captivity: Captivity,
    by: User,
    id: uuid.UUID | None = None,
    list_entry: ListEntry | None = None,
    origin: str = EntryOrigin.SEARCH,
    reason: str = "",
    **fields: str,
) -> ManifestEntry:
    """Nominate one person. Raises PermissionDenied for whom it takes two people for, otherwise as `nominate` does."""
    key = list_entry and list_entry.pk
    nominee = Nominee(captivity.pk, list_entry=key, id=id, **fields)
    if withheld(transfer, [captivity.person_id]):
        raise PermissionDenied(_("This takes two people: one proposes it, another one approves."))
    told = {"reason": reason, "origin": origin, "by": by}
    return nominate(transfer=transfer, people=[nominee], **told).entries[0]


nominate_one.verb_name = nominate.verb_name


@verb("exchanges.nominate_protected", permission=Permission.MANIFESTS_WRITE)
def nominate_protected(
    *,
    captivity: Captivity,
    transfer: str,
    by: User,
    reason: str,
    category: str = "",
    outcome: str = "",
    origin: str = EntryOrigin.SEARCH,
    list_entry: str | None = None,
) -> ManifestEntry:
    """Nominate somebody who is restricted or withheld: the act of two people. Raises as `nominate` does."""
    current = lock_transfer(_transfer(transfer))
    refuse_settled(current, origin)
    lock_persons([captivity.pk])
    judged = eligibility(current, [captivity.pk], by)
    refuse_out({key: each for key, each in judged.items() if not (each.is_clear or each.takes_two)}, by)
    key = uuid.UUID(list_entry) if list_entry else None
    nominee = Nominee(captivity.pk, category=category, outcome=outcome, reason=reason, list_entry=key)
    return _written(current, [nominee], judged, origin, reason)[0]


def check_nomination(captivity: Captivity, transfer: str, **_more: object) -> None:
    """Raises what `nominate_protected` would refuse anyway, as far as it can be told without who asks."""
    refuse_settled(_transfer(transfer), _more.get("origin", EntryOrigin.SEARCH))


def refuse_settled(transfer: Transfer, origin: str) -> None:
    """Raises IllegalMove once the manifest was approved: who goes is changed by substitutions only."""
    exchange = transfer.exchange
    reopened = exchange.status == ExchangeStatus.POSTPONED
    if origin in (EntryOrigin.HAND_OVER, EntryOrigin.SUBSTITUTION) or reopened:
        return
    if exchange.frozen_manifests.standing().exists():
        raise IllegalMove(
            _("The manifest is approved. Whoever joins now comes in somebody's place: substitute, and say why.")
        )


def entry_of(
    transfer: Transfer, nominee: Nominee, captivity: Captivity, *, origin: str, reason: str, **more: object
) -> ManifestEntry:
    """An entry as it will be written. Raises ValidationError for a civilian who would be exchanged."""
    category = EntryCategory(nominee.category or category_of(captivity))
    entry = ManifestEntry(
        **({"id": nominee.id} if nominee.id else {}),
        transfer=transfer,
        captivity=captivity,
        category=category,
        outcome=nominee.outcome or OUTCOMES[category],
        origin=origin,
        list_entry_id=nominee.list_entry,
        acceptance=nominee.acceptance,
        condition=nominee.condition,
        until=nominee.until,
        reason=(nominee.reason or reason).strip(),
        **more,
    )
    check_entry_of(captivity, category)
    check_entry(entry)
    return entry


def _written(
    transfer: Transfer, people: Sequence[Nominee], judged: dict, origin: str, reason: str
) -> list[ManifestEntry]:
    made = [entry_of(transfer, each, judged[each.captivity].captivity, origin=origin, reason=reason) for each in people]
    return ManifestEntry.objects.bulk_create(made)


def _proposed(
    transfer: Transfer, people: Sequence[Nominee], judged: dict, origin: str, reason: str, by: User
) -> list[Approval]:
    """Each as a proposal of its own, because each is decided for itself; so they are few."""
    if len(people) > BY_TWO_AT_ONCE:
        told = {"number": len(people), "most": BY_TWO_AT_ONCE}
        raise ValidationError(
            _("%(number)s of them take a second person each. Nominate %(most)s such people at once at most.") % told
        )
    proposals = []
    for each in people:
        arguments = {"transfer": str(transfer.pk), "origin": str(origin)}
        arguments |= {
            name: str(value) for name in ("category", "outcome", "list_entry") if (value := getattr(each, name))
        }
        subject, why = judged[each.captivity].captivity, each.reason or reason
        proposals.append(propose(act=NOMINATE, subject=subject, reason=why, arguments=arguments, by=by))
    return proposals


def _distinct(people: Sequence[Nominee]) -> dict[uuid.UUID, Nominee]:
    if not people:
        raise ValidationError({"captivities": _("Choose at least one person.")})
    if len(people) > AT_ONCE:
        raise ValidationError({"captivities": _("At most %(number)s people at once.") % {"number": AT_ONCE}})
    return {each.captivity: each for each in people}


def refuse_out(out: dict[uuid.UUID, Eligibility], by: User) -> None:
    """Raises for those who cannot go, if any, with names as far as somebody may see them."""
    if not out:
        return
    if any(each.takes_two for each in out.values()):
        raise PermissionDenied(_("This takes two people: one proposes it, another one approves."))
    lines = [
        f"{name_for(each.captivity.person, by) if each.captivity else '—'}: {each.obstacles[0].label}"
        for each in list(out.values())[:NAMED]
    ]
    if len(out) > NAMED:
        rest = len(out) - NAMED
        lines.append(ngettext("and %(number)s more", "and %(number)s more", rest) % {"number": rest})
    told = _("Nobody was nominated. %(who)s") % {"who": "; ".join(lines)}
    if any(each.obstacles[0] in (Obstacle.ON_MANIFEST, Obstacle.DELIVERED) for each in out.values()):
        raise Conflict(told)
    raise ValidationError({"captivities": told})


def _transfer(key: str) -> Transfer:
    return Transfer.objects.select_related("exchange", "from_party", "to_party").get(pk=key)
