"""The verb that registers somebody together with the captivity by which they became known."""

from collections.abc import Mapping
from typing import Any

from accounts.models import User
from accounts.roles import Permission
from audit.verbs import verb
from prisoners.domain.captivities import open_captivity
from prisoners.domain.persons import register_person
from prisoners.models import Person

Values = Mapping[str, Any]


@verb("prisoners.register_captive", permission=Permission.PRISONERS_WRITE)
def register_captive(*, person: Values, captivity: Values, by: User) -> Person:
    """Register a person (as `register_person` takes it) with a first captivity (as `open_captivity` takes it).

    Both or neither. Raises ValidationError by field, Conflict.
    """
    registered = register_person(by=by, **person)
    open_captivity(person=registered, by=by, **captivity)
    registered.refresh_from_db()
    return registered
