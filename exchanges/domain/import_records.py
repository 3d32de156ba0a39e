"""The records that rows of the public record become: built in memory, written by one statement a table."""

import uuid
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from common.bulk import copy_in
from common.ids import new_id
from exchanges.domain.import_rows import Judged, Known
from exchanges.domain.public_record import RUSSIA, UKRAINE, PublicRow, Side
from exchanges.domain.public_record.labels import parent_label
from exchanges.enums import Axis, Direction, ExchangeStatus, Measure
from exchanges.models import Claim, Exchange, Mediation, Ordinal, ProgrammeBooking, Transfer
from sources.enums import Credibility, Reliability, SourceKind
from sources.models import Source
from units.models import Party

#: How far a source is trusted, by the confidence that the record gives its row (docs/import.md).
TRUST = {
    "high": (Reliability.B, Credibility.PROBABLE),
    "medium": (Reliability.C, Credibility.POSSIBLE),
    "low": (Reliability.D, Credibility.DOUBTFUL),
    "": (Reliability.F, Credibility.UNKNOWN),
}
#: In the order in which they are written.
MODELS = (Source, Exchange, Transfer, Claim, Ordinal, Mediation, ProgrammeBooking)
Values = dict[str, Any]


@dataclass
class Records:
    """Everything that an import writes: rows by table, and what is told of them afterwards."""

    rows: dict[type, list[Values]] = field(default_factory=lambda: {model: [] for model in MODELS})
    ends: dict[ExchangeStatus, list[uuid.UUID]] = field(default_factory=dict)
    #: The exchange of each row that is created, by the number of the row.
    exchange_of: dict[int, uuid.UUID] = field(default_factory=dict)
    parents: list[uuid.UUID] = field(default_factory=list)

    def add(self, model: type, **values: Any) -> uuid.UUID:
        """One more row; returns its key."""
        self.rows[model].append({"id": new_id(), **values})
        return self.rows[model][-1]["id"]

    @property
    def sources(self) -> list[uuid.UUID]:
        return [source["id"] for source in self.rows[Source]]

    def write(self) -> None:
        """Write everything, one statement a table. An exchange begins as a draft."""
        for model in MODELS:
            copy_in(model, self.rows[model])

    def end(self) -> None:
        """Let each exchange be what it became, one statement a state, once the import says that it brought it."""
        for status, ended in self.ends.items():
            Exchange.objects.filter(pk__in=ended).update(status=status)


def build(rows: Iterable[Judged], known: Known) -> Records:
    """The records of these rows, not yet written. A row is an exchange, or a stage of the one with its ordinal."""
    return _Builder(list(rows), known).built()


class _Builder:
    def __init__(self, rows: list[Judged], known: Known) -> None:
        self.rows, self.known, self.records = rows, known, Records()
        self.source_of = self._sources()
        self.shared = Counter(row.said.ordinal for row in rows)
        self.parent_of = self._standing_parents()

    def built(self) -> Records:
        for row in self.rows:
            exchange = self._exchange(row.said)
            self.records.exchange_of[row.row_no] = exchange
            self._numbered(exchange, row.said)
            for party in {self._party(name) for name in row.said.mediators}:
                self.records.add(Mediation, exchange_id=exchange, mediator_id=party.pk)
            for side in row.said.sides:
                self._transfer(exchange, row.said, side)
        return self.records

    def _sources(self) -> dict[str, uuid.UUID]:
        """The source of each address: the one registered, else a new one as far to be trusted as its weakest row."""
        said_of: dict[str, list[PublicRow]] = {}
        for row in self.rows:
            said_of.setdefault(row.said.url, []).append(row.said)
        found = dict(Source.objects.standing().filter(url__in=said_of).values_list("url", "pk"))
        new = {url: self.records.add(Source, **_source(url, said)) for url, said in said_of.items() if url not in found}
        return found | new

    def _standing_parents(self) -> dict[int, uuid.UUID]:
        """Numbered exchanges that consist of stages already, by the ordinal that Ukraine gave them."""
        ordinals = Ordinal.objects.standing().filter(
            value__in=[value for value in self.shared if value],
            counted_by=self._party(UKRAINE),
            exchange__voided_at=None,
            exchange__parent=None,
            exchange__stages__voided_at=None,
            exchange__stages__isnull=False,
        )
        return dict(ordinals.values_list("value", "exchange"))

    def _exchange(self, said: PublicRow) -> uuid.UUID:
        values: Values = {
            "kind": said.kind,
            "formula": said.label,
            "counted_in_format": said.counted_in_format,
            "stage_no": said.stage_no,
            "venue_as_reported": said.venue,
            "notes": _notes(said),
            "parent_id": self._parent(said),
        }
        if said.is_derailed:
            setback = self.known.setbacks.get(said.setback)
            values |= {"planned_on": said.when.date, "status_note": said.label}
            values |= {"setback_reason_id": setback and setback.pk}
        else:
            values |= _dated(said)
        return self._ended(said.status, **values)

    def _ended(self, status: ExchangeStatus, **values: Any) -> uuid.UUID:
        exchange = self.records.add(Exchange, **values)
        self.records.ends.setdefault(status, []).append(exchange)
        return exchange

    def _parent(self, said: PublicRow) -> uuid.UUID | None:
        """The exchange above a stage. Rows are stages when their label says so, or when they share an ordinal."""
        if said.ordinal is None or said.is_derailed:
            return None
        if not (said.says_stage or self.shared[said.ordinal] > 1 or said.ordinal in self.parent_of):
            return None
        if said.ordinal not in self.parent_of:
            above = {"kind": said.kind, "formula": parent_label(said.label), **_dated(said)}
            parent = self._ended(ExchangeStatus.COMPLETED, **above)
            self.parent_of[said.ordinal] = parent
            self.records.parents.append(parent)
            self._numbered(parent, said)
        return self.parent_of[said.ordinal]

    def _numbered(self, exchange: uuid.UUID, said: PublicRow) -> None:
        if said.ordinal:
            told = {"counted_by_id": self._party(UKRAINE).pk, "source_id": self.source_of[said.url]}
            self.records.add(Ordinal, exchange_id=exchange, value=said.ordinal, **told)
        for code in said.programmes:
            if programme := self.known.programmes.get(code):
                self.records.add(ProgrammeBooking, exchange_id=exchange, programme_id=programme.pk)

    def _transfer(self, exchange: uuid.UUID, said: PublicRow, side: Side) -> None:
        taker, giver = self._party(side.to), self._party(RUSSIA if side.to == UKRAINE else UKRAINE)
        transfer = self.records.add(
            Transfer,
            exchange_id=exchange,
            direction=Direction.TO_US if taker.is_home else Direction.TO_THEM,
            from_party_id=giver.pk,
            to_party_id=taker.pk,
            agreed=side.agreed,
            delivered=side.delivered,
            delivered_military=side.military,
            delivered_civilian=side.civilian,
            count_status=side.count_status,
            composition=side.composition,
        )
        source = {"source_id": self.source_of[said.url], "quote": said.quote}
        for figure in _figures(side):
            self.records.add(Claim, transfer_id=transfer, adopted=True, **source, **figure)

    def _party(self, name: str) -> Party:
        return self.known.parties[name.casefold()]


def _figures(side: Side) -> Iterator[Values]:
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


def _source(url: str, said: list[PublicRow]) -> Values:
    reliability, credibility = max((TRUST[row.confidence] for row in said), key=lambda trust: trust[1])
    return {
        "kind": SourceKind.PRESS,
        "title": url.partition("://")[2].removeprefix("www.")[:300],
        "publisher": said[0].publisher[:200],
        "url": url,
        "quote": "\n".join(dict.fromkeys(row.quote for row in said if row.quote)),
        "reliability": reliability,
        "credibility": credibility,
    }


def _dated(said: PublicRow) -> Values:
    return {"date": said.when.date, "date_precision": said.when.precision}


def _notes(said: PublicRow) -> str:
    """The notes as they came. Where no figure and no ordinal carries the source, the notes do."""
    carried = said.ordinal or any(True for side in said.sides for _figure in _figures(side))
    return said.notes if carried else f"{said.notes}\n{said.url}".strip()
