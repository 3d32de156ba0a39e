"""The feed of changes and the snapshot: what a client needs to keep a copy that loses nothing (ADR 0034)."""
