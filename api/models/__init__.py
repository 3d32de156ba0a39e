from api.models.idempotency_key import IdempotencyKey
from api.models.operation import Operation
from api.models.submission import Submission

__all__ = ["IdempotencyKey", "Operation", "Submission"]
