"""Compares nova_missing_fk_indexes() with the planner on random schemas."""
