"""The entries of a list as they are looked for, and what was found of them written down, some at a time."""

import re
import uuid
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from itertools import islice

import orjson
from django.db import connection
from django.db.models import QuerySet

from accounts.models import User
from audit.verbs import acting
from common.ids import new_id
from negotiations.domain.matching.finding import find
from negotiations.domain.matching.guarding import Families
from negotiations.domain.matching.judging import Judged
from negotiations.domain.matching.repeating import repeats
from negotiations.domain.matching.sought import NOT_DECIDED, Sought
from negotiations.list_enums import Band, EntryState
from negotiations.models import ListEntry, NameList
from negotiations.queries.called_units import CalledUnits
from negotiations.queries.earlier import decided_before
from prisoners.domain.matching import FullName
from prisoners.domain.persons import value_key

VERB = "negotiations.propose_candidates"
#: Entries that are looked for together and written in one transaction: a worker holds the candidates of so many.
CHUNK = 1_000
#: Chunks that are looked for side by side: while Postgres has one, Python has the other.
FINDERS = 2

_NUMBER = re.compile(r"(?=(?:\D*\d){4})[\w\-/№ ]{6,40}")
_DATE = re.compile(r"\s*\d{1,4}[./\- ]\d{1,2}[./\- ]\d{1,4}\D*")
_BETWEEN = re.compile(r"[;,/]")

#: What an earlier comparison found and this one does not keeps its row, with rank 0: rows are never deleted.
_SET_ASIDE = "UPDATE negotiations_candidate SET rank = 0 WHERE entry_id = ANY(%s) AND rank > 0"
_FOUND = """
    INSERT INTO negotiations_candidate (id, entry_id, person_id, captivity_id, score, rank, band, features, guard)
    SELECT f.id, f.entry, f.person, p.latest_captivity_id, f.score, f.rank, f.band, f.features, f.guard
    FROM jsonb_to_recordset(%s::jsonb)
         AS f (id uuid, entry uuid, person uuid, score int, rank int, band text, features jsonb, guard text)
    JOIN prisoners_person p ON p.id = f.person
    ON CONFLICT (entry_id, person_id) DO UPDATE SET
        captivity_id = excluded.captivity_id, score = excluded.score, rank = excluded.rank, band = excluded.band,
        features = excluded.features, guard = excluded.guard
"""
#: A state is seen by everybody who sees the list: a candidate who is restricted makes no difference to it.
_SETTLED = f"""
    UPDATE negotiations_listentry e SET state = f.state, same_as_id = f.same_as
    FROM (
        SELECT r.entry, r.same_as, CASE WHEN EXISTS (
            SELECT FROM negotiations_candidate c JOIN prisoners_person p ON p.id = c.person_id
            WHERE c.entry_id = r.entry AND c.rank > 0 AND NOT p.restricted
        ) THEN '{EntryState.MATCHED}' ELSE '{EntryState.UNMATCHED}' END AS state
        FROM jsonb_to_recordset(%s::jsonb) AS r (entry uuid, same_as uuid)
    ) f
    WHERE e.id = f.entry AND e.state <> 'decided' AND (e.state <> f.state OR e.same_as_id IS DISTINCT FROM f.same_as)
"""  # noqa: S608
#: Of several rows that are certainly one person, each repeats the first; that too is seen by everybody.
_REPEATED = f"""
    WITH certain AS (
        SELECT e.id, e.same_as_id, first_value(e.id) OVER (PARTITION BY c.person_id ORDER BY e.row_number) AS first
        FROM negotiations_candidate c JOIN negotiations_listentry e ON e.id = c.entry_id
        JOIN prisoners_person p ON p.id = c.person_id AND NOT p.restricted
        WHERE e.name_list_id = %s AND e.voided_at IS NULL AND c.rank = 1 AND c.band = '{Band.CERTAIN}'
    )
    UPDATE negotiations_listentry e SET same_as_id = c.first FROM certain c
    WHERE c.id = e.id AND c.first <> e.id AND c.same_as_id IS NULL AND e.state <> 'decided'
"""  # noqa: S608


def propose(name_list: NameList, *, progress: Callable[[int, int], None]) -> None:
    """Find candidates for the entries of a list that are not decided; called again, it goes on where it ended.

    Where every entry was compared before, all that are not decided are compared anew. Each chunk is a transaction, and
    `progress(done, total)` its last statement: it raises LostLease where another worker has the list by now, and the
    chunk is undone.
    """
    everybody = [_sought(*row) for row in _rows(name_list.entries.standing(), CalledUnits())]
    families, same = Families(everybody), repeats(everybody)
    undecided = name_list.entries.standing().exclude(state=EntryState.DECIDED)
    waiting = undecided.filter(state=EntryState.RECEIVED)
    keys = set((waiting if waiting.exists() else undecided).values_list("pk", flat=True))
    done = 0
    for chunk, found in _found([each for each in everybody if each.key in keys], families):
        done += len(chunk)
        with acting(by=User.objects.system(), verb_name=VERB):
            _write(chunk, found, same)
            progress(done, len(keys))
    with acting(by=User.objects.system(), verb_name=VERB), connection.cursor() as cursor:
        cursor.execute(_REPEATED, [name_list.pk])
        progress(done, len(keys))


def _found(entries: Sequence[Sought], families: Families) -> Iterator[tuple[Sequence[Sought], list[list[Judged]]]]:
    """Chunks with their candidates, in order; those to come are looked for while one is written.

    One after the other inside somebody's transaction, of which another connection would see nothing.
    """
    chunks = [entries[start : start + CHUNK] for start in range(0, len(entries), CHUNK)]
    if len(chunks) < 2 or connection.in_atomic_block:
        yield from ((chunk, _find(chunk, families)) for chunk in chunks)
        return
    with ThreadPoolExecutor(max_workers=FINDERS) as finders:
        waiting = iter(chunks)
        coming = deque((chunk, finders.submit(_found_apart, chunk, families)) for chunk in islice(waiting, FINDERS))
        while coming:
            chunk, found = coming.popleft()
            yield chunk, found.result()
            coming.extend((more, finders.submit(_found_apart, more, families)) for more in islice(waiting, 1))


def _found_apart(chunk: Sequence[Sought], families: Families) -> list[list[Judged]]:
    try:
        return _find(chunk, families)
    finally:
        connection.close()


def _find(chunk: Sequence[Sought], families: Families) -> list[list[Judged]]:
    return find(_remembered(chunk), families)


def _rows(entries: QuerySet[ListEntry], units: CalledUnits) -> Iterator[tuple[ListEntry, frozenset[uuid.UUID]]]:
    wanted = ("surname", "given_name", "patronymic", "born_on", "born_on_precision", "sex", "unit_text", "place_text")
    for entry in entries.only("name_list", "raw", *wanted).order_by("row_number").iterator(chunk_size=CHUNK):
        yield entry, units.of(entry.unit_text)


def _sought(entry: ListEntry, units: frozenset[uuid.UUID]) -> Sought:
    places = [entry.place_text, *_BETWEEN.split(entry.place_text)]
    return Sought(
        key=entry.pk,
        name=FullName(entry.surname, entry.given_name, entry.patronymic),
        born=entry.born,
        sex=entry.sex,
        units=units,
        places=tuple(dict.fromkeys(place.strip() for place in places if place.strip())),
        numbers=frozenset(_numbers(entry.raw)),
    )


def _numbers(cells: Iterable[object]) -> Iterator[str]:
    """Keys of whatever in a row may be a person's number; a date is none."""
    for cell in map(str, cells):
        if _NUMBER.fullmatch(cell.strip()) and not _DATE.fullmatch(cell):
            yield value_key(cell)


def _remembered(chunk: Sequence[Sought]) -> list[Sought]:
    """The entries with what was decided of the same name and birth date on an earlier list."""
    decided = decided_before([each.key for each in chunk])
    return [replace(each, decided=decided.get(each.key, NOT_DECIDED)) for each in chunk]


def _write(chunk: Sequence[Sought], found: Sequence[Sequence[Judged]], same: dict) -> None:
    pairs = list(zip(chunk, found, strict=True))
    candidates = [_row(sought, judged, rank) for sought, best in pairs for rank, judged in enumerate(best, 1)]
    settled = [{"entry": sought.key, "same_as": same.get(sought.key)} for sought in chunk]
    with connection.cursor() as cursor:
        cursor.execute(_SET_ASIDE, [[sought.key for sought in chunk]])
        cursor.execute(_FOUND, [orjson.dumps(candidates).decode()])
        cursor.execute(_SETTLED, [orjson.dumps(settled).decode()])


def _row(sought: Sought, judged: Judged, rank: int) -> dict[str, object]:
    return {
        "id": new_id(),
        "entry": sought.key,
        "person": judged.person,
        "score": judged.score,
        "rank": rank,
        "band": judged.band,
        "features": judged.as_data(),
        "guard": judged.guard,
    }
