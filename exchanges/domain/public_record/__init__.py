"""The public record of exchanges: what its rows say, in our own terms."""

from exchanges.domain.public_record.problems import Problem
from exchanges.domain.public_record.reading import COLUMNS, RUSSIA, UKRAINE, PublicRow, Side, key_of, read_row

__all__ = ["COLUMNS", "RUSSIA", "UKRAINE", "Problem", "PublicRow", "Side", "key_of", "read_row"]
