"""Deny by default: a view says its scope, and a token must hold it. A person's session is bound by her roles alone."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework.permissions import SAFE_METHODS, BasePermission
from rest_framework.request import Request

#: The scope of a view that anybody who is known may read, and that shows no record.
ANY = "*"


class Denied(BasePermission):
    """The default of the project: a view that does not say who may is open to nobody."""

    def has_permission(self, request: Request, view: Any) -> bool:
        return False


class Scoped(BasePermission):
    """Known, and, for a token, holding `scope:read` or `scope:write` of the view (`*:read` reads everything).

    A view that `reads_only` is asked by POST what must not stand in an address.
    """

    message = _("The token has not the scope that this needs.")
    code = "missing_scope"

    def has_permission(self, request: Request, view: Any) -> bool:
        if not request.user.is_authenticated:
            return False
        if request.auth is None or view.scope == ANY:
            return True
        if request.method in SAFE_METHODS or view.reads_only:
            return bool({f"{view.scope}:read", "*:read"} & set(request.auth.scopes))
        return f"{view.scope}:write" in request.auth.scopes


class Sees(BasePermission):
    """Holding the permission without which no row of the view is seen. What it is, is no secret."""

    message = _("Your roles do not include what this needs.")

    def has_permission(self, request: Request, view: Any) -> bool:
        return request.user.has_perm(view.view_permission)
