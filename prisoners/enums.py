"""Words of the register: who a person is, how he is held, what happens to him; and the moves of a captivity.

The code lists follow GC III arts. 4, 17, 109-122 and GC IV arts. 136-138.
"""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Sex(TextChoices):
    FEMALE = "female", _("female")
    MALE = "male", _("male")
    UNKNOWN = "unknown", _("not known")


class IdentityStatus(TextChoices):
    ESTABLISHED = "established", _("established")
    PROVISIONAL = "provisional", _("provisional")
    UNKNOWN = "unknown", _("unknown person")


class IdentityBasis(TextChoices):
    """How it is known who somebody is (GC III art. 17)."""

    STATED = "stated", _("stated by the person")
    CARD = "card", _("identity card")
    TAG = "tag", _("identity tag")
    PHOTO = "photo", _("photograph or video")
    DNA = "dna", _("DNA")
    TESTIMONY = "testimony", _("testimony of others")
    LIST = "list", _("a list")


class Transmission(TextChoices):
    """What may be sent on (GC IV art. 137): never withheld from the Central Agency."""

    FREE = "free", _("may be sent")
    NOT_TO_ORIGIN = "not_to_origin", _("not to the country of origin")
    AGENCY_ONLY = "agency_only", _("to the Central Agency only")


class NameKind(TextChoices):
    LEGAL = "legal", _("legal name")
    LISTED = "listed", _("as on a list")
    FORMER = "former", _("former name")
    ALIAS = "alias", _("other name")
    CALLSIGN = "callsign", _("call sign")


class IdentifierScheme(TextChoices):
    SERVICE = "service", _("service number")
    PERSONAL = "personal", _("personal number")
    TAX = "tax", _("tax number")
    PASSPORT = "passport", _("passport")
    MISSING_REGISTER = "missing_register", _("number in the register of the missing")
    CRIMINAL_REGISTER = "criminal_register", _("number in the register of criminal cases")
    AGENCY = "agency", _("number of the Central Agency (ICRC)")
    LIST_ROW = "list_row", _("row of a list")
    OFFICE = "office", _("number of a field office")
    PFIF = "pfif", _("record in PFIF")
    OTHER = "other", _("other")


class LegalCategory(TextChoices):
    """As what somebody is held. “Undetermined” is a legitimate answer (GC III art. 5)."""

    UNDETERMINED = "undetermined", _("not determined yet")
    POW = "pow", _("prisoner of war")
    CIVILIAN = "civilian", _("civilian internee")
    MEDICAL = "medical", _("retained medical personnel")
    CHAPLAIN = "chaplain", _("retained chaplain")
    ACCOMPANYING = "accompanying", _("accompanying the armed forces")
    MERCHANT_CREW = "merchant_crew", _("crew of a merchant ship or civil aircraft")


class ServiceBasis(TextChoices):
    CONSCRIPT = "conscript", _("conscript")
    CONTRACT = "contract", _("contract")
    MOBILISED = "mobilised", _("mobilised")
    VOLUNTEER = "volunteer", _("volunteer")
    CONVICT = "convict", _("convict under contract")
    COMPANY = "company", _("private military company")
    PROXY = "proxy", _("forces of an unrecognised republic")


class Proceedings(TextChoices):
    """Criminal proceedings by the detaining Power (GC III arts. 115, 119)."""

    NONE = "none", _("none")
    PENDING = "pending", _("pending")
    CONVICTED = "convicted", _("convicted")


class CaptivityStatus(TextChoices):
    MISSING = "missing", _("missing")
    CLAIMED = "claimed", _("said to be held")
    CONFIRMED = "confirmed", _("confirmed as held")
    LISTED = "listed", _("on an agreed list")
    RETURNED = "returned", _("returned")
    RELEASED = "released", _("released")
    PAROLED = "paroled", _("released on parole")
    ESCAPED = "escaped", _("escaped")
    INTERNED = "interned", _("interned in a neutral country")
    STAYED = "stayed", _("stayed by own choice")
    DIED = "died", _("died in captivity")
    NOT_CAPTIVE = "not_captive", _("found not to have been held")


S = CaptivityStatus
#: In the order in which more and more is known.
OPEN = (S.MISSING, S.CLAIMED, S.CONFIRMED, S.LISTED)
ENDED = tuple(status for status in S if status not in OPEN)
#: Came back through an exchange, a medical repatriation or a release: the numerator of a return rate.
BROUGHT_BACK = frozenset({S.RETURNED, S.RELEASED})
#: Came home one way or another, so that a new capture is a second one (GC III art. 117).
HOME_AGAIN = BROUGHT_BACK | {S.PAROLED, S.ESCAPED}

#: From each state to those it may become. A third of those who came home were never more than “missing”, so every open
#: state leads to every end. Back to an open state only a correction leads (the verb `correct_status`, with its reason).
MOVES: dict[CaptivityStatus, tuple[CaptivityStatus, ...]] = {
    **{state: tuple(other for other in S if other != state) for state in OPEN},
    **dict.fromkeys(ENDED, OPEN),
    S.INTERNED: (*OPEN, S.RETURNED, S.DIED),
}


class EventKind(TextChoices):
    """What happens to a prisoner: the list of GC III art. 122, with exchange and parole (Hague Regulations art. 14)."""

    MISSING = "missing", _("reported missing")
    CLAIMED = "claimed", _("said to be held")
    CAPTURED = "captured", _("capture reported")
    CONFIRMED = "confirmed", _("confirmed as held")
    LISTED = "listed", _("put on an agreed list")
    TRANSFERRED = "transferred", _("transferred")
    HOSPITAL = "hospital", _("admitted to hospital")
    REFUSED = "refused", _("refused to return")
    EXCHANGED = "exchanged", _("returned by exchange")
    REPATRIATED = "repatriated", _("repatriated on medical grounds")
    RELEASED = "released", _("released")
    PAROLED = "paroled", _("released on parole")
    ESCAPED = "escaped", _("escaped")
    INTERNED = "interned", _("interned in a neutral country")
    STAYED = "stayed", _("stayed by own choice")
    DIED = "died", _("died in captivity")
    BODY_RETURNED = "body_returned", _("remains brought home")
    NOT_CAPTIVE = "not_captive", _("found not to have been held")
    REVISED = "revised", _("status corrected")


E = EventKind
#: The state that a happening leads to; the others change none.
LEADS_TO: dict[EventKind, CaptivityStatus] = {
    E.MISSING: S.MISSING,
    E.CLAIMED: S.CLAIMED,
    E.CAPTURED: S.CLAIMED,
    E.CONFIRMED: S.CONFIRMED,
    E.LISTED: S.LISTED,
    E.EXCHANGED: S.RETURNED,
    E.REPATRIATED: S.RETURNED,
    E.RELEASED: S.RELEASED,
    E.PAROLED: S.PAROLED,
    E.ESCAPED: S.ESCAPED,
    E.INTERNED: S.INTERNED,
    E.STAYED: S.STAYED,
    E.DIED: S.DIED,
    E.NOT_CAPTIVE: S.NOT_CAPTIVE,
}


class EvidenceClass(TextChoices):
    """From whom it is known that somebody is held, the strongest first."""

    POWER = "power", _("detaining Power, through the ICRC")
    ICRC_VISIT = "icrc_visit", _("visit of the ICRC")
    LIST = "list", _("official list")
    RETURNEE = "returnee", _("testimony of a returnee")
    CONTACT = "contact", _("letter or call")
    IMAGE = "image", _("video or photograph")
    FAMILY = "family", _("family")
    OPEN_SOURCE = "open_source", _("open source")


class Strength(TextChoices):
    STRONG = "strong", _("strong")
    FAIR = "fair", _("fair")
    WEAK = "weak", _("weak")


class CustodyManner(TextChoices):
    TRANSFER = "transfer", _("transfer")
    SALE_ALLEGED = "sale_alleged", _("sale, as alleged")
    SEIZURE = "seizure", _("taken by force")
    UNKNOWN = "unknown", _("not known")


class HealthGrade(TextChoices):
    SERIOUSLY_WOUNDED = "seriously_wounded", _("seriously wounded")
    GRAVELY_SICK = "gravely_sick", _("gravely sick")
    WOUNDED = "wounded", _("wounded")
    SICK = "sick", _("sick")
    FIT = "fit", _("no complaint known")


class MedicalBasis(TextChoices):
    """Why somebody is to be repatriated or interned in a neutral country (GC III art. 110)."""

    INCURABLE = "a110_1", _("art. 110 (1): incurable, gravely diminished")
    YEAR_LONG = "a110_2", _("art. 110 (2): no recovery within a year, gravely diminished")
    DIMINISHED = "a110_3", _("art. 110 (3): recovered, permanently diminished")
    NEUTRAL_RECOVERY = "neutral_1", _("neutral country: recovery within a year expected")
    NEUTRAL_THREAT = "neutral_2", _("neutral country: captivity threatens health")
    WIDER = "wider", _("an agreement wider than the convention")
    MANIFEST = "manifest", _("manifest case, without a commission (art. 112)")
    NOT_ELIGIBLE = "not_eligible", _("not eligible")


class ConsentPurpose(TextChoices):
    RETURN = "return", _("to return")
    PUBLICATION = "publication", _("to have data published")
    FAMILY_CONTACT = "family_contact", _("to be put in contact with the family")


class ConsentAnswer(TextChoices):
    GIVEN = "given", _("given")
    REFUSED = "refused", pgettext_lazy("consent", "refused")
    NOT_ASKED = "not_asked", _("not asked")


class Voluntariness(TextChoices):
    """A coerced wish is no consent."""

    FREE = "free", _("free")
    UNKNOWN = "unknown", _("not known")
    COERCED = "coerced", _("coerced")


class AlertKind(TextChoices):
    RECAPTURED = "recaptured", _("captured again after a return (GC III art. 117)")


class Verdict(TextChoices):
    SAME = "same", _("the same person")
    DIFFERENT = "different", _("different persons")
    UNSURE = "unsure", _("cannot be told yet")


class MergeStatus(TextChoices):
    PROPOSED = "proposed", _("proposed")
    APPROVED = "approved", _("approved")
    REFUSED = "refused", _("refused")
    UNDONE = "undone", _("undone")


MERGE_MOVES = {
    MergeStatus.PROPOSED: (MergeStatus.APPROVED, MergeStatus.REFUSED),
    MergeStatus.APPROVED: (MergeStatus.UNDONE,),
    MergeStatus.REFUSED: (),
    MergeStatus.UNDONE: (),
}


class PolicyStatus(TextChoices):
    DRAFT = "draft", _("draft")
    PROPOSED = "proposed", _("proposed")
    IN_FORCE = "in_force", _("in force from its date")
    REFUSED = "refused", _("refused")


POLICY_MOVES = {
    PolicyStatus.DRAFT: (PolicyStatus.PROPOSED,),
    PolicyStatus.PROPOSED: (PolicyStatus.IN_FORCE, PolicyStatus.REFUSED),
    PolicyStatus.IN_FORCE: (),
    PolicyStatus.REFUSED: (),
}


class Criterion(TextChoices):
    """What a priority rule looks at; its `values` say which."""

    HEALTH = "health", _("health")
    SEX = "sex", _("sex")
    DAYS_HELD = "days_held", _("days held, at least")
    COHORT = "cohort", _("cohort")
    CATEGORY = "category", _("legal category")
    SERVICE_BASIS = "service_basis", _("service basis")
    UNIT = "unit", _("unit, with those under it")
    UNDER_AGE = "under_age", _("younger than")
