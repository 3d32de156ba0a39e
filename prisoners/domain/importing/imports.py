"""Verbs of an import of persons: bring a file, choose its columns, decide rows, confirm, undo (the work: work.py)."""

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.domain import records
from accounts.models import User
from accounts.roles import Permission
from audit.verbs import verb
from common.errors import IllegalMove
from common.ids import new_key
from prisoners.domain.importing.columns import Reading, guess
from prisoners.domain.importing.fields import BY_KEY
from prisoners.domain.importing.files import read_table
from prisoners.domain.importing.undo import check_untouched
from prisoners.domain.importing.work import ring
from prisoners.domain.importing.writing import seen_now
from prisoners.import_enums import DECIDABLE, IMPORT_MOVES, Decision, ImportState, JobStatus
from prisoners.import_enums import PersonRowOutcome as Outcome
from prisoners.models import ColumnMapping, PersonImport, PersonImportFile, PersonImportRow
from units.models import Party

MAY = Permission.PRISONERS_IMPORT
NAMING = frozenset({"full_name", "surname", "description"})


@verb("prisoners.bring_file", permission=MAY)
def bring_file(*, content: bytes, file_name: str, by: User) -> PersonImport:
    """Keep a file of persons and guess how its columns are read; a template remembered for its header comes first.

    Raises FileRefused for a file that cannot be read.
    """
    reading = guess(read_table(content))
    remembered = template_of(reading)
    sha256 = hashlib.sha256(content).hexdigest()
    file, _made = PersonImportFile.objects.get_or_create(sha256=sha256, defaults={"content": content})
    home = Party.objects.standing().filter(is_home=True).first()
    others = Party.objects.standing().exclude(is_home=True)[:2]
    return records.create(
        PersonImport,
        file=file,
        file_name=file_name[-255:],
        size=len(content),
        first_row=reading.first_row,
        columns=list(reading.columns),
        mapping=remembered.mapping if remembered else reading.as_json(),
        party=home,
        detaining_power=others[0] if len(others) == 1 else None,
        brought_by=by,
        asked_by=by,
    )


def template_of(reading: Reading) -> ColumnMapping | None:
    """The template remembered for files with this header."""
    if not reading.signature:
        return None
    return ColumnMapping.objects.standing().filter(signature=reading.signature).first()


@verb("prisoners.map_columns", permission=MAY)
def map_columns(
    *,
    batch: PersonImport,
    fields: Mapping[str, Sequence[int]],
    by: User,
    order: str = "auto",
    remember: bool = True,
    expected_version: int | None = None,
    **given: Any,
) -> PersonImport:
    """Say how the columns are read, and have a worker look through the rows; nothing else is written.

    `fields` are indexes of columns by field; `given` are first_row, party, detaining_power, captivity_status, source.
    Raises ValidationError by field, IllegalMove for an import that was looked through already.
    """
    current = _moved(batch, ImportState.PREVIEWING, by, expected_version)
    if not Reading.of(current).is_given:
        _check_fields(fields, len(current.columns))
    current.mapping = {"fields": {key: list(at) for key, at in fields.items() if at}, "order": order}
    for name, value in given.items():
        setattr(current, name, value)
    if current.party is None or current.detaining_power is None:
        raise ValidationError({"party" if current.party is None else "detaining_power": _("Choose a side.")})
    if current.party == current.detaining_power:
        raise ValidationError({"detaining_power": _("A Power does not hold its own as captives: check both sides.")})
    current.seen_change = seen_now()
    if remember:
        _remember(current)
    return _queued(current, "mapping", "seen_change", *given)


def _check_fields(fields: Mapping[str, Sequence[int]], width: int) -> None:
    if unknown := fields.keys() - BY_KEY.keys():
        raise ValidationError(
            _("These are no fields of the import: %(names)s.") % {"names": ", ".join(sorted(unknown))}
        )
    if any(not 0 <= at < width for columns in fields.values() for at in columns):
        raise ValidationError(_("The file has only %(number)d columns.") % {"number": width})
    if not any(fields.get(key) for key in NAMING):
        raise ValidationError(_("Say which column holds the name: the full name, the surname, or a description."))


def _remember(batch: PersonImport) -> None:
    reading = Reading.of(batch)
    if not reading.signature:
        return
    values = {"name": batch.file_name, "columns": batch.columns, "mapping": batch.mapping}
    if template := template_of(reading):
        records.revise(template, mapping=batch.mapping)
    else:
        records.create(ColumnMapping, signature=reading.signature, **values)


@verb("prisoners.decide_rows", permission=MAY)
def decide_rows(
    *, batch: PersonImport, rows: Sequence[int], decision: Decision, by: User, person: Any = None
) -> tuple[int, int]:
    """Say of rows, by their numbers, what becomes of them; `person` is who one row is, where there are several.

    Returns how many were settled, and how many were left because they do not say which person is meant. Raises
    IllegalMove while the import is being worked on.
    """
    current = records.lock(batch)
    if current.state not in {ImportState.PREVIEWED, ImportState.IMPORTED} or current.is_working:
        raise IllegalMove(_("Rows are decided while an import waits to be confirmed."))
    found = list(
        PersonImportRow.objects.select_for_update().filter(batch=current, row_no__in=rows, outcome__in=DECIDABLE)
    )
    settled = [row for row in found if _decide(row, Decision(decision), person)]
    for row in settled:
        row.decided_by = by
    PersonImportRow.objects.bulk_update(settled, ["outcome", "person", "key", "decided_by"], batch_size=1000)
    return len(settled), len(found) - len(settled)


def _decide(row: PersonImportRow, decision: Decision, person: Any) -> bool:
    """Settle one row; False where it is not said which person is meant."""
    if decision in (Decision.TAKE, Decision.OVERRIDE):
        likely = {each["person"] for each in row.candidates} | ({str(row.person_id)} if row.person_id else set())
        meant = str(person) if person else next(iter(likely)) if len(likely) == 1 else None
        if meant not in likely:
            return False
        row.person_id = meant
    row.outcome = Outcome(decision.value)
    if decision == Decision.CREATE:
        row.person_id = None
        if any(each["code"] == "twice" for each in row.problems):
            # The same words of another person: the row may stand beside the one that says the same.
            row.key = f"{row.key[:7]}-{new_key().replace('-', '')}"
    return True


@verb("prisoners.confirm_import", permission=MAY)
def confirm_import(*, batch: PersonImport, by: User, reason: str) -> PersonImport:
    """Have a worker write the rows that are decided; undecided ones wait. Raises IllegalMove when there is nothing."""
    current = _moved(batch, ImportState.WRITING, by)
    if not current.rows.filter(outcome__in=(Outcome.CREATE, Outcome.TAKE, Outcome.OVERRIDE)).exists():
        raise IllegalMove(_("There is nothing to write: every row is there already, undecided, left out or refused."))
    current.why = reason or current.file_name
    return _queued(current, "why")


@verb("prisoners.undo_import", permission=Permission.PRISONERS_VOID)
def undo_import(*, batch: PersonImport, by: User, reason: str) -> PersonImport:
    """Have a worker void everything that an import created, and take back what it changed.

    The act of two people. Raises ValidationError when something that it created was changed or built upon since; the
    error names the rows. Raises IllegalMove for an import that was not written.
    """
    current = _moved(batch, ImportState.UNDOING, by)
    check_untouched(current)
    current.why = reason
    return _queued(current, "why")


def check_undo(batch: PersonImport) -> None:
    """Raises IllegalMove or ValidationError where the import cannot be undone as things are."""
    _check_move(batch, ImportState.UNDOING)
    check_untouched(batch)


@verb("prisoners.try_import_again", permission=MAY)
def try_again(*, batch: PersonImport, by: User) -> PersonImport:
    """Have a worker go on with an import that failed. Raises IllegalMove for one that did not."""
    current = records.lock(batch)
    if current.status != JobStatus.FAILED:
        raise IllegalMove(_("This import did not fail."))
    current.asked_by = by
    return _queued(current)


def _moved(batch: PersonImport, to: ImportState, by: User, expected_version: int | None = None) -> PersonImport:
    """The import as it is now, locked and to be saved in its next state."""
    current = records.lock(batch, expected_version)
    records.refuse_voided(current)
    _check_move(current, to)
    current.state, current.asked_by = to, by
    return current


def _check_move(batch: PersonImport, to: ImportState) -> None:
    if batch.is_working or to not in IMPORT_MOVES[ImportState(batch.state)]:
        raise IllegalMove(_("This import is already: %(state)s.") % {"state": batch.get_state_display()})


def _queued(batch: PersonImport, *fields: str) -> PersonImport:
    batch.status, batch.attempts, batch.failure = JobStatus.QUEUED, 0, ""
    batch.done, batch.total, batch.message, batch.started_at = 0, None, "", None
    heartbeat = ("attempts", "done", "total", "message", "started_at")
    written = records.written(batch, "state", "asked_by", "status", "failure", *heartbeat, *fields)
    transaction.on_commit(lambda: ring(batch.pk))
    return written
