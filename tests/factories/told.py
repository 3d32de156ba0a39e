"""Claims, manifests and setbacks on top of the awkward register, each told as rows of plain Python first."""

import datetime
from dataclasses import dataclass

from accounts.models import User
from common.partial_dates import PartialDate
from exchanges.domain.attempts import try_again
from exchanges.domain.exchanges import move_exchange
from exchanges.domain.manifest.changing import veto
from exchanges.domain.manifest.substituting import substitute
from exchanges.enums import COMPLETE, CountStatus, Direction, ExchangeStatus, Rest
from exchanges.manifest_enums import EntryStatus
from exchanges.models import Exchange, ManifestEntry, SetbackReason, Transfer
from prisoners.domain.restricting import restrict_person
from tests.factories.approvals import by_two, voided
from tests.factories.awkward import Awkward, awkward
from tests.factories.exchanges import ClaimFactory, ExchangeFactory, TransferFactory
from tests.factories.manifests import ManifestEntryFactory, approved_manifest, at, became
from tests.factories.prisoners import CaptivityFactory, PersonFactory
from tests.factories.records import SourceFactory, home, other

S, E = ExchangeStatus, EntryStatus
DAY = datetime.date(2025, 10, 2)
US, THEM = Direction.TO_US, Direction.TO_THEM


@dataclass(frozen=True)
class Said:
    """A claim of one direction of an exchange; `by` is ours, theirs, or a source that speaks for nobody."""

    of: str
    by: str
    number: int | None = None
    percent: int | None = None
    category: str = ""
    axis: str = ""
    way: str = US
    qualifier: str = "="
    measure: str = "delivered"
    partition: bool = False
    void: bool = False


def _parts(of: str, by: str, axis: str, **shares: int) -> list[Said]:
    return [Said(of, by, percent=share, axis=axis, category=name, partition=True) for name, share in shares.items()]


CLAIMS = (
    # 80, 13 and 7 % of 157, and the 20 persons that somebody else said of the 13 %.
    *_parts("formula157", "press", "nationality", russians=80, chechens=13, others=7),
    Said("formula157", "them", 20, axis="nationality", category="chechens"),
    Said("formula157", "press", percent=75, axis="service_basis", category="convicts under contract"),
    # More than the whole, a rest, a whole that is withheld, and thirds that add up but for rounding.
    *_parts("one_for_one", "press", "health", wounded=70, well=40),
    Said("one_for_one", "us", 60, axis="branch", category="army", partition=True),
    Said("one_for_one", "us", 30, axis="branch", category="navy", partition=True),
    Said("withheld", "press", 30, axis="sex", category="men", partition=True),
    Said("stage1", "press", percent=33, axis="rank", category="a", partition=True),
    Said("stage1", "press", percent=33, axis="rank", category="b", partition=True),
    Said("stage1", "press", percent=33, axis="rank", category="c", partition=True),
    # Of the whole: agrees, differs, bounds that allow and that do not, a number that nobody else has, one taken back.
    Said("asymmetric", "us", 40),
    Said("asymmetric", "them", 38),
    Said("one_for_one", "them", 90, qualifier=">="),
    Said("one_for_one", "press", 100, qualifier="<="),
    Said("one_for_one", "press", 90, qualifier="<=", way=THEM),
    Said("half_known", "them", 70, way=THEM),
    Said("withheld", "press", 51),
    Said("month", "press", 99, void=True),
    # Nothing that is said of these is told: one failed, one is nobody's business, one is void.
    Said("derailed", "press", 192, measure="agreed"),
    Said("restricted", "press", 8),
    Said("planned", "us", 12, measure="agreed"),
)


@dataclass(frozen=True)
class Named:
    """Somebody on the manifest of the exchange `named`, and what became of them."""

    key: str
    state: str = "delivered"
    way: str = US
    goes_as: str = "military"
    held_as: str = "pow"
    sex: str = "male"
    basis: str = "contract"
    captured: str = "2022-05-17"
    instead_of: str = ""
    restricted: bool = False


NAMED = (
    Named("soldier"),
    Named("woman", goes_as="civilian", held_as="civilian", sex="female", basis=""),
    Named("sick", goes_as="medical", captured="2025-04-03"),
    Named("nobody_knows", goes_as="other", held_as="undetermined", basis="", captured=""),
    Named("gone", state="substituted", basis="mobilised"),
    Named("came", instead_of="gone", basis="conscript", captured="2024-10-02"),
    Named("vetoed", state="vetoed"),
    Named("absent", state="absent"),
    Named("hidden", restricted=True),
    *(Named(f"their{n}", way=THEM, basis="convict", captured=f"2025-0{n + 1}-20") for n in range(3)),
)
#: Agreed and delivered of the exchange `named`: one of those delivered to us is named by nobody.
AGREED, DELIVERED = {US: 8, THEM: 3}, {US: 7, THEM: 3}


@dataclass
class Told:
    """What was made: exchanges by their keys, entries by whom they name."""

    exchanges: dict[str, Exchange]
    entries: dict[str, ManifestEntry]


def awkward_told() -> Awkward:
    """The awkward register with them."""
    made = awkward()
    told(made)
    return made


def told(register: Awkward) -> Told:
    """The claims, a manifest, an exchange that was tried three times, and one that was postponed and carried out."""
    made = Told(dict(register.exchanges), {})
    made.exchanges["formula157"] = _formula157()
    made.exchanges["named"] = _named(made)
    _tried(made)
    sources = {by: SourceFactory(publisher=f"{by}.example") for by in ("us", "them", "press")}
    for said in CLAIMS:
        _claim(said, made.exchanges[said.of], sources)
    return made


def _claim(said: Said, exchange: Exchange, sources: dict) -> None:
    transfer = Transfer.objects.get(exchange=exchange, direction=said.way)
    party = {"us": home, "them": other}.get(said.by, lambda: None)()
    claim = ClaimFactory(
        transfer=transfer, claimed_by=party, source=sources[said.by], measure=said.measure, number=said.number,
        percent=said.percent, axis=said.axis, category=said.category, qualifier=said.qualifier,
        is_partition=said.partition,
    )  # fmt: skip
    if said.void:
        voided(claim, "synthetic")


def _formula157() -> Exchange:
    exchange = ExchangeFactory(when=PartialDate.parse("2025-11-05"), formula="formula157")
    for way, military, civilian in ((US, 150, 7), (THEM, None, None)):
        number = {US: 157, THEM: 160}[way]
        TransferFactory(
            exchange=exchange, direction=way, delivered=number, agreed=number, count_status=CountStatus.KNOWN,
            delivered_military=military, delivered_civilian=civilian,
        )  # fmt: skip
    return by_two(COMPLETE, exchange, to=S.COMPLETED)


def _named(made: Told) -> Exchange:
    exchange, system = ExchangeFactory(when=PartialDate(DAY, "day"), formula="named"), User.objects.system()
    transfers = {
        way: TransferFactory(
            exchange=exchange, direction=way, agreed=AGREED[way], delivered=DELIVERED[way], count_status="known"
        )
        for way in (US, THEM)
    }
    for each in NAMED:
        captivity = _captive(each)
        if each.instead_of:
            why = {"reason": "they demanded it", "demanded_by": other(), "by": system}
            entry = made.entries[each.instead_of]
            made.entries[each.key] = substitute(manifest_entry=entry, captivity=captivity, **why)
        else:
            entry = ManifestEntryFactory(transfer=transfers[each.way], captivity=captivity, category=each.goes_as)
            made.entries[each.key] = entry
    veto(exchange=exchange, entries=[made.entries["vetoed"]], reason="synthetic", by=system)
    at(approved_manifest(exchange), S.UNDER_WAY)
    for each in NAMED:
        entry = made.entries[each.key]
        entry.refresh_from_db()
        if each.state in (E.DELIVERED, E.ABSENT):
            became(entry, each.state, DAY if each.state == E.DELIVERED else None)
    exchange.refresh_from_db()
    exchange = by_two(COMPLETE, exchange, to=S.COMPLETED, rest=Rest.MARKED)
    for each in NAMED:
        if each.restricted:
            restrict_person(person=made.entries[each.key].captivity.person, reason="synthetic", by=system)
    return exchange


def _captive(each: Named):
    side, power = (home(), other()) if each.way == US else (other(), home())
    captured = PartialDate.parse(each.captured) if each.captured else PartialDate()
    return CaptivityFactory(
        person=PersonFactory(party=side, sex=each.sex), detaining_power=power, captured=captured,
        legal_category=each.held_as, service_basis=each.basis,
    )  # fmt: skip


def _tried(made: Told) -> None:
    """Derailed, tried again and cancelled, tried again and carried out; and one postponed twice and carried out."""
    system = User.objects.system()
    demand, lost = (SetbackReason.objects.get(code=code) for code in ("category-demand", "transport-loss"))
    first = _planned("tried")
    failed = move_exchange(exchange=first, to=S.DERAILED, reason="synthetic", setback_reason=demand, by=system)
    second = try_again(exchange=failed, planned_on=datetime.date(2025, 11, 10), by=system).exchange
    second = move_exchange(exchange=second, to=S.CANCELLED, reason="synthetic", by=system)
    third = try_again(exchange=second, planned_on=datetime.date(2025, 11, 20), by=system).exchange
    late = _planned("late")
    for reason in (demand, lost):
        put_off = move_exchange(exchange=late, to=S.POSTPONED, reason="synthetic", setback_reason=reason, by=system)
        late = move_exchange(exchange=put_off, to=S.SCHEDULED, by=system)
    for key, exchange, day in (("third", third, "2025-11-21"), ("late", late, "2025-11-25")):
        Exchange.objects.filter(pk=exchange.pk).update(date=day, date_precision="day")
        made.exchanges[key] = _carried_out(exchange)
    made.exchanges |= {"first": first, "second": second}


def _planned(formula: str) -> Exchange:
    exchange = ExchangeFactory(planned_on=datetime.date(2025, 11, 1), formula=formula)
    for way in (US, THEM):
        TransferFactory(exchange=exchange, direction=way, agreed=50)
    return at(exchange, S.AGREED)


def _carried_out(exchange: Exchange) -> Exchange:
    exchange.refresh_from_db()
    Transfer.objects.filter(exchange=exchange).update(delivered=50, count_status=CountStatus.KNOWN)
    return by_two(COMPLETE, at(exchange, S.UNDER_WAY), to=S.COMPLETED)
