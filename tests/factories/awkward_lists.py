"""Lists, hand-overs, stances and requests with every awkward case, told twice: as rows of plain Python, and as records.

made = awkward_lists()           # once for a file of tests (tests/shared.py)
[row for row in ROWS if …]       # an independent answer, without the database
"""

import datetime
from dataclasses import dataclass, field
from typing import Any

from accounts.models import User
from common.partial_dates import PartialDate
from exchanges.enums import COMPLETE, CountStatus, ExchangeStatus, Rest
from exchanges.models import Exchange
from negotiations.domain.answering import answer_list
from negotiations.domain.deciding import undo_decision
from negotiations.domain.proposals import move_proposal
from negotiations.list_enums import EntryState, ListStatus
from negotiations.models import ListEntry, NameList
from prisoners.domain.health import record_health_assessment
from prisoners.domain.restricting import restrict_person
from prisoners.models import Captivity
from tests.factories.approvals import by_two, voided
from tests.factories.decided import entry_of, incoming, moved
from tests.factories.exchanges import ExchangeFactory, TransferFactory, completed_exchange
from tests.factories.lists import decision_of
from tests.factories.manifests import ManifestEntryFactory, approved_manifest, at
from tests.factories.negotiations import ProposalFactory, StanceFactory
from tests.factories.policies import GRAVE, LONG_HELD, WOMEN, in_force
from tests.factories.prisoners import CaptivityFactory, PersonFactory, merged
from tests.factories.records import home, other
from tests.factories.units import BranchFactory, UnitFactory

D = datetime.date
#: The last day of a month, so that everybody may ask.
ON = D(2025, 12, 31)


@dataclass(frozen=True)
class Someone:
    """A captivity. `health` are grades by day, `home` the exchange that ended it, `again` whose second one it is."""

    key: str
    captured: str = "2024-02-01"
    sex: str = "male"
    category: str = "pow"
    basis: str = "contract"
    unit: str = ""
    health: tuple[tuple[str, str], ...] = ()
    home: str = ""
    again: str = ""
    party: str = "UA"
    restricted: bool = False
    merged_into: str = ""


PEOPLE = (
    Someone("grave", health=(("seriously_wounded", "2024-05-01"),), home="first", unit="guard-1"),
    Someone(
        "healed", health=(("seriously_wounded", "2024-03-01"), ("sick", "2024-08-01")), home="first", unit="guard-1"
    ),
    Someone("woman", sex="female", home="first"),
    Someone("twice", home="first"),
    Someone("twice_again", "2024-12-01", again="twice"),
    Someone("woman_later", sex="female", home="second", category="civilian", basis=""),
    Someone("long", "2023-01-01", home="second", unit="guard-1"),
    Someone("recent", "2025-03-01", home="second"),
    Someone("undated", "", home="second"),
    Someone("hidden", sex="female", home="second", restricted=True),
    Someone("held_woman", "2022-05-18", sex="female", unit="guard-1"),
    Someone("held_man", "2025-11-01", basis="mobilised"),
    Someone("held_undated", ""),
    Someone("double", "2022-05-18", sex="female", merged_into="held_woman"),
    Someone("conscript", "2024-08-10", basis="conscript", party="RU", home="first"),
    Someone("conscript_held", "2024-08-11", basis="conscript", party="RU"),
)
PERSON = {each.key: each for each in PEOPLE}
#: Day, persons delivered to us and to them (None: not stated); those who came home are named by PEOPLE.
RETURNS = {"first": ("2024-09-13", 6, 2), "second": ("2025-05-23", None, None)}
NAMELESS = ("2024-12-30", 10, 10)


@dataclass(frozen=True)
class AList:
    """A list that came in; `answered` is one whose answer has gone out."""

    key: str
    received: str
    kind: str = "offer"
    official: bool = True
    claimed: int | None = None
    answered: bool = False
    void: bool = False


LISTS = (
    AList("offer", "2024-07-01", claimed=8),
    AList("request", "2024-07-20", "request", answered=True),
    AList("public", "", "publication", official=False, claimed=630),
    AList("late", "2026-01-05"),
    AList("void", "2024-07-02", void=True),
)


@dataclass(frozen=True)
class Row:
    """An entry of a list: what was decided of it (blank: nothing yet), on whom, and whether their side takes them."""

    list: str
    verdict: str = ""
    who: str = ""
    acceptance: str = "not_asked"
    reason: str = ""
    taken_back: bool = False


ROWS = (
    Row("offer", "ok", "grave", "accepted"),
    Row("offer", "ok", "long", "refused", "combat_value"),
    Row("offer", "civilian", "woman_later", "accepted"),
    Row("offer", "captured_again", "twice_again"),
    Row("offer", "already_returned", "healed"),
    Row("offer", "identity_error"),
    Row("offer", "unknown"),
    Row("offer", "ok", "hidden", "refused", "reputation"),
    Row("offer"),
    Row("offer", "deceased", "undated", taken_back=True),
    Row("request", "ok", "conscript", "accepted"),
    Row("request", "ok", "conscript_held", "refused", "not_a_citizen"),
    Row("request", "not_held", "", "not_asked"),
    Row("public", "ok", "held_woman", "refused", "reputation"),
    Row("public", "duplicate"),
    Row("late", "ok", "held_man", "refused", "other"),
    Row("void", "ok", "held_man", "refused", "other"),
)
LIST = {each.key: each for each in LISTS}


def rows_on(on: datetime.date = ON) -> list[Row]:
    """The rows that count on a day: of lists that had come by then or on an unknown day, none of them voided."""
    came = {each.key for each in LISTS if not each.void and (not each.received or D.fromisoformat(each.received) <= on)}
    return [row for row in ROWS if row.list in came]


def decided_on(on: datetime.date = ON, *, sees_restricted: bool = False) -> list[Row]:
    """Of them, those of which a decision stands that a reader may know of."""
    return [
        row
        for row in rows_on(on)
        if row.verdict and not row.taken_back and (sees_restricted or not (row.who and PERSON[row.who].restricted))
    ]


#: Party, position, direction, what it is about, since and until.
STANCES = (
    ("RU", "refuses", "to_us", {"unit": "guard-1"}, None, None),
    ("RU", "wants", "to_them", {"category": "conscripts"}, D(2024, 7, 1), D(2024, 9, 13)),
    ("RU", "wants", "to_them", {"category": "conscripts"}, D(2024, 9, 13), None),
    ("RU", "when_pressed", "to_them", {"category": "minorities"}, None, None),
    ("UA", "wants", "to_us", {"category": "seriously_wounded"}, D(2024, 1, 1), None),
    ("UA", "wants", "to_us", {"category": "women"}, D(2026, 1, 1), None),
)
#: Made by, made on, kind, status, answered on.
REQUESTS = (
    ("UA", D(2024, 6, 1), "official", "refused", D(2024, 6, 11)),
    ("UA", D(2024, 7, 5), "official", "refused", D(2024, 7, 6)),
    ("UA", D(2025, 12, 1), "official", "accepted", D(2026, 1, 4)),
    ("RU", D(2024, 8, 1), "official", "accepted", D(2024, 8, 4)),
    ("RU", D(2024, 9, 1), "official", "ignored", None),
    ("RU", D(2024, 11, 27), "public", "refused", None),
)
WOUNDED = [{"direction": "to_us", "category": "seriously_wounded", "number": 3}]


@dataclass
class Made:
    """What was made, by the keys of the rows; entries in the order of ROWS."""

    captivities: dict[str, Captivity] = field(default_factory=dict)
    exchanges: dict[str, Exchange] = field(default_factory=dict)
    lists: dict[str, NameList] = field(default_factory=dict)
    entries: list[ListEntry] = field(default_factory=list)


def awkward_lists() -> Made:
    """All of it; a policy in force since 2022, and another one since 2025."""
    made = Made()
    in_force(GRAVE, WOMEN, since="2022-01-01")
    in_force(WOMEN, LONG_HELD, since="2025-01-01")
    unit = UnitFactory(code="guard-1", branch=BranchFactory(code="guard"))
    for each in PEOPLE:
        if not each.again:
            _held(made, each, unit)
    for key, (day, to_us, to_them) in RETURNS.items():
        made.exchanges[key] = _hand_over(made, key, day, to_us, to_them)
    for each in PEOPLE:
        if each.again:
            _held(made, each, unit)
    made.exchanges["nameless"] = completed_exchange(NAMELESS[1], NAMELESS[2], NAMELESS[0])
    for each in LISTS:
        made.lists[each.key] = incoming(
            kind=each.kind,
            official=each.official,
            received_on=each.received or None,
            claimed_size=each.claimed,
            title=each.key,
        )
    for number, row in enumerate(ROWS, start=1):
        made.entries.append(_entry(made, row, number))
    _afterwards(made)
    _spoken(unit)
    return made


def _held(made: Made, each: Someone, unit: Any) -> None:
    side, power = (home(), other()) if each.party == "UA" else (other(), home())
    person = made.captivities[each.again].person if each.again else PersonFactory(party=side, sex=each.sex)
    captivity = CaptivityFactory(
        person=person,
        detaining_power=power,
        captured=PartialDate.parse(each.captured) if each.captured else PartialDate(),
        unit=unit if each.unit else None,
        legal_category=each.category,
        service_basis=each.basis,
    )
    for grade, day in each.health:
        record_health_assessment(
            captivity=captivity, grade=grade, assessed=PartialDate.parse(day), by=User.objects.system()
        )
    made.captivities[each.key] = captivity


def _hand_over(made: Made, key: str, day: str, to_us: int | None, to_them: int | None) -> Exchange:
    exchange = ExchangeFactory(when=PartialDate.parse(day), formula=key)
    for direction, party, number in (("to_us", "UA", to_us), ("to_them", "RU", to_them)):
        status = CountStatus.NOT_STATED if number is None else CountStatus.KNOWN
        transfer = TransferFactory(exchange=exchange, direction=direction, delivered=number, count_status=status)
        for each in PEOPLE:
            if (each.home, each.party) == (key, party):
                ManifestEntryFactory(transfer=transfer, captivity=made.captivities[each.key])
    at(approved_manifest(exchange), ExchangeStatus.UNDER_WAY)
    exchange.refresh_from_db()
    return by_two(COMPLETE, exchange, to=ExchangeStatus.COMPLETED, rest=Rest.EVERYBODY)


def _entry(made: Made, row: Row, number: int) -> ListEntry:
    entry = entry_of(made.lists[row.list], number)
    if row.verdict:
        captivity = made.captivities.get(row.who)
        moved(entry, EntryState.DECIDED)
        decision = decision_of(
            entry,
            verdict=row.verdict,
            captivity=captivity,
            person=captivity.person if captivity else None,
            acceptance=row.acceptance,
            refusal_reason=row.reason,
        )
        if row.taken_back:
            undo_decision(decision=decision, by=User.objects.system())
    return entry


def _afterwards(made: Made) -> None:
    system = User.objects.system()
    for each in PEOPLE:
        person = made.captivities[each.key].person
        person.refresh_from_db()
        if each.merged_into:
            merged(person, into=made.captivities[each.merged_into].person)
        if each.restricted:
            restrict_person(person=person, reason="synthetic", by=system)
    for each in LISTS:
        name_list = made.lists[each.key]
        if each.answered:
            NameList.objects.filter(pk=name_list.pk).update(status=ListStatus.DECIDED)
            name_list.refresh_from_db()
            answer_list(name_list=name_list, by=system, reason="to the other side")
        if each.void:
            voided(name_list, "synthetic")


def _spoken(unit: Any) -> None:
    """Stances and requests."""
    parties = {"UA": home(), "RU": other()}
    for party, position, direction, about, since, until in STANCES:
        told = {"group": "", "since": since, "until": until} | ({"unit": unit} if "unit" in about else about)
        StanceFactory(party=parties[party], position=position, direction=direction, **told)
    for by, made_on, kind, status, answered_on in REQUESTS:
        to = parties["RU" if by == "UA" else "UA"]
        proposal = ProposalFactory(made_by=parties[by], made_to=to, made_on=made_on, kind=kind, terms=WOUNDED)
        move_proposal(proposal=proposal, to=status, by=User.objects.system(), reason="said so", answered_on=answered_on)
