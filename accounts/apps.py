"""Users, roles, permissions, sign-in, tokens of machine clients."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

ACTS = {
    "accounts.add_user": _("added somebody"),
    "accounts.add_person": _("added a person"),
    "accounts.disable_user": _("disabled somebody"),
    "accounts.enable_user": _("enabled somebody again"),
    "accounts.reset_password": _("gave a temporary password"),
    "accounts.change_password": _("chose a password of her own"),
    "accounts.reset_second_factor": _("took the second factors away"),
    "accounts.set_up_second_factor": _("set up a second factor"),
    "accounts.grant_role": _("gave a role"),
    "accounts.take_role": _("took a role back"),
    "accounts.add_client": _("added a machine client"),
    "accounts.issue_token": _("issued a token"),
    "accounts.rotate_token": _("rotated a token"),
    "accounts.revoke_token": _("revoked a token"),
    "audit.propose_redaction": _("proposed to redact the book"),
    "audit.approve_redaction": _("approved a redaction of the book"),
    "audit.refuse_redaction": _("refused a redaction of the book"),
    "accounts.propose": _("proposed what takes two people"),
    "accounts.approve": _("approved"),
    "accounts.refuse": _("refused"),
    "accounts.withdraw": _("withdrew a proposal"),
    "accounts.lapse_approvals": _("let a proposal lapse"),
}


class AccountsConfig(AppConfig):
    name = "accounts"
    verbose_name = _("Accounts")

    def ready(self) -> None:
        from accounts import acts
        from accounts.domain.people import check_grant, grant_role
        from accounts.interfaces import approvals, reads
        from accounts.models import User
        from accounts.roles import Permission, Role
        from audit.words import describe
        from common import today
        from common.navigation import Entry, register

        import_module("accounts.receivers")
        describe(reads.ACTS)
        today.register(reads.waiting)
        register(Entry(_("Reads"), "reads:list", Permission.READS_VIEW, order=95))
        acts.register(
            acts.Act(
                acts.GRANT_ROLE,
                _("give this role"),
                User,
                grant_role,
                check=check_grant,
                exactly=lambda arguments: str(Role(arguments["role"]).label),
                consequences=(_("The person may do and see what the role allows, from the next page on."),),
                seconded_by=Permission.ACCOUNTS_MANAGE,
            )
        )
        register(Entry(_("People"), "accounts:people", Permission.ACCOUNTS_MANAGE, order=90))
        register(Entry(_("Book"), "book:list", Permission.BOOK_VIEW, order=85))
        register(Entry(_("Approvals"), "approvals:list", Permission.APPROVALS_VIEW, order=85))
        today.register(approvals.waiting)
        describe(ACTS)
