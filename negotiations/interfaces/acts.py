"""What the verbs of negotiations are called in history and news, as after the name of who acted."""

from django.utils.translation import gettext_lazy as _

ACTS = {
    "negotiations.log_round": _("logged a round"),
    "negotiations.revise_round": _("corrected a round"),
    "negotiations.move_round": _("recorded where a round stands"),
    "negotiations.restrict_round": _("restricted a round"),
    "negotiations.lift_restriction": _("lifted the restriction of a round"),
    "negotiations.void_round": _("voided a round"),
    "negotiations.file_minutes": _("filed minutes of a round"),
    "negotiations.void_minutes": _("voided minutes of a round"),
    "negotiations.log_proposal": _("logged a proposal"),
    "negotiations.revise_proposal": _("corrected a proposal"),
    "negotiations.move_proposal": _("recorded the answer to a proposal"),
    "negotiations.void_proposal": _("voided a proposal"),
    "negotiations.record_stance": _("recorded a stance"),
    "negotiations.revise_stance": _("corrected a stance"),
    "negotiations.change_stance": _("recorded a change of stance"),
    "negotiations.void_stance": _("voided a stance"),
    "negotiations.log_programme": _("logged a programme"),
    "negotiations.revise_programme": _("corrected a programme"),
    "negotiations.record_programme_event": _("recorded what became of a programme"),
    "negotiations.void_programme_event": _("voided an event of a programme"),
    "negotiations.void_programme": _("voided a programme"),
}
