"""Import a file of the public record: `manage.py import_exchanges FILE.csv [--dry-run]`."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from exchanges.domain.imports import confirm_import, preview_import
from exchanges.enums import RowOutcome
from exchanges.interfaces.importing import FileRefused, RecordFile, account_of, read_file
from exchanges.models import ImportBatch


class Command(BaseCommand):
    help = gettext_lazy("Import a CSV file of the public record of exchanges; each row is accounted for.")

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE.csv")
        parser.add_argument("--dry-run", action="store_true", help=_("say what would happen; write nothing"))

    def handle(self, *args: Any, file: Path, dry_run: bool, **options: Any) -> None:
        """Raises CommandError when the file cannot be read or any of its rows is refused."""
        try:
            with file.open("rb") as stream:
                record = read_file(stream, name=file.name, limit=settings.IMPORT_MAX_BYTES)
        except OSError as error:
            raise CommandError(f"{file}: {error.strerror}") from error
        except FileRefused as refused:
            raise CommandError("\n".join(str(problem) for problem in refused.problems)) from refused
        try:
            refused_rows = self._import(record, dry_run)
        except ValidationError as error:
            raise CommandError("\n".join(error.messages)) from error
        if refused_rows:
            raise CommandError(_("Rows refused: %(number)d") % {"number": refused_rows})

    def _import(self, record: RecordFile, dry_run: bool) -> int:
        by = User.objects.system()
        with transaction.atomic():
            batch = preview_import(
                file_name=record.name, sha256=record.sha256, size=record.size, rows=record.rows, by=by
            )
            to_do = batch.rows.filter(outcome=RowOutcome.CREATE).exists() and not dry_run
            refused_rows = self._account(confirm_import(batch=batch, by=by) if to_do else batch)
            # Where nothing was done, nothing is kept of it.
            transaction.set_rollback(not to_do)
        return refused_rows

    def _account(self, batch: ImportBatch) -> int:
        account = account_of(batch)
        for row in batch.rows.select_related("exchange").order_by("row_no"):
            words = [_("Row %(row)d") % {"row": row.row_no}, row.get_outcome_display()]
            if row.exchange_id:
                words.append(str(row.exchange))
            self.stdout.write(" · ".join([*words, *(str(problem) for problem in account.problems_of(row))]))
        self.stdout.write(account.summary)
        return account.refused
