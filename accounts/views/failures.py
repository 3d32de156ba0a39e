"""Failures to sign in, for those who manage people."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.interfaces.failures import FailureFilter, FailureTable
from accounts.models import FailedSignIn
from accounts.queries.people import failed_sign_ins
from accounts.roles import Permission
from common.lists import ListPage


class FailureList(ListPage):
    """Who was not let in, from where and why, the latest first."""

    model = FailedSignIn
    filterset_class, table_class = FailureFilter, FailureTable
    permission_required = Permission.ACCOUNTS_MANAGE
    title = _("Failed sign-ins")
    intro = _("What was typed is not kept, nor a name that nobody has.")
    empty_text = _("Nobody failed to sign in yet.")
    formats = ()

    def get_queryset(self) -> QuerySet[FailedSignIn]:
        return failed_sign_ins(self.request.user)
