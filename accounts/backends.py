"""Sign-in by password, and permissions out of roles."""

import rules
from django.contrib.auth.backends import BaseBackend, ModelBackend
from django.db.models import Model


class RoleBackend(BaseBackend):
    """A password opens the door to active persons only; permissions come from roles, objects add their rule."""

    authenticate = ModelBackend.authenticate
    get_user = ModelBackend.get_user

    def user_can_authenticate(self, user: Model) -> bool:
        return user.is_active and user.kind == "person"

    def has_perm(self, user: Model, permission: str, obj: Model | None = None) -> bool:
        if permission not in getattr(user, "permissions", ()):
            return False
        return obj is None or not rules.rule_exists(permission) or rules.test_rule(permission, user, obj)
