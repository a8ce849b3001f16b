"""Compares nova_missing_rls_indexes() and nova_policy_problems() with the planner on random policies."""
