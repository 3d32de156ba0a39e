from units.models.party import Party

__all__ = ["Party"]
