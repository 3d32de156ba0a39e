"""Files of persons for tests, and imports of them at each step."""

import csv
import io
from typing import Any

from accounts.models import User
from prisoners.domain.importing import work
from prisoners.domain.importing.imports import bring_file, confirm_import, map_columns
from prisoners.domain.importing.known import Known
from prisoners.domain.importing.rows import RowReader
from prisoners.domain.importing.said import Said
from prisoners.models import PersonImport, PersonImportRow
from tests.factories.records import home, other

HEADER = ("ПІБ", "Дата народження", "Військовий квиток", "Дата полону", "Місце утримання")


def persons_csv(*rows: str, header: str = ";".join(HEADER)) -> bytes:
    """Lines as a file; cells stand between semicolons."""
    return "\n".join([*([header] if header else []), *rows, ""]).encode()


def many(number: int, prefix: str = "M") -> bytes:
    """A file of that many persons, each with a name, a birth date, a number and a capture."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";")
    writer.writerow(HEADER)
    for at in range(number):
        year, day = 1970 + at % 30, 1 + at % 28
        writer.writerow(
            [f"Вигаданий{chr(1072 + at % 30)} Іван", f"{day:02}.05.{year}", f"{prefix}-{at}", "05.2022", ""]
        )
    return out.getvalue().encode()


def brought(content: bytes, by: User | None = None, name: str = "list.csv") -> PersonImport:
    """A file that was brought; both sides are registered."""
    home(), other()
    return bring_file(content=content, file_name=name, by=by or User.objects.system())


def queued(content: bytes, by: User | None = None, **given: Any) -> PersonImport:
    """An import whose columns are chosen as guessed, and which waits for a worker."""
    batch = brought(content, by)
    told = {"party": home(), "detaining_power": other()} | given
    fields = told.pop("fields", batch.mapping["fields"])
    return map_columns(batch=batch, fields=fields, order=batch.mapping["order"], by=by or User.objects.system(), **told)


def now(batch: PersonImport) -> PersonImport:
    """The import as it is now."""
    return PersonImport.objects.get(pk=batch.pk)


def previewed(content: bytes, by: User | None = None, **given: Any) -> PersonImport:
    """An import that was looked through."""
    batch = queued(content, by, **given)
    assert work.work_off(batch.pk)
    return now(batch)


def written(batch: PersonImport, by: User | None = None) -> PersonImport:
    """The same import confirmed and written."""
    confirm_import(batch=batch, by=by or User.objects.system(), reason="synthetic")
    assert work.work_off(batch.pk)
    return now(batch)


def imported(*rows: str, **given: Any) -> PersonImport:
    """A written import of these lines."""
    return written(previewed(persons_csv(*rows), **given))


def row_of(batch: PersonImport, number: int) -> PersonImportRow:
    """A row by its number."""
    return PersonImportRow.objects.get(batch=batch, row_no=number)


def read_row(**cells: str) -> Said:
    """What a row says whose cells are given by field."""
    batch = PersonImport(party=home(), detaining_power=other())
    columns = {field: [at] for at, field in enumerate(cells)}
    return RowReader(batch, columns, "auto", Known()).read(list(cells.values()), len(cells))
