"""Who goes: a proposal by an integer programme, whom it takes and why, and what it costs. It proposes; people decide."""
