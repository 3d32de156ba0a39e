"""manage.py assign NAME --role ROLE: let somebody see, in a role, every unit or one with all under it."""

from argparse import ArgumentParser

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from accounts.models import User
from accounts.roles import Role
from units.domain.assignments import assign
from units.models import Unit


class Command(BaseCommand):
    help = "Let somebody see, in a role: every unit, or one with all under it; general records, or restricted ones too."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("username")
        parser.add_argument("--role", choices=Role.values, required=True)
        parser.add_argument("--unit", default="", help="the code of a unit; every unit unless given")
        parser.add_argument("--restricted", action="store_true", help="what is restricted too")

    def handle(self, *, username: str, role: str, unit: str, restricted: bool, **options: object) -> None:
        user = User.objects.filter(username=username).first()
        if user is None:
            raise CommandError(f"{username}: there is nobody of this name")
        units = list(Unit.objects.standing().filter(code=unit)[:2]) if unit else [None]
        if len(units) != 1:
            raise CommandError(f"{unit}: {len(units)} units have this code; it must be one")
        try:
            made = assign(user=user, role=Role(role), unit=units[0], restricted=restricted, by=User.objects.system())
        except ValidationError as refused:
            raise CommandError("; ".join(refused.messages)) from refused
        self.stdout.write(str(made))
