"""What the verbs of exchanges are called in history and news, as after the name of who acted."""

from django.utils.translation import gettext_lazy as _

ACTS = {
    "exchanges.log": _("logged an exchange"),
    "exchanges.log_whole": _("logged an exchange"),
    "exchanges.revise_whole": _("corrected an exchange"),
    "exchanges.move_whole": _("moved an exchange to its next state"),
    "exchanges.record_sourced_claim": _("recorded a claim"),
    "exchanges.revise": _("corrected an exchange"),
    "exchanges.move": _("moved an exchange to its next state"),
    "exchanges.complete": _("completed an exchange"),
    "exchanges.void": _("voided an exchange"),
    "exchanges.restrict": _("restricted an exchange"),
    "exchanges.lift_restriction": _("lifted the restriction of an exchange"),
    "exchanges.preview_import": _("looked at a file to import"),
    "exchanges.confirm_import": _("imported the public record"),
    "exchanges.undo_import": _("undid an import"),
    "exchanges.import_official_totals": _("imported official totals"),
    "exchanges.add_transfer": _("added a transfer"),
    "exchanges.revise_transfer": _("corrected a transfer"),
    "exchanges.void_transfer": _("voided a transfer"),
    "exchanges.record_claim": _("recorded a claim"),
    "exchanges.revise_claim": _("corrected a claim"),
    "exchanges.adopt_claim": _("adopted a claim"),
    "exchanges.void_claim": _("voided a claim"),
    "exchanges.set_mediators": _("set the mediators"),
    "exchanges.set_ordinals": _("set the ordinals"),
    "exchanges.set_programmes": _("set the programmes"),
}
