from accounts.models.api_token import ApiToken
from accounts.models.approval import Approval
from accounts.models.break_glass import BreakGlass
from accounts.models.failed_sign_in import FailedSignIn
from accounts.models.read_alarm import ReadAlarm
from accounts.models.record import Record, RecordQuerySet
from accounts.models.restrictable import Restrictable
from accounts.models.role_grant import RoleGrant
from accounts.models.session import Session
from accounts.models.user import User

__all__ = [
    "ApiToken",
    "Approval",
    "BreakGlass",
    "FailedSignIn",
    "ReadAlarm",
    "Record",
    "RecordQuerySet",
    "Restrictable",
    "RoleGrant",
    "Session",
    "User",
]
