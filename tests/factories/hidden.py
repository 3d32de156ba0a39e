"""Records that most may not see, with words in them that must come out nowhere."""

import datetime
import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from accounts.models import User
from accounts.roles import Role
from api.models import Submission
from common.ids import new_id
from common.partial_dates import PartialDate
from exchanges.domain.exchanges import restrict_exchange
from exchanges.models import Claim, Exchange, ManifestEntry, Transfer
from negotiations.domain.lists import restrict_list
from negotiations.domain.rounds import restrict_round
from negotiations.models import Minutes, NameList
from places.domain.places import restrict_place
from places.models import Place
from prisoners.domain.after_return import report_after_return
from prisoners.domain.custody import change_custody, record_detention
from prisoners.domain.evidence import record_confirmation, record_consent
from prisoners.domain.health import record_health_assessment
from prisoners.domain.merges import propose_merge
from prisoners.domain.restricting import restrict_person, withhold
from prisoners.models import (
    Alert,
    Captivity,
    Confirmation,
    Consent,
    CustodyChange,
    Detention,
    HealthAssessment,
    Identifier,
    Merge,
    Person,
    PersonName,
    PostReturnReport,
    Withholding,
)
from tests.factories.accounts import user_with
from tests.factories.decided import outgoing_list
from tests.factories.exchanges import ClaimFactory, ExchangeFactory, TransferFactory
from tests.factories.hidden_after import hide_after
from tests.factories.lists import candidate_of, decision_of, entered, received
from tests.factories.manifests import ManifestEntryFactory
from tests.factories.negotiations import ProposalFactory, RoundFactory, minutes_of
from tests.factories.prisoners import CaptivityFactory, PersonFactory, returned
from tests.factories.records import PartyFactory, PlaceFactory, SourceFactory
from tests.factories.units import UnitFactory

#: What stands before the key of a record in the addresses of its pages, where that is not the room's own word.
KINDS = {
    Person: "prisoners",
    Captivity: "captivities",
    PersonName: "names",
    Identifier: "numbers",
    Alert: "alerts",
    Detention: "detentions",
    CustodyChange: "custody",
    HealthAssessment: "health",
    Confirmation: "confirmations",
    Consent: "consents",
    PostReturnReport: "reports",
    Withholding: "withholdings",
    Transfer: "transfers",
    Claim: "claims",
    Exchange: "exchanges",
    ManifestEntry: "manifest",
    Place: "places",
    Merge: "merges",
    NameList: "lists",
    Minutes: "minutes",
}


EMBARGOED_NUMBER = "9753086"


@dataclass
class Hidden:
    """What is hidden and from whom: keys by namespace of the pages, and by type of the API; the words in them.

    `beside` are records that everybody may see and that touch hidden ones, `paths` addresses of such with two keys in
    them; `kinds` say of a key before which it stands in addresses.
    """

    keys: dict[str, list[uuid.UUID]] = field(default_factory=dict)
    beside: dict[str, list[uuid.UUID]] = field(default_factory=dict)
    paths: list[str] = field(default_factory=list)
    kinds: dict[uuid.UUID, str] = field(default_factory=dict)
    embargoed: set[uuid.UUID] = field(default_factory=set)
    canaries: set[str] = field(default_factory=set)

    def word(self, name: str) -> str:
        """A word that stands in this record and nowhere else."""
        self.canaries.add(canary := f"Kanarka{name}")
        return canary

    @property
    def secret_keys(self) -> set[str]:
        """The hidden keys as text, which no page tells that does not name them."""
        return {str(key) for keys in self.keys.values() for key in keys}

    def shows_embargoed(self) -> None:
        """Take out what is under embargo only, for readers who see that."""
        self.canaries = {word for word in self.canaries if "embargoed" not in word and word != EMBARGOED_NUMBER}
        self.keys = {name: [key for key in keys if key not in self.embargoed] for name, keys in self.keys.items()}

    def add(self, name: str, *records: Any) -> None:
        self._add(self.keys, name, records)

    def add_beside(self, name: str, *records: Any) -> None:
        self._add(self.beside, name, records)

    def _add(self, where: dict[str, list[uuid.UUID]], name: str, records: Iterable[Any]) -> None:
        where.setdefault(name, []).extend(record.pk for record in records)
        self.kinds |= {record.pk: _kind(record, name) for record in records}


def _kind(record: Any, name: str) -> str:
    if isinstance(record, NameList) and not record.is_incoming:
        return "out"
    return KINDS.get(type(record), name)


def hide_person(hidden: Hidden, mark: str, unit: Any = None) -> tuple[Person, Captivity]:
    """A person with everything that hangs on one, each with a word of its own."""
    system, word = User.objects.system(), lambda name: hidden.word(f"{mark}{name}")
    person = PersonFactory(
        called=f"{word('surname')} Ivan",
        identifiers=[{"scheme": "service", "value": word("number")}],
        notes=word("notes"),
        birth_place=word("birthplace"),
        father_name=word("father"),
    )
    home_again = returned(person=person, captured_at=word("before"), unit=unit)
    report = report_after_return(
        captivity=home_again, kind="front", source=SourceFactory(), note=word("afterwards"), by=system
    )
    held = CaptivityFactory(
        person=person,
        captured=PartialDate.parse("2025-01-02"),
        captured_at=word("capture"),
        rank=word("rank"),
        unit=unit,
    )
    detention = record_detention(captivity=held, place_as_reported=word("camp"), by=system)
    custody = change_custody(captivity=held, holder_to=PartyFactory(), note=word("custody"), by=system)
    health = record_health_assessment(captivity=held, grade="fit", findings=word("findings"), by=system)
    confirmation = record_confirmation(captivity=held, source=SourceFactory(), evidence="icrc_visit", by=system)
    consent = record_consent(captivity=held, answer="given", document=word("document"), by=system)
    merge = (
        propose_merge(duplicate=PersonFactory(), into=person, note=word("merge"), by=user_with(Role.REGISTRAR))
        if not unit
        else None
    )
    hidden.add("prisoners", person, held, *person.names.all(), *person.identifiers.all(), *held.alerts.all())
    withholding = withhold(person=person, party=PartyFactory(), reason=word("withheld"), by=system)
    hidden.add("prisoners", detention, custody, health, confirmation, consent, withholding, report)
    hidden.add("identity", person, *([merge] if merge else []))
    hidden.add("priorities", held)
    api = {
        "withholdings": withholding,
        "persons": person,
        "captivities": held,
        "detentions": detention,
        "custody-changes": custody,
    }
    api |= {"health-assessments": health, "confirmations": confirmation, "consents": consent}
    api |= {
        "post-return-reports": report,
        "alerts": held.alerts.first(),
        "status-events": person.captivities.first().events.first(),
    }
    for name, record in (api | ({"merges": merge} if merge else {})).items():
        if record:
            hidden.add(f"api:{name}", record)
    return person, held


def hide_exchange(hidden: Hidden, mark: str, number: int, **fields: Any) -> Any:
    """An exchange with transfers and claims; its number of persons is a word too."""
    word = lambda name: hidden.word(f"{mark}{name}")  # noqa: E731
    hidden.canaries.add(str(number))
    exchange = ExchangeFactory(formula=word("formula"), notes=word("notes"), venue_as_reported=word("venue"), **fields)
    transfer = TransferFactory(exchange=exchange, agreed=number, composition=word("composition"))
    claim = ClaimFactory(transfer=transfer, measure="agreed", number=number, quote=word("quote"))
    hidden.add("exchanges", exchange, transfer, claim)
    hidden.embargoed |= {exchange.pk, transfer.pk, claim.pk} if mark == "embargoed" else set()
    for name, record in {"exchanges": exchange, "transfers": transfer, "claims": claim}.items():
        hidden.add(f"api:{name}", record)
    return exchange


def hide_list(hidden: Hidden, person: Person) -> NameList:
    """A restricted list with its entry and what was decided of it; and on one for all a candidate who is restricted."""
    word = lambda name: hidden.word(f"list{name}")  # noqa: E731
    name_list = received(title=word("title"), notes=word("notes"))
    entry = entered(f"{word('surname')} Ivan", name_list, unit_text=word("unit"), raw=[word("cell")])
    decision = decision_of(entry, note=word("decision"))
    restrict_list(name_list=name_list, reason="synthetic", by=User.objects.system())
    for pages in ("name-lists", "verdicts", "outgoing"):
        hidden.add(pages, name_list, entry)
    open_entry = entered("Vidomyi Petro")
    candidate_of(open_entry, person, features={"surname": {"verdict": hidden.word("listfeature")}})
    known = decision_of(open_entry, verdict="ok", person=person, note=hidden.word("listfinding"))
    for name, record in {"name-lists": name_list, "list-entries": entry, "decisions": decision}.items():
        hidden.add(f"api:{name}", record)
    hidden.add("api:decisions", known)
    for pages in ("name-lists", "verdicts"):
        hidden.add_beside(pages, open_entry.name_list)
    hidden.paths += [f"{open_entry.name_list.get_absolute_url()}decide/{open_entry.pk}/"]
    hidden.paths += [f"/api/v1/list-entries/{open_entry.pk}/candidates/"]
    hidden.add_beside("api:name-lists", open_entry.name_list)
    return name_list


def hide_outgoing(hidden: Hidden, held: Captivity) -> None:
    """A restricted list of ours with somebody on it; and one for all with somebody on it who is restricted."""
    word = lambda name: hidden.word(f"ours{name}")  # noqa: E731
    known = CaptivityFactory(person=PersonFactory(called="Vidomyi Petro"))
    secret = outgoing_list([known], title=word("title"), notes=word("notes"))
    general = outgoing_list([known, held])
    restrict_list(name_list=secret, reason="synthetic", by=User.objects.system())
    unseen = [*secret.entries.all(), *general.entries.filter(captivity=held)]
    hidden.add("outgoing", secret)
    hidden.add("api:name-lists", secret)
    hidden.add("api:list-entries", *unseen)
    hidden.add_beside("outgoing", general)
    hidden.add_beside("api:name-lists", general)
    hidden.add_beside("api:list-entries", *general.entries.filter(captivity=known))


def hide_manifest(hidden: Hidden, held: Captivity, waits: Exchange) -> None:
    """On a manifest for all somebody who is restricted; and somebody who is no secret on that of an embargoed one."""
    known = TransferFactory(exchange=ExchangeFactory(formula="of a manifest", embargo_until=datetime.date(2020, 1, 1)))
    unseen = ManifestEntryFactory(transfer=known, captivity=held, reason=hidden.word("restrictedentry"))
    embargoed = ManifestEntryFactory(transfer=waits.transfers.first(), reason=hidden.word("embargoedentry"))
    seen = ManifestEntryFactory(transfer=known)
    hidden.embargoed |= {embargoed.pk}
    hidden.add("manifests", unseen, embargoed)
    hidden.add("api:manifest-entries", unseen, embargoed)
    hidden.add_beside("exchanges", known.exchange, known)
    hidden.add_beside("manifests", seen)
    hidden.add_beside("api:manifest-entries", seen)


def hide_round(hidden: Hidden) -> Any:
    """A round with its minutes and a proposal made in it; a list for all that was handed over in it."""
    word = lambda name: hidden.word(f"round{name}")  # noqa: E731
    hidden.canaries.add("1975318642")
    held = RoundFactory(
        title=word("title"),
        venue_as_reported=word("venue"),
        agenda=word("agenda"),
        delegations=[{"party": PartyFactory(), "body": word("body"), "members": word("members")}],
    )
    minutes = minutes_of(held, name=f"{word('minutes')}.txt", content=word("content").encode())
    proposal = ProposalFactory(
        title=word("proposal"),
        text=word("text"),
        round=held,
        terms=[{"direction": "to_us", "category": "women", "number": 1975318642}],
    )
    name_list = received(round=held)
    for pages in ("name-lists", "api:name-lists"):
        hidden.add_beside(pages, name_list)
    hidden.add("rounds", held, minutes)
    hidden.add("proposals", proposal)
    for name, record in {"rounds": held, "proposals": proposal}.items():
        hidden.add(f"api:{name}", record)
    return held


def parked(person: Person, note: str) -> Submission:
    """What a client sent about a person who had changed meanwhile."""
    told = {"type": "persons", "record": person.pk, "method": "PATCH", "base_version": 1, "content": {"notes": note}}
    return Submission.objects.create(op_id=new_id(), sent_by=user_with(Role.MACHINE), **told)


def hide_everything() -> Hidden:
    """A restricted person, place, exchange, list and round, and an exchange under embargo."""
    hidden, system = Hidden(), User.objects.system()
    person, held = hide_person(hidden, "restricted")
    dead, missed = hide_person(hidden, "dead")
    restrict_exchange(exchange=hide_after(hidden, missed, hide_list(hidden, person)), reason="synthetic", by=system)
    restrict_person(person=dead, reason="synthetic", by=system)
    hide_outgoing(hidden, held)
    hidden.add("submissions", parked(person, hidden.word("sent")))
    place = PlaceFactory(name_uk=hidden.word("placeuk"), name_en=hidden.word("placeen"), region=hidden.word("region"))
    _touch(hidden, place)
    hidden.add("places", place)
    hidden.add("api:places", place)
    waits = hide_exchange(
        hidden, "embargoed", int(EMBARGOED_NUMBER), embargo_until=None, planned_on=datetime.date(2031, 5, 6)
    )
    hide_manifest(hidden, held, waits)
    restrict_person(person=person, reason=hidden.word("why"), by=system)
    restrict_place(place=place, reason="synthetic", by=system)
    restrict_round(round=hide_round(hidden), reason="synthetic", by=system)
    restrict_exchange(exchange=hide_exchange(hidden, "restricted", 8642097), reason="synthetic", by=system)
    for name in ("parent", "previous_attempt"):
        known = ExchangeFactory(**{name: waits}, embargo_until=datetime.date(2020, 1, 1))
        hidden.add_beside("exchanges", known)
        hidden.add_beside("api:exchanges", known)
    return hidden


def _touch(hidden: Hidden, place: Place) -> None:
    """A person and an exchange that are no secret, in a place that is."""
    person = PersonFactory(called="Vidomyi Petro", identifiers=[{"scheme": "service", "value": "vidomyi"}])
    held = CaptivityFactory(person=person)
    hidden.add("prisoners", detention := record_detention(captivity=held, place=place, by=User.objects.system()))
    hidden.add("api:detentions", detention)
    exchange = ExchangeFactory(formula="known", venue=place, embargo_until=datetime.date(2020, 1, 1))
    transfer = TransferFactory(exchange=exchange, via=place, agreed=3)
    hidden.add_beside("prisoners", person, held, *person.names.all(), *person.identifiers.all())
    hidden.add_beside("exchanges", exchange, transfer)
    for name, record in {"persons": person, "captivities": held, "exchanges": exchange, "transfers": transfer}.items():
        hidden.add_beside(f"api:{name}", record)


def hide_other_unit(hidden: Hidden) -> Any:
    """A unit, and in another one somebody who is not to be seen from there."""
    ours, theirs = UnitFactory(name_en="Ours"), UnitFactory(name_en="Theirs")
    hide_person(hidden, "otherunit", theirs)
    CaptivityFactory(person=PersonFactory(called="Nash Petro"), unit=UnitFactory(parent=ours))
    return ours


def hide_from_client(hidden: Hidden, client: User) -> None:
    """Somebody who is withheld from a machine client."""
    person, _held = hide_person(hidden, "withheld", UnitFactory())
    withhold(person=person, client=client, reason="synthetic", by=User.objects.system())
