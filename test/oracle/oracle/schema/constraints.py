"""Indexes that come with a constraint: primary keys, unique and exclusion constraints on the referencing table."""
from __future__ import annotations

from .model import Cluster, Column, Context, Key, Table
from .names import quote
from .predicates import predicate


def add_constraint(ctx: Context, cluster: Cluster, table: Table, key: Key, has_primary: bool) -> bool:
    """Adds one; the key's columns lead, follow, or are mixed with others. Returns whether it was a primary key."""
    rng = ctx.rng
    wanted = list(dict.fromkeys(key.columns))
    others = [column for column in table.columns if column not in wanted]
    columns = wanted + rng.sample(others, min(len(others), rng.randint(0, 2)))
    columns += [column for column in table.partition_columns if column not in columns]
    if ctx.chance(0.6):
        rng.shuffle(columns)
    name = quote(ctx.names.fresh("k"))
    listing = ", ".join(column.q for column in columns)
    if ctx.chance(0.35):
        cluster.add(f"ALTER TABLE {table.q} ADD CONSTRAINT {name} {_exclusion(ctx, key, columns)}",
                    table, "exclusion constraint")
        return False
    if not has_primary and ctx.chance(0.5):
        cluster.add(f"ALTER TABLE {table.q} ADD CONSTRAINT {name} PRIMARY KEY ({listing})", table, "primary key")
        return True
    nulls = " NULLS NOT DISTINCT" if ctx.chance(0.2) else ""
    deferrable = " DEFERRABLE" if ctx.chance(0.15) else ""
    cluster.add(f"ALTER TABLE {table.q} ADD CONSTRAINT {name} UNIQUE{nulls} ({listing}){deferrable}",
                table, "unique constraint")
    return False


def _exclusion(ctx: Context, key: Key, columns: list[Column]) -> str:
    method = ctx.rng.choice(("gist", "gist", "btree", "hash", "spgist"))
    if method in ("hash", "spgist"):
        columns = columns[:1]
    elements = ", ".join(
        f"{column.q} WITH {'&&' if method == 'gist' and column.type.family == 'range' else '='}" for column in columns)
    where = f" WHERE ({predicate(ctx, list(key.columns), columns)})" if ctx.chance(0.3) else ""
    return f"EXCLUDE USING {method} ({elements}){where}"
