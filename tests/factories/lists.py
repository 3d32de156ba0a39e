"""Lists of names for tests, at each step, and files of them."""

import csv
import io
from typing import Any

from accounts.models import User
from common.ids import new_id
from common.names import keys_of, split_name
from negotiations.domain import work
from negotiations.domain.lists import receive_list
from negotiations.models import Candidate, Decision, ListEntry, NameList, Reconciliation
from prisoners.models import Person
from tests.factories.records import home, other

HEADER = ("№", "ПІБ", "Дата народження", "Військова частина")


def list_csv(*rows: str, header: str = ";".join(HEADER)) -> bytes:
    """Lines as a file; cells stand between semicolons."""
    return "\n".join([*([header] if header else []), *rows, ""]).encode()


def many_names(number: int) -> bytes:
    """A file of that many names, with birth dates and units."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";")
    writer.writerow(HEADER)
    for at in range(number):
        name = f"Вигаданий{chr(1072 + at % 30)}{chr(1072 + at // 30 % 30)} Іван Петрович"
        writer.writerow([at + 1, name, f"{1 + at % 28:02}.05.{1970 + at % 30}", "3057"])
    return out.getvalue().encode()


def received(content: bytes | None = None, by: User | None = None, **fields: Any) -> NameList:
    """A list that came in; a worker has not looked at it yet."""
    given = {"title": "Synthetic list", "party": other(), "side": home(), "channel": "media"} | fields
    content = content or f"{new_id()};1990\n".encode()
    name = given.pop("file_name", "list.csv")
    return receive_list(content=content, file_name=name, by=by or User.objects.system(), **given)


def looked_at(content: bytes, by: User | None = None, **fields: Any) -> NameList:
    """A list whose file a worker has read; somebody is to confirm how."""
    return _worked_off(received(content, by, **fields))


def reconciled(*rows: str, content: bytes | None = None, by: User | None = None, **fields: Any) -> NameList:
    """A list of these lines, compared with the register."""
    return _worked_off(received(content or list_csv(*rows), by, at_once=True, **fields))


def _worked_off(name_list: NameList) -> NameList:
    assert work.work_off(work_of(name_list).pk)
    return NameList.objects.get(pk=name_list.pk)


def work_of(name_list: NameList) -> Reconciliation:
    """The job of a list as it is now."""
    return Reconciliation.objects.get(name_list=name_list)


def entered(name: str = "Вигаданий Іван Петрович", name_list: NameList | None = None, **fields: Any) -> ListEntry:
    """An entry of a list, without a worker; a list of its own where none is given."""
    name_list = name_list or received()
    row_number = name_list.entries.count() + 1
    parts = split_name(name)
    keys = keys_of(*parts)._asdict()
    del keys["sort_key"]
    named = {"surname": parts.surname, "given_name": parts.given, "patronymic": parts.patronymic, **keys}
    given = {"row_number": row_number, "name_as_written": name, "raw": [name], "side": name_list.side, **named}
    return ListEntry.objects.create(name_list=name_list, **(given | fields))


def entry_of(name_list: NameList, row_number: int) -> ListEntry:
    """An entry by its row."""
    return ListEntry.objects.get(name_list=name_list, row_number=row_number)


def candidate_of(entry: ListEntry, person: Person, **fields: Any) -> Candidate:
    """A candidate as the matcher would write it."""
    given = {"captivity": person.latest_captivity, "score": 700, "rank": 1, "band": "likely"} | fields
    return Candidate.objects.create(entry=entry, person=person, **given)


def decision_of(entry: ListEntry, **fields: Any) -> Decision:
    """A decision as it stands in the table."""
    return Decision.objects.create(entry=entry, **({"verdict": "unknown"} | fields))
