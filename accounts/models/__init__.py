from accounts.models.api_token import ApiToken
from accounts.models.record import Record, RecordQuerySet
from accounts.models.role_grant import RoleGrant
from accounts.models.session import Session
from accounts.models.user import User

__all__ = ["ApiToken", "Record", "RecordQuerySet", "RoleGrant", "Session", "User"]
