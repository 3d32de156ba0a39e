"""What waits among lists of names, for the page Today."""

from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import Permission
from common.today import Waiting
from negotiations.list_enums import ListStatus, ReconciliationStatus
from negotiations.models import NameList
from negotiations.queries.lists import unfinished

SHOWN = 5


def waiting_lists(user: User) -> list[Waiting]:
    """Lists whose work failed, whose reading somebody is to confirm, and whose entries are to be decided."""
    if not user.has_perm(Permission.LISTS_RECEIVE):
        return []
    lists = unfinished(user)
    failed = [each for each in lists if each.work == ReconciliationStatus.FAILED]
    unread = [each for each in lists if each.work == ReconciliationStatus.IDLE]
    undecided = [each for each in lists if each.status == ListStatus.RECONCILED and each not in failed]
    return [
        _group(_("Lists on which the work broke off"), "bad", failed),
        _group(_("Lists of which is to be said how they are read"), "active", unread),
        _group(_("Lists to be decided"), "active", undecided),
    ]


def _group(label: str, tone: str, lists: list[NameList]) -> Waiting:
    return Waiting(label, tone, len(lists), [(str(each), each.get_absolute_url()) for each in lists[:SHOWN]])
