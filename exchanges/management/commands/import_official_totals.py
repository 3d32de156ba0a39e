"""Import running totals as officially stated: `manage.py import_official_totals FILE.csv`."""

import csv
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from exchanges.domain.official_totals import import_official_totals


class Command(BaseCommand):
    help = gettext_lazy("Import official running totals; those that are there already stay as they are.")

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE.csv")

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        """Raises CommandError when the file cannot be read or a row is wrong; then nothing is written."""
        try:
            with file.open(encoding="utf-8-sig", newline="") as stream:
                rows = list(csv.DictReader(stream))
        except (OSError, UnicodeDecodeError) as error:
            raise CommandError(f"{file}: {error}") from error
        try:
            imported = import_official_totals(rows=rows, by=User.objects.system())
        except ValidationError as error:
            raise CommandError("\n".join(error.messages)) from error
        self.stdout.write(
            _("Created: %(created)d. Already there: %(there)d.")
            % {"created": imported.created, "there": imported.already_there}
        )
