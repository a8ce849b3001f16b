"""The truth: what the planner does with each key's RI query."""
