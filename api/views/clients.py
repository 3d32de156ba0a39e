"""Pages of machine clients, for administrators: make one, and issue, rotate and revoke its tokens."""

import uuid
from typing import Any

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.domain.clients import add_client
from accounts.domain.tokens import issue_token, revoke_token, rotate_token
from accounts.interfaces.history import History
from accounts.models import ApiToken, User
from accounts.queries.tokens import SOON, holders, tokens, tokens_of
from accounts.roles import Permission
from accounts.views.people import Act, PeoplePage
from api.interfaces.clients import ClientForm, RotateForm, TokenForm, chip, scope_words
from common import clock
from units.queries.assignments import assignments


class ClientList(PeoplePage):
    """Machine clients, and people who hold tokens: what works, what ends soon, when each was here."""

    def get(self, request: HttpRequest) -> HttpResponse:
        found = list(holders(request.user))
        context = {"holders": found, "soon": clock.now() + SOON}
        return render(request, "api/clients.html", context)


class ClientDetail(PeoplePage):
    """One of them: its roles, what it sees, its tokens, what was done about it."""

    def get(self, request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
        holder = get_object_or_404(holders(request.user), pk=pk)
        found = list(tokens_of(request.user, holder))
        ids = [holder.pk, *(grant.pk for grant in holder.held), *(token.pk for token in found)]
        context = {
            "holder": holder,
            "rows": [(token, chip(token), scope_words(token)) for token in found],
            "assignments": assignments(request.user).standing().filter(user=holder),
            "history": History(ids, request.user).entries(),
            "may_read_log": request.user.has_perm(Permission.READS_VIEW),
        }
        return render(request, "api/client.html", context)


class ClientAct(Act):
    """An act about a client or one of its tokens. Asks for a fresh sign-in."""

    def holder(self, pk: uuid.UUID) -> User:
        return get_object_or_404(holders(self.request.user), pk=pk)

    def token(self, pk: uuid.UUID) -> ApiToken:
        return get_object_or_404(tokens(self.request.user).standing(), pk=pk)

    def page(self, form: BaseForm) -> HttpResponse:
        title = f"{self.title}: {self.about()}" if self.kwargs else self.title
        context = {"title": title, "intro": self.intro, "form": form, "submit_label": self.title}
        return render(self.request, "api/client_form.html", context | {"cancel_url": self.back()})

    def about(self) -> str:
        """Whom or what it is about, in words."""
        return str(self.holder(**self.kwargs))

    def back(self) -> str:
        return reverse("clients:detail", kwargs=self.kwargs) if self.kwargs else reverse("clients:list")

    def show(self, token: ApiToken, text: str, old: ApiToken | None = None) -> HttpResponse:
        """Shows a token this once; it stands in no address, session or message."""
        response = render(self.request, "api/token_shown.html", {"token": token, "text": text, "old": old})
        add_never_cache_headers(response)
        return response


class TokenAct(ClientAct):
    """An act about one token."""

    def about(self) -> str:
        return str(self.token(**self.kwargs))

    def back(self) -> str:
        return reverse("clients:detail", args=[self.token(**self.kwargs).user_id])


class AddClient(ClientAct):
    """Add a machine client, and propose its role to a second administrator."""

    title = gettext_lazy("Add a machine client")
    intro = gettext_lazy(
        "It has no password. Its role is proposed with it, and another administrator approves that; what it sees is"
        " assigned then."
    )
    form_class = ClientForm

    def act(self, typed: dict[str, Any]) -> HttpResponse:
        holder = add_client(by=self.request.user, **typed)
        messages.success(self.request, _("It is added. Another administrator approves its role."))
        return redirect("clients:detail", holder.pk)


class IssueToken(ClientAct):
    """Issue a token."""

    title, form_class = gettext_lazy("Issue a token"), TokenForm
    intro = gettext_lazy("It is shown once, on the next page. What it may do is also bound by the roles of the client.")

    def act(self, typed: dict[str, Any], pk: uuid.UUID) -> HttpResponse:
        return self.show(*issue_token(user=self.holder(pk), by=self.request.user, **typed))


class RotateToken(TokenAct):
    """Put another token in the place of one."""

    title, form_class = gettext_lazy("Rotate the token"), RotateForm
    intro = gettext_lazy("The new one has the same scopes and addresses. It is shown once, on the next page.")

    def act(self, typed: dict[str, Any], pk: uuid.UUID) -> HttpResponse:
        old = self.token(pk)
        token, text = rotate_token(token=old, by=self.request.user, **typed)
        old.refresh_from_db()
        return self.show(token, text, old)


class RevokeToken(TokenAct):
    """Revoke a token at once."""

    title = gettext_lazy("Revoke the token")
    intro = gettext_lazy("It opens no door from the next request on. It cannot be made to work again.")

    def act(self, typed: dict[str, Any], pk: uuid.UUID) -> HttpResponse:
        token = self.token(pk)
        revoke_token(token=token, by=self.request.user, **typed)
        messages.success(self.request, _("It is revoked, from the next request on."))
        return redirect("clients:detail", token.user_id)
