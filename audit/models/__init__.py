from audit.models.booked import Booked
from audit.models.change import Change

__all__ = ["Booked", "Change"]
