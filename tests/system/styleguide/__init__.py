"""Pages that show every piece of the shared design, to look at and to test for accessibility. Served in tests only."""
