"""Import a file of persons: `manage.py import_persons FILE [--map FIELD=COLUMN] [--by USER] [--dry-run]`."""

from argparse import ArgumentParser
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from common.errors import IllegalMove
from prisoners.domain.importing import work
from prisoners.domain.importing.fields import BY_KEY
from prisoners.domain.importing.files import MIB, read_table
from prisoners.domain.importing.imports import bring_file, confirm_import, map_columns
from prisoners.domain.importing.problems import FileRefused
from prisoners.domain.importing.words import plain
from prisoners.import_enums import WRITTEN, JobStatus
from prisoners.import_enums import PersonRowOutcome as Outcome
from prisoners.interfaces.importing.words import FAILURES, problems_of, summary
from prisoners.models import PersonImport
from prisoners.queries.imports import outcomes
from units.models import Party

QUIET = (Outcome.CREATE, Outcome.CREATED)


class Command(BaseCommand):
    help = gettext_lazy("Import a CSV, XLSX or PFIF file of persons; each row is accounted for.")

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument(
            "--map",
            action="append",
            default=[],
            metavar="FIELD=COLUMN",
            help=_("what a column tells: its number from 1, or its header; the others are guessed"),
        )
        parser.add_argument("--held-by", metavar="CODE", help=_("the Power that holds the persons"))
        parser.add_argument("--by", metavar="USERNAME", help=_("who imports; the system without it"))
        parser.add_argument("--dry-run", action="store_true", help=_("say what would happen; the preview is kept"))

    def handle(self, *args: Any, file: Path, by: str | None, dry_run: bool, **options: Any) -> None:
        """Raises CommandError when the file cannot be read, or any of its rows is refused or waits for a decision."""
        who = _user(by)
        try:
            batch = self._previewed(_content(file), file.name, who, options)
            left = set(outcomes(batch.rows))
            if not dry_run and left & set(WRITTEN):
                batch = _worked_off(confirm_import(batch=batch, by=who, reason=file.name))
        except FileRefused as refused:
            raise CommandError(str(refused.problem)) from refused
        except ValidationError as refused:
            raise CommandError("\n".join(refused.messages)) from refused
        except (IllegalMove, PermissionDenied) as refused:
            raise CommandError(str(refused)) from refused
        self._account(batch)

    def _previewed(self, content: bytes, name: str, by: User, options: dict[str, Any]) -> PersonImport:
        batch = bring_file(content=content, file_name=name, by=by)
        fields, given = dict(batch.mapping["fields"]), {"party": batch.party, "detaining_power": batch.detaining_power}
        pairs, headers = list(map(_pair, options["map"])), batch.columns
        if not any(headers) and any(not column.isdecimal() for _key, column in pairs):
            # Words that the import does not know head the columns: who names one of them says so.
            headers, given["first_row"] = read_table(content).rows[batch.first_row - 1], batch.first_row + 1
        for key, column in pairs:
            fields[key] = [_index(column, headers)]
        if code := options["held_by"]:
            given["detaining_power"] = Party.objects.standing().filter(code=code).first()
        return _worked_off(
            map_columns(batch=batch, fields=fields, order=batch.mapping["order"], remember=False, by=by, **given)
        )

    def _account(self, batch: PersonImport) -> None:
        rows = batch.rows.exclude(outcome__in=QUIET).select_related("person").order_by("row_no")
        for row in rows.iterator(chunk_size=2000):
            # Neither a name nor a cell: what is printed lands in logs.
            said = [problem.code for problem in problems_of(row)]
            self.stdout.write(" · ".join([_("Row %(row)d") % {"row": row.row_no}, row.get_outcome_display(), *said]))
        counted = outcomes(batch.rows)
        self.stdout.write(summary(counted))
        left = counted.get(Outcome.REFUSED, 0) + counted.get(Outcome.ALIKE, 0)
        if left:
            raise CommandError(_("Rows refused or undecided: %(number)d") % {"number": left})


def _content(file: Path) -> bytes:
    try:
        if file.stat().st_size > settings.IMPORT_MAX_BYTES:
            raise FileRefused("too_large", limit=f"{settings.IMPORT_MAX_BYTES / MIB:g}")
        return file.read_bytes()
    except OSError as error:
        raise CommandError(f"{file}: {error.strerror}") from error


def _user(name: str | None) -> User:
    if name is None:
        return User.objects.system()
    found = User.objects.filter(username=name, is_active=True).first()
    if found is None:
        raise CommandError(_("There is no active user “%(name)s”.") % {"name": name})
    return found


def _pair(text: str) -> tuple[str, str]:
    key, sign, column = text.partition("=")
    if not sign or key not in BY_KEY:
        known = ", ".join(sorted(BY_KEY))
        raise CommandError(_("“%(text)s” is no FIELD=COLUMN. Fields: %(known)s") % {"text": text, "known": known})
    return key, column


def _index(column: str, headers: Iterable[str]) -> int:
    if column.isdecimal():
        return int(column) - 1
    found = [at for at, header in enumerate(headers) if plain(header) == plain(column)]
    if not found:
        raise CommandError(_("The file has no column “%(column)s”.") % {"column": column})
    return found[0]


def _worked_off(batch: PersonImport) -> PersonImport:
    """The import after its work, done here; a worker that was faster is as good."""
    work.work_off(batch.pk)
    current = PersonImport.objects.get(pk=batch.pk)
    if current.status == JobStatus.FAILED:
        raise CommandError(str(FAILURES[current.failure]))
    if current.is_working:
        raise CommandError(_("A worker has taken this import over. Its page tells how far it is."))
    return current
