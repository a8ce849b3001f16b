"""Rows and statistics for a few tables: what decides about BRIN, and about NULLs in the proposed indexes."""
from __future__ import annotations

from .indexes import index_spec
from .model import Cluster, Column, Context, Key, Table

ROWS = 300
# how a column follows the physical order, as an expression over the row number g
ORDERS: tuple[tuple[str, str], ...] = (
    ("correlated", "g"),
    ("uncorrelated", "(g * 7919) % 1009"),
    ("half correlated", "g + (g * 7919) % 1009"),
    ("at the threshold", "g * 2 + (g * 7919) % 1009"),
    ("well correlated", "g * 4 + (g * 7919) % 1009"),
    ("backwards", "1000 - g"),
    ("constant", "1"),
)


def add_rows(ctx: Context, cluster: Cluster, table: Table, keys: list[Key]) -> None:
    """Fills the table without checking its keys, and analyses it; some keys get a BRIN index, which lives by that."""
    for key in keys:
        if ctx.chance(0.6):
            spec = index_spec(ctx, table, key, "brin", "exact" if ctx.chance(0.7) else None)
            cluster.add(spec.create(ctx.names.fresh("i"), table.q), table, *spec.tags)
    values = ", ".join(_value(ctx, column, column in table.partition_columns) for column in table.columns)
    names = ", ".join(column.q for column in table.columns)
    cluster.add(f"SET session_replication_role = replica; INSERT INTO {table.q} ({names}) "
                f"SELECT {values} FROM generate_series(1, {ROWS}) g; SET session_replication_role = origin; "
                f"ANALYZE {table.q}", table, "rows and statistics")


def _value(ctx: Context, column: Column, partitioning: bool) -> str:
    if partitioning:
        return column.type.value_of("g % 20")
    name, expression = ctx.rng.choice(ORDERS)
    value = column.type.value_of(expression)
    if column.not_null or name == "correlated" or ctx.chance(0.6):
        return value
    return f"CASE WHEN g % {ctx.rng.choice((2, 10))} = 0 THEN {value} END"
