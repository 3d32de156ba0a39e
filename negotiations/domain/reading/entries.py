"""Rows of a file made entries of its list: each kept as it came and read as far as it goes; none is left out."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Max

from audit.verbs import acting
from common import clock
from common.bulk import copy_in
from common.names import keys_of, script_of, split_name
from common.partial_dates import PartialDate
from negotiations.domain.reading.fields import TEXTS
from negotiations.domain.reading.tables import table_of
from negotiations.list_enums import Script
from negotiations.models import ListEntry, Reconciliation
from prisoners.domain.importing.cells import bare, read_choice
from prisoners.domain.importing.dates import read_date
from prisoners.domain.importing.known import Known
from prisoners.domain.importing.names import Called, read_full_name, read_parts
from prisoners.domain.importing.problems import CellRefused
from prisoners.domain.importing.words import is_unknown, plain

Values = dict[str, Any]
LONGEST, LONGEST_PART = 300, 100
VERB = "negotiations.enter_list"


def make_entries(work: Reconciliation, progress: Callable[[int, int], None]) -> None:
    """Enter the rows that are not entered yet, a chunk a transaction. Raises LostLease, ListRefused."""
    name_list = work.name_list
    after = name_list.entries.aggregate(last=Max("row_number"))["last"] or 0
    rows = [row for row in table_of(name_list.file).rows_from(work.first_row) if row[0] > after]
    reader = EntryReader(work.mapping.get("fields", {}), work.mapping.get("order", "auto"), name_list.side_id)
    done = name_list.entries.count()
    total = done + len(rows)
    for chunk in _chunks(rows):
        entries = [{"name_list_id": name_list.pk, **reader.read(number, cells)} for number, cells in chunk]
        done += len(chunk)
        with transaction.atomic(), acting(by=work.asked_by, verb_name=VERB):
            copy_in(ListEntry, entries)
            progress(done, total)


def _chunks(rows: Iterable[tuple[int, Sequence[str]]]) -> Iterator[list]:
    rows = iter(rows)
    while chunk := list(islice(rows, settings.IMPORT_CHUNK)):
        yield chunk


class EntryReader:
    """Reads rows of one list. What cannot be read of a row is said of it, and the row is entered all the same."""

    def __init__(self, columns: Mapping[str, Sequence[int]], order: str, side: Any = None) -> None:
        self.columns, self.order, self.side = columns, order, side
        self.known, self.this_year = Known(), clock.today().year

    def read(self, number: int, cells: Sequence[str]) -> Values:
        """The values of an entry."""
        problems: list[Values] = []
        said = {key: text for key in self.columns if (text := self._text(key, cells, problems))}
        values = {"row_number": number, "raw": _kept(cells), **self._name(said, problems)}
        values |= self._born(said, problems) | self._sex(said, problems) | self._side(said, problems)
        for column, keys in TEXTS.items():
            text = "; ".join(said[key] for key in keys if key in said)
            values[column] = text if column == "note" else _cut(text, LONGEST, column, problems)
        return values | {"problems": problems}

    def _text(self, key: str, cells: Sequence[str], problems: list[Values]) -> str:
        texts = (cells[at].strip() for at in self.columns[key] if at < len(cells))
        try:
            said = [bare(text) for text in texts if text]
        except CellRefused as refused:
            problems.append(_problem(refused.code, key, refused.params))
            return ""
        return "; ".join(" ".join(text.split()) for text in said if not is_unknown(text))

    def _name(self, said: Values, problems: list[Values]) -> Values:
        parts = [said.get(part, "") for part in ("surname", "given_name", "patronymic")]
        written = said.get("full_name") or " ".join(filter(None, parts))
        if not written:
            problems.append(_problem("no_name"))
            return {}
        try:
            called = read_full_name(written, self.order) if "full_name" in said else Called((read_parts(*parts),))
        except CellRefused as refused:
            problems.append(_problem(refused.code, "full_name", refused.params))
            return self._as_it_stands(written, parts if any(parts) else None, problems)
        if not called.names:
            problems.append(_problem("no_name"))
            return {"name_as_written": _cut(written, LONGEST, "full_name", problems)}
        name = called.names[0]
        if not name.given_name:
            problems.append(_problem("name_alone", "full_name"))
        return self._named(written, (name.surname, name.given_name, name.patronymic), problems)

    def _as_it_stands(self, written: str, parts: Sequence[str] | None, problems: list[Values]) -> Values:
        """A name that no rule takes apart: it is looked for all the same, as it stands."""
        split = split_name("".join(sign for sign in written if sign.isalpha() or sign in " -'’ʼ.,"), self.order)
        return self._named(written, [part[:LONGEST_PART] for part in parts or split], problems)

    def _named(self, written: str, parts: Sequence[str], problems: list[Values]) -> Values:
        keys = keys_of(*parts)
        found = script_of(" ".join(parts))
        return {
            "name_as_written": _cut(written, LONGEST, "full_name", problems),
            **dict(zip(("surname", "given_name", "patronymic"), parts, strict=True)),
            "surname_key": keys.surname_key[:LONGEST_PART],
            "given_key": keys.given_key[:LONGEST_PART],
            "patronymic_key": keys.patronymic_key[:LONGEST_PART],
            "folded": keys.folded[:LONGEST],
            "script": found if found in Script.values else Script.OTHER.value,
        }

    def _born(self, said: Values, problems: list[Values]) -> Values:
        date = PartialDate()
        if text := said.get("born"):
            try:
                date, told = read_date(text, self.this_year, born=True)
                problems += [_problem(code, "born", params) for code, params in told]
            except CellRefused as refused:
                problems.append(_problem(refused.code, "born", refused.params))
        return {"born_on": date.date, "born_on_precision": date.precision.value}

    def _sex(self, said: Values, problems: list[Values]) -> Values:
        try:
            return {"sex": read_choice("sex", said["sex"]) or "unknown"} if "sex" in said else {}
        except CellRefused as refused:
            problems.append(_problem(refused.code, "sex", refused.params))
            return {}

    def _side(self, said: Values, problems: list[Values]) -> Values:
        if not (text := said.get("party")):
            return {"side_id": self.side}
        party = self.known.parties.get(plain(text))
        if party is None:
            problems.append(_problem("side_unknown", "party", {"value": text[:80]}))
        return {"side_id": party.pk if party else self.side}


def _kept(cells: Sequence[str]) -> list[str]:
    """A row as it came, without the empty cells behind it; Postgres takes no zero byte."""
    kept = [cell.replace("\x00", "␀") for cell in cells]
    while kept and not kept[-1].strip():
        kept.pop()
    return kept


def _cut(text: str, limit: int, column: str, problems: list[Values]) -> str:
    if len(text) > limit:
        problems.append(_problem("cut", column, {"limit": limit}))
    return text[:limit]


def _problem(code: str, column: str = "", params: Mapping[str, Any] | None = None) -> Values:
    return {"code": code, "column": column, "params": dict(params or {})}
