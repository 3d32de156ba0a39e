"""manage.py report KEY: the same answer as the page, in this process, as a file."""

import datetime
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils import translation

from common import clock
from reports import catalogue
from reports.artefacts.make import one_file
from reports.domain.answers import answer_as_system
from reports.domain.runs import check_as_of
from reports.enums import ArtefactFormat

FORMATS = [kind.value for kind in ArtefactFormat if kind != ArtefactFormat.SVG_DARK]


class Command(BaseCommand):
    help = "Answers a report from all records, as the system sees them, and writes it to a file or to standard output."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("key", help="the report, such as swap-ratio")
        parser.add_argument("--as-of", type=_day, help="as true on this day (YYYY-MM-DD); today unless given")
        parser.add_argument(
            "--param", action="append", default=[], metavar="NAME=VALUE", help="may be given repeatedly"
        )
        parser.add_argument("--format", choices=FORMATS, default="csv")
        parser.add_argument("--language", choices=[code for code, _name in settings.LANGUAGES])
        parser.add_argument("-o", "--output", type=Path, help="file to write; standard output unless given")

    def handle(self, *args: Any, **options: Any) -> None:
        with translation.override(options["language"] or settings.LANGUAGE_CODE):
            content = self._content(options)
        if options["output"]:
            options["output"].write_bytes(content)
        elif buffer := getattr(self.stdout, "buffer", None):
            buffer.write(content)
        else:
            self.stdout.write(content.decode(), ending="")

    def _content(self, options: dict[str, Any]) -> bytes:
        try:
            report = catalogue.find(options["key"])
            parameters = report.clean(dict(_pair(text) for text in options["param"]))
            as_of = check_as_of(options["as_of"] or clock.today())
        except catalogue.UnknownReport as error:
            raise CommandError(str(error)) from error
        except ValidationError as error:
            raise CommandError("; ".join(_lines(error))) from error
        return one_file(answer_as_system(report, parameters, as_of), ArtefactFormat(options["format"])).content


def _day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


def _pair(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals:
        raise CommandError(f"--param {text}: write NAME=VALUE")
    return name, value


def _lines(error: ValidationError) -> list[str]:
    return [f"{name}: {' '.join(messages)}" for name, messages in error.message_dict.items()]
