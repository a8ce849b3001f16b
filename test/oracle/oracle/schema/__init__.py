"""Random schemas: what to create, as SQL text. Knows nothing of verdicts."""
