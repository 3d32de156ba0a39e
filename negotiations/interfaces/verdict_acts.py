"""What the verbs of deciding lists, and of lists that go out, are called in history and news."""

from django.utils.translation import gettext_lazy as _

VERDICT_ACTS = {
    "negotiations.decide": _("decided an entry of a list"),
    "negotiations.undo_decision": _("took back a decision on an entry"),
    "negotiations.accept_certain": _("accepted the certain entries of a list together"),
    "negotiations.undo_bulk": _("took back what was accepted together"),
    "negotiations.answer_list": _("marked a list as answered"),
    "negotiations.draft_list": _("began a list that goes out"),
    "negotiations.revise_draft": _("corrected a list that goes out"),
    "negotiations.put_on_list": _("put people on a list"),
    "negotiations.take_off_list": _("took people off a list"),
    "negotiations.check_list": _("checked a list that goes out"),
    "negotiations.freeze_list": _("froze a list"),
    "negotiations.freeze_protected_list": _("froze a list with protected people on it"),
    "negotiations.send_list": _("sent a list"),
    "negotiations.confirm_receipt": _("kept the receipt of a list"),
}
