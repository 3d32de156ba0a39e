"""Who the entries of a list may be. `propose` is what the worker calls once the entries are there.

`finding` asks the register in passes over keys, `judging` says how alike and how sure, `guarding` keeps relatives
apart, `repeating` finds rows that name one person twice, `writing` reads the entries and writes what was found.
"""

from .writing import propose

__all__ = ["propose"]
