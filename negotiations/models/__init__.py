from negotiations.models.programme import Programme

__all__ = ["Programme"]
