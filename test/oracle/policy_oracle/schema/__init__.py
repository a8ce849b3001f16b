"""The generator: tables, members, functions, policies, indexes."""
