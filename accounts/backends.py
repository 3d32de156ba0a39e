"""Sign-in by password, and permissions out of roles."""

from typing import Any

import rules
from django.contrib.auth import get_user_model
from django.contrib.auth.backends import BaseBackend, ModelBackend
from django.db.models import Model
from django.http import HttpRequest
from django.utils import timezone


class RoleBackend(BaseBackend):
    """A password opens the door to active persons only; permissions come from roles, objects add their rule."""

    def get_user(self, user_id: Any) -> Model | None:
        """The user of a session, if active, with what keeps records from them or opens some to them."""
        user = get_user_model()._default_manager.signed_in(user_id)
        return user if user is not None and self.user_can_authenticate(user) else None

    def authenticate(
        self, request: HttpRequest | None, username: str | None = None, password: str | None = None, **others: Any
    ) -> Model | None:
        """The person whose password this is; nobody when it was a temporary one whose time is over."""
        user = ModelBackend.authenticate(self, request, username=username, password=password, **others)
        ends = user and user.password_expires_at
        return None if ends and ends <= timezone.now() else user

    def user_can_authenticate(self, user: Model) -> bool:
        return user.is_active and user.kind == "person"

    def has_perm(self, user: Model, permission: str, obj: Model | None = None) -> bool:
        if permission not in getattr(user, "permissions", ()):
            return False
        return obj is None or not rules.rule_exists(permission) or rules.test_rule(permission, user, obj)
