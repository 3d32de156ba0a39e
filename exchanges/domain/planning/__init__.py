"""Who goes: an integer programme proposes whom to take, says why, and what it costs. People decide."""
