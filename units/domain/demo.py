"""What the demo people see: all that is general; the liaison one unit with all under it; two what is restricted too."""

from accounts.domain.demo import NAMES, demo_person
from accounts.models import User
from accounts.roles import Role
from units.domain.assignments import assign
from units.models import Assignment, Unit

RESTRICTED = {Role.REGISTRAR, Role.APPROVER}
#: The unit of the liaison, of the founding units.
LIAISON = "3057"


def add_demo_assignments(*, by: User) -> int:
    """Give the demo people their sight, unless they were given any before; returns how many assignments were made."""
    people = {role: demo_person(role) for role in NAMES if role != Role.ADMINISTRATOR}
    had = set(Assignment.objects.filter(user__in=people.values()).values_list("user", flat=True))
    unit = Unit.objects.standing().filter(code=LIAISON).first()
    missing = {role: user for role, user in people.items() if user.pk not in had}
    for role, user in missing.items():
        where = {"unit": unit} if role == Role.LIAISON else {}
        assign(user=user, role=role, restricted=role in RESTRICTED, by=by, **where)
    return len(missing)
