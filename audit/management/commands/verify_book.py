"""`manage.py verify_book`: whether the book is as it was written; names what is not, and ends with 1 then."""

import argparse
import datetime
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from audit.domain.verifying import verify
from audit.findings import Fault, Finding
from audit.models import Verification


def moment(text: str) -> datetime.datetime:
    """A date or a time as ISO 8601 writes it; without a zone it is ours."""
    try:
        day = None if "T" in text or " " in text else parse_date(text)
        found = datetime.datetime.combine(day, datetime.time.min) if day else parse_datetime(text)
    except ValueError:
        found = None
    if found is None:
        raise argparse.ArgumentTypeError(
            _("%(text)s is neither a date nor a time (2026-02-05, 2026-02-05T14:30)") % {"text": text}
        )
    return found if timezone.is_aware(found) else timezone.make_aware(found)


class Command(BaseCommand):
    """Reads only, but for the row that tells of this verification."""

    help = "Verify the book of changes against its chain and its signed heads; exit code 1 when something is found."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--since", type=moment, help="begin at the last signed head before this date or time")
        parser.add_argument("--anchors", type=Path, help="file of signed heads, by default that of OBMIN_ANCHOR_FILE")

    def handle(self, *, since: datetime.datetime | None, anchors: Path | None, **options: object) -> None:
        if anchors and not anchors.exists():
            raise CommandError(_("There is no file of signed heads at %(path)s.") % {"path": anchors})
        file = anchors or (Path(settings.ANCHOR_FILE) if settings.ANCHOR_FILE else None)
        if not (settings.ANCHOR_KEY or settings.ANCHOR_TRUSTED):
            raise CommandError(_("No key is trusted: set OBMIN_ANCHOR_KEY or OBMIN_ANCHOR_TRUSTED."))
        result = verify(since=since, file=file)
        self.tell(result)
        if result.found:
            raise SystemExit(1)

    def tell(self, result: Verification) -> None:
        """The outcome in words."""
        for each in result.findings:
            self.stdout.write(self.style.ERROR(str(Finding(**{**each, "fault": Fault(each["fault"])}))))
        if result.found > len(result.findings):
            more = result.found - len(result.findings)
            self.stdout.write(ngettext("and %(count)d more", "and %(count)d more", more) % {"count": more})
        counted = ngettext("%(count)d link verified", "%(count)d links verified", result.links) % {
            "count": result.links
        }
        told = {"counted": counted, "start": result.start, "head": result.head, "seconds": f"{result.seconds:.1f}"}
        self.stdout.write(_("%(counted)s, %(start)s to %(head)s, in %(seconds)s s.") % told)
        verdict = (
            ngettext("%(count)d fault was found.", "%(count)d faults were found.", result.found)
            % {"count": result.found}
            if result.found
            else _("The book is whole.")
        )
        self.stdout.write((self.style.ERROR if result.found else self.style.SUCCESS)(verdict))
