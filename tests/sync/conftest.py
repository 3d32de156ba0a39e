"""Machine clients of the rigs."""

from tests.api.conftest import client_of, token_of

__all__ = ["client_of", "token_of"]
