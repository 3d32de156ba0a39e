"""Reports that no headquarters wants: one that takes its time, and one that kills the worker that takes it up."""
