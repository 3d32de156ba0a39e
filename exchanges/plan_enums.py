"""Words of plans: proposals of who goes, reckoned by a worker."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class PlanStatus(TextChoices):
    QUEUED = "queued", _("queued")
    RUNNING = "running", _("running")
    DONE = "done", _("done")
    FAILED = "failed", _("failed")
    CANCELLED = "cancelled", _("cancelled")


P = PlanStatus
#: A worker that falls silent is followed by another one, so that running leads to running.
PLAN_MOVES: dict[PlanStatus, tuple[PlanStatus, ...]] = {
    P.QUEUED: (P.RUNNING, P.CANCELLED, P.FAILED),
    P.RUNNING: (P.DONE, P.FAILED, P.CANCELLED),
    P.DONE: (),
    P.FAILED: (),
    P.CANCELLED: (),
}
WORKING = (P.QUEUED, P.RUNNING)


class ScenarioKind(TextChoices):
    """How a scenario differs from what was asked."""

    ASKED = "asked", _("as asked")
    NO_LIMITS = "no_limits", _("if nobody were refused")
    NO_DEMANDS = "no_demands", _("if nobody were insisted on")
    OTHER_RATIO = "other_ratio", _("with the other ratio")
    FREE = "free", _("by priority alone")


class ChoiceKind(TextChoices):
    """What a plan proposes of somebody."""

    GOES = "goes", _("goes")
    WAITS = "waits", _("next in line")
    BESIDE = "beside", _("beside the exchange")


class Beside(TextChoices):
    """Why somebody's return depends on no number."""

    MEDICAL = "medical", _("medical repatriation")
    CIVILIAN = "civilian", _("release of a civilian")
