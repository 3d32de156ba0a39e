"""Sensitive acts ask who is signed in to prove it again, unless she did so within five minutes.

    @fresh_sign_in_required
    def approve(request, pk): ...

    class Approve(FreshSignInMixin, View): ...

She is asked before the page opens; a form that she sends later than that is kept, and goes on by itself when she has
proved who she is. For people at pages only: a token is no person.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.core.exceptions import ReauthenticationRequired
from django.http import HttpRequest, HttpResponse

from accounts.domain.sign_in import is_fresh


def fresh_sign_in_required(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Open a view only to somebody who has proved within five minutes who she is."""

    @wraps(view)
    def asking(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not is_fresh(request):
            raise ReauthenticationRequired
        return view(request, *args, **kwargs)

    return asking


class FreshSignInMixin:
    """The same for a view that is a class. Permissions are asked first where their mixin stands before this one."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.user.is_authenticated and not is_fresh(request):
            raise ReauthenticationRequired
        return super().dispatch(request, *args, **kwargs)
