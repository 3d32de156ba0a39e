"""Data for trying the product out: `manage.py seed_demo [--persons N] [--seed S] [--sign-ins FILE]`.

Persons are added until there are N synthetic ones, a transaction for every few thousand: the same command again adds
none, and one that was stopped goes on where it was. Everything else is one transaction before them.

It lives in this room because it fills all of them, and no room stands higher but the roof. Standard output holds the
sign-ins and nothing else; what was done goes to standard error.
"""

import io
import os
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.domain.demo import add_demo_people, demo_person
from accounts.domain.people import the_system
from accounts.models import User
from accounts.roles import Role
from exchanges.domain.demo import add_demo_exchanges, add_founding_claims
from exchanges.domain.demo_hand_over import add_demo_hand_overs
from exchanges.domain.demo_manifest import add_demo_manifest
from exchanges.domain.founding import add_founding_transfers
from exchanges.domain.reference import add_reference_data
from negotiations.domain.demo import add_demo_list
from negotiations.domain.founding import add_founding_negotiations
from places.domain.demo import add_demo_place
from prisoners.domain.demo.fill import fill
from prisoners.domain.demo.restricted import restrict_some
from prisoners.domain.founding_policy import add_founding_policy
from prisoners.domain.reference import add_cohorts
from units.domain.demo import add_demo_assignments
from units.domain.founding import add_founding_units


class Command(BaseCommand):
    help = gettext_lazy(
        "Add reference data, the public record, demo people, synthetic exchanges and persons, where missing."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--persons", type=int, default=3000, metavar="N", help=_("how many synthetic persons there shall be")
        )
        parser.add_argument("--seed", type=int, default=1, metavar="S", help=_("of everything that is made up"))
        parser.add_argument(
            "--sign-ins", type=Path, metavar="FILE", help=_("keep the sign-ins of the demo people here")
        )

    def handle(self, *args: Any, persons: int, seed: int, sign_ins: Path | None, **options: Any) -> None:
        """Raises CommandError where the site is a real one, or when the sign-ins cannot be kept."""
        if settings.SECURE_SITE:
            raise CommandError(_("Demo people are not added where OBMIN_HTTPS is on: that is a real site."))
        by = the_system()
        lines = self._beside_persons(by, seed, sign_ins)
        for number in fill(target=persons, seed=seed, by=by):
            self.stderr.write(_("Synthetic persons: %(number)s of %(all)s") % {"number": number, "all": persons})
        restrict_some(by=by)
        if add_demo_list(by=by, seed=seed):
            self.stderr.write(_("A synthetic list of names: received and compared with the register"))
        proposer, approver = demo_person(Role.REGISTRAR), demo_person(Role.APPROVER)
        if added := add_demo_hand_overs(by=by, proposer=proposer, approver=approver):
            self.stderr.write(_("Synthetic hand-overs: %(number)d persons") % {"number": added})
        if added := add_demo_manifest(by=by):
            self.stderr.write(_("A synthetic manifest: %(number)d nominated") % {"number": added})
        self.stdout.write("".join(f"{line}\n" for line in lines), ending="")

    @transaction.atomic
    def _beside_persons(self, by: User, seed: int, sign_ins: Path | None) -> list[str]:
        """Add what is no person of the register; returns the sign-ins."""
        added = add_reference_data(by=by)
        self.stderr.write(_("Reference data: %(number)d added") % {"number": added})
        added = add_founding_units(by=by) + add_founding_claims(by=by)
        self.stderr.write(_("Units and what is said of them: %(number)d added") % {"number": added})
        self.stderr.write(self._imported("import_exchanges", "exchanges.csv"))
        self.stderr.write(self._imported("import_official_totals", "official_counters.csv"))
        add_demo_place(by=by)
        added = add_demo_exchanges(by=by, seed=seed)
        self.stderr.write(_("Synthetic exchanges: %(number)d added") % {"number": added})
        lines = [str(sign_in) for sign_in in add_demo_people(by=by)]
        add_demo_assignments(by=by)
        add_cohorts(by=by)
        added = add_founding_negotiations(by=by) + add_founding_transfers(by=by)
        self.stderr.write(_("Negotiations of the public record: %(number)d added") % {"number": added})
        add_founding_policy(proposer=demo_person(Role.NEGOTIATOR), approver=demo_person(Role.APPROVER))
        return self._kept(sign_ins, lines) if sign_ins else lines

    def _imported(self, command: str, name: str) -> str:
        """The account of an import, which knows again what is there already."""
        told = io.StringIO()
        call_command(command, Path(apps.get_app_config("exchanges").path) / "seed" / name, stdout=told)
        return told.getvalue().splitlines()[-1]

    def _kept(self, file: Path, lines: list[str]) -> list[str]:
        """The sign-ins that the file held, with the new ones added to it; nobody else may read it."""
        try:
            before = file.read_text(encoding="utf-8").splitlines() if file.exists() else []
            with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "a", encoding="utf-8") as out:
                out.writelines(f"{line}\n" for line in lines)
            file.chmod(0o600)
        except OSError as error:
            raise CommandError(f"{file}: {error.strerror}") from error
        return before + lines
