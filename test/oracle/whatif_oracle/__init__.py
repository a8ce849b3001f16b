"""Compares plans with hypothetical indexes with plans after really creating them."""
