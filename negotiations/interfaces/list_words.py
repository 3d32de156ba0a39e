"""Words of lists: what their verbs are called in the book, what a worker does, what a state looks like."""

from django.utils.translation import gettext_lazy as _

ACTS = {
    "negotiations.receive_list": _("received a list of names"),
    "negotiations.revise_list": _("corrected a list of names"),
    "negotiations.reconcile_list": _("had a list compared with the register"),
    "negotiations.try_list_again": _("had the work on a list gone on with"),
    "negotiations.cancel_reconciliation": _("stopped the work on a list"),
    "negotiations.void_list": _("voided a list of names"),
    "negotiations.restrict_list": _("restricted a list of names"),
    "negotiations.lift_restriction_of_list": _("lifted the restriction of a list of names"),
    "negotiations.claim_list": _("began to work on a list"),
    "negotiations.read_list": _("read the file of a list"),
    "negotiations.enter_list": _("entered the rows of a list"),
    "negotiations.work_off_list": _("compared a list with the register"),
    "negotiations.finish_list": _("finished the work on a list"),
    "negotiations.fail_list": _("gave up the work on a list"),
}
