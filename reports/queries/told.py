"""Records that count in the figures which a reader is told, whether or not she may see the records themselves."""

from accounts.models import Record, RecordQuerySet, User
from accounts.roles import Permission
from accounts.sight import within


def counted_for(model: type[Record], user: User) -> RecordQuerySet:
    """Standing records of a model that stand on nothing out of the sight that the user has of figures.

    None for whoever may not see figures. It is for counting: the records themselves are only for `visible_to`.
    """
    if not user.has_perm(Permission.PRISONERS_FIGURES):
        return model.objects.none()
    return model.objects.standing().filter(within(model, user.sight(Permission.PRISONERS_FIGURES)))
