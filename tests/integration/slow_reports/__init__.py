"""Reports that no headquarters wants: a slow one, one that kills its worker, one that fails with a name in words."""
