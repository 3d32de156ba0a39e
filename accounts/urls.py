"""Sign-in and sign-out, a person's own account, people for administrators."""

from django.contrib.auth.decorators import login_not_required
from django.urls import path

from accounts.views import account, failures, people
from accounts.views.language import set_language
from accounts.views.sign_in import SignIn, SignOut

app_name = "accounts"

urlpatterns = [
    path("sign-in/", SignIn.as_view(), name="sign-in"),
    # Open to visitors: who has shown a password and no second factor yet leaves by it too.
    path("sign-out/", login_not_required(SignOut.as_view()), name="sign-out"),
    path("language/", set_language, name="language"),
    path("", account.profile, name="profile"),
    path("password/", account.ChangePassword.as_view(), name="change-password"),
    path("sessions/end/", account.end_others, name="end-others"),
    path("sessions/<slug:digest>/end/", account.end_one, name="end-session"),
    path("who-may-what/", account.who_may_what, name="who-may-what"),
    path("people/", people.PeopleList.as_view(), name="people"),
    path("people/failed-sign-ins/", failures.FailureList.as_view(), name="failed-sign-ins"),
    path("people/new/", people.AddPerson.as_view(), name="add-person"),
    path("people/<uuid:pk>/", people.PersonDetail.as_view(), name="person"),
    path("people/<uuid:pk>/disable/", people.Disable.as_view(), name="disable"),
    path("people/<uuid:pk>/enable/", people.Enable.as_view(), name="enable"),
    path("people/<uuid:pk>/password/", people.ResetPassword.as_view(), name="reset-password"),
    path("people/<uuid:pk>/second-factor/", people.ResetSecondFactor.as_view(), name="reset-second-factor"),
    path("people/<uuid:pk>/roles/new/", people.GrantRole.as_view(), name="grant-role"),
    path("people/<uuid:pk>/roles/<slug:role>/take/", people.TakeRole.as_view(), name="take-role"),
]
