"""The records that rows of the public record become: built in memory, written by one statement a table."""

import uuid
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from common.ids import new_id
from exchanges.domain.import_rows import Judged, Known
from exchanges.domain.public_record import RUSSIA, UKRAINE, PublicRow, Side
from exchanges.domain.public_record.labels import parent_label
from exchanges.enums import Axis, Direction, ExchangeKind, ExchangeStatus, Measure
from exchanges.models import Claim, Exchange, Mediation, Ordinal, ProgrammeBooking, Transfer
from sources.enums import Credibility, Reliability, SourceKind
from sources.models import Source

#: How far a source is trusted, by the confidence that the record gives its row (docs/import.md).
TRUST = {
    "high": (Reliability.B, Credibility.PROBABLE),
    "medium": (Reliability.C, Credibility.POSSIBLE),
    "low": (Reliability.D, Credibility.DOUBTFUL),
    "": (Reliability.F, Credibility.UNKNOWN),
}


@dataclass
class Records:
    """Everything that an import writes. `exchange_of` is the exchange of each row that is created."""

    sources: list[Source] = field(default_factory=list)
    parents: list[Exchange] = field(default_factory=list)
    exchanges: list[tuple[Exchange, ExchangeStatus]] = field(default_factory=list)
    parts: dict[type, list[Any]] = field(default_factory=dict)
    exchange_of: dict[int, uuid.UUID] = field(default_factory=dict)

    def add(self, record: Any) -> None:
        self.parts.setdefault(type(record), []).append(record)

    def write(self) -> None:
        """Write everything, one statement a table. An exchange begins as a draft; one update a state ends it."""
        ends = [*((parent, ExchangeStatus.COMPLETED) for parent in self.parents), *self.exchanges]
        Source.objects.bulk_create(self.sources)
        Exchange.objects.bulk_create([exchange for exchange, _status in ends])
        for model in (Transfer, Claim, Ordinal, Mediation, ProgrammeBooking):
            model.objects.bulk_create(self.parts.get(model, []))
        for status in (ExchangeStatus.COMPLETED, ExchangeStatus.DERAILED):
            ended = [exchange.pk for exchange, end in ends if end == status]
            Exchange.objects.filter(pk__in=ended).update(status=status)


def build(rows: Iterable[Judged], known: Known) -> Records:
    """The records of these rows, not yet written. A row is an exchange, or a stage of the one with its ordinal."""
    return _Builder(list(rows), known).built()


class _Builder:
    def __init__(self, rows: list[Judged], known: Known) -> None:
        self.rows, self.known, self.records = rows, known, Records()
        self.sources = self._sources()
        self.shared = Counter(row.said.ordinal for row in rows)
        self.parent_of = self._standing_parents()

    def built(self) -> Records:
        for row in self.rows:
            exchange = self._exchange(row.said)
            self.records.exchanges.append((exchange, row.said.status))
            self.records.exchange_of[row.row_no] = exchange.pk
            self._belongings(exchange, row.said)
            for side in row.said.sides:
                self._transfer(exchange, row.said, side)
        return self.records

    def _sources(self) -> dict[str, Source]:
        """The source of each address: the one registered, else a new one as far to be trusted as its weakest row."""
        said_of: dict[str, list[PublicRow]] = {}
        for row in self.rows:
            said_of.setdefault(row.said.url, []).append(row.said)
        found = {source.url: source for source in Source.objects.standing().filter(url__in=said_of)}
        for url, said in said_of.items():
            if url not in found:
                found[url] = _source(url, said)
                self.records.sources.append(found[url])
        return found

    def _standing_parents(self) -> dict[int, Exchange]:
        """Numbered exchanges that consist of stages already, by the ordinal that Ukraine gave them."""
        ordinals = Ordinal.objects.standing().filter(
            value__in=[value for value in self.shared if value],
            counted_by=self._party(UKRAINE),
            exchange__voided_at=None,
            exchange__parent=None,
            exchange__stages__voided_at=None,
            exchange__stages__isnull=False,
        )
        return {ordinal.value: ordinal.exchange for ordinal in ordinals.select_related("exchange")}

    def _exchange(self, said: PublicRow) -> Exchange:
        exchange = Exchange(
            id=new_id(),
            kind=said.kind,
            formula=said.label,
            counted_in_format=said.counted_in_format,
            stage_no=said.stage_no,
            venue_as_reported=said.venue,
            notes=_notes(said),
            parent=self._parent(said),
        )
        if said.is_derailed:
            exchange.planned_on, exchange.status_note = said.when.date, said.label
            exchange.setback_reason = self.known.setbacks.get(said.setback)
        else:
            exchange.when = said.when
        return exchange

    def _parent(self, said: PublicRow) -> Exchange | None:
        """The exchange above a stage. Rows are stages when their label says so, or when they share an ordinal."""
        if said.ordinal is None or said.is_derailed:
            return None
        if not (said.says_stage or self.shared[said.ordinal] > 1 or said.ordinal in self.parent_of):
            return None
        if said.ordinal not in self.parent_of:
            parent = Exchange(id=new_id(), kind=ExchangeKind.NEGOTIATED, formula=parent_label(said.label))
            parent.when = said.when
            self.parent_of[said.ordinal] = parent
            self.records.parents.append(parent)
            self._numbered(parent, said)
        return self.parent_of[said.ordinal]

    def _numbered(self, exchange: Exchange, said: PublicRow) -> None:
        if said.ordinal:
            counted_by, source = self._party(UKRAINE), self.sources[said.url]
            self.records.add(Ordinal(exchange=exchange, value=said.ordinal, counted_by=counted_by, source=source))
        for code in said.programmes:
            if programme := self.known.programmes.get(code):
                self.records.add(ProgrammeBooking(exchange=exchange, programme=programme))

    def _belongings(self, exchange: Exchange, said: PublicRow) -> None:
        self._numbered(exchange, said)
        for party in {self._party(name).pk: self._party(name) for name in said.mediators}.values():
            self.records.add(Mediation(exchange=exchange, mediator=party))

    def _transfer(self, exchange: Exchange, said: PublicRow, side: Side) -> None:
        taker = self._party(side.to)
        giver = self._party(RUSSIA if side.to == UKRAINE else UKRAINE)
        transfer = Transfer(
            id=new_id(),
            exchange=exchange,
            direction=Direction.TO_US if taker.is_home else Direction.TO_THEM,
            from_party=giver,
            to_party=taker,
            agreed=side.agreed,
            delivered=side.delivered,
            delivered_military=side.military,
            delivered_civilian=side.civilian,
            count_status=side.count_status,
            composition=side.composition,
        )
        self.records.add(transfer)
        for figure in _figures(side):
            self.records.add(
                Claim(transfer=transfer, source=self.sources[said.url], quote=said.quote, adopted=True, **figure)
            )

    def _party(self, name: str) -> Any:
        return self.known.parties[name.casefold()]


def _figures(side: Side) -> Iterable[dict[str, Any]]:
    """Each number that a row gives for a side, as what a claim counts."""
    whole = (side.military or 0) + (side.civilian or 0) == side.delivered
    if side.agreed is not None:
        yield {"measure": Measure.AGREED, "number": side.agreed}
    if side.delivered is not None:
        yield {"measure": Measure.DELIVERED, "number": side.delivered}
    for category, number in (("military", side.military), ("civilian", side.civilian)):
        if number is not None:
            part = {"axis": Axis.STATUS, "category": category, "is_partition": whole}
            yield {"measure": Measure.DELIVERED, "number": number, **part}


def _source(url: str, said: list[PublicRow]) -> Source:
    reliability, credibility = max((TRUST[row.confidence] for row in said), key=lambda trust: trust[1])
    return Source(
        id=new_id(),
        kind=SourceKind.PRESS,
        title=url.partition("://")[2].removeprefix("www.")[:300],
        publisher=said[0].publisher[:200],
        url=url,
        quote="\n".join(dict.fromkeys(row.quote for row in said if row.quote)),
        reliability=reliability,
        credibility=credibility,
    )


def _notes(said: PublicRow) -> str:
    """The notes as they came. Where no figure and no ordinal carries the source, the notes do."""
    carried = said.ordinal or any(True for side in said.sides for _figure in _figures(side))
    return said.notes if carried else f"{said.notes}\n{said.url}".strip()
