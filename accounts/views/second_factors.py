"""Pages of a person's second factors: django-allauth's views, where ours say something else."""

from allauth.mfa.webauthn.views import RemoveWebAuthnView
from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse_lazy

from accounts.adapters import SecondFactorAdapter


class RemoveKey(RemoveWebAuthnView):
    """Takes a security key away, unless nothing would be left to sign in with."""

    success_url = reverse_lazy("mfa_index")

    def form_valid(self, form: Form) -> HttpResponse:
        adapter = SecondFactorAdapter()
        if not adapter.can_delete_authenticator(self.get_object()):
            messages.error(self.request, adapter.error_messages["cannot_delete_authenticator"])
            return redirect("mfa_index")
        return super().form_valid(form)
