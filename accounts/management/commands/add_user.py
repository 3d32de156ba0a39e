"""`manage.py add_user NAME --role registrar`: add a person, or give roles to one who is there."""

import getpass

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from accounts.domain.people import add_user, grant_role
from accounts.models import User
from accounts.models.user import UserKind
from accounts.roles import Role


class Command(BaseCommand):
    """Asks for the password on the terminal, so that it stands in no history of commands."""

    help = "Add a person or a machine client with roles; for one who is there already, add the roles."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username")
        parser.add_argument("--role", action="append", choices=Role.values, default=[], dest="roles")
        parser.add_argument("--name", default="", help="full name")
        parser.add_argument("--machine", action="store_true", help="a machine client: it has tokens and no password")

    def handle(self, *, username: str, roles: list[str], name: str, machine: bool, **options: object) -> None:
        system = User.objects.system()
        user = User.objects.filter(username=username).first()
        try:
            user = user or self._added(username, name, machine, system)
        except ValidationError as refused:
            raise CommandError("\n".join(refused.messages)) from refused
        try:
            for role in set(roles) - user.roles:
                grant_role(user=user, role=Role(role), by=system)
        except PermissionDenied as refused:
            raise CommandError(
                _("There are two administrators now: one of them proposes the role on the site, the other approves.")
            ) from refused
        self.stdout.write(f"{user.username}: {', '.join(sorted(user.roles | set(roles)))}")

    def _added(self, username: str, name: str, machine: bool, system: User) -> User:
        if machine:
            return add_user(username=username, full_name=name, kind=UserKind.MACHINE, by=system)
        password = getpass.getpass(_("Password, 15 characters or more: "))
        if password != getpass.getpass(_("The same again: ")):
            raise CommandError(_("The two passwords differ. Nobody was added."))
        return add_user(username=username, full_name=name, password=password, by=system)
