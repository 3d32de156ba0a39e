from sources.models.source import Source

__all__ = ["Source"]
