"""Sign-in, sign-out and the language of a person."""

from allauth.account.views import login
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import LogoutView
from django.urls import path

from accounts.views.language import set_language

app_name = "accounts"

urlpatterns = [
    path("sign-in/", login, name="sign-in"),
    # Open to visitors: who has shown a password and no second factor yet leaves by it too.
    path("sign-out/", login_not_required(LogoutView.as_view()), name="sign-out"),
    path("language/", set_language, name="language"),
]
