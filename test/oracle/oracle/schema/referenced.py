"""Referenced tables: with unique sets of one to four columns, one row each, sometimes partitioned."""
from __future__ import annotations

from .columns import random_collation
from .model import Cluster, Column, Context, Table
from .names import quote
from .opclasses import operator_class
from .types import referenced_type


def add_referenced(ctx: Context, cluster: Cluster) -> Table:
    """Creates a table that keys can reference. Its one row lets a DELETE fire the RI triggers."""
    taken: set[str] = set()
    columns: list[Column] = []
    for _ in range(ctx.rng.randint(1, 5)):
        type_ = referenced_type(ctx.rng)
        columns.append(Column(ctx.names.column(taken), type_, random_collation(ctx, type_)))
    partition_column = ctx.rng.choice(columns) if ctx.chance(0.12) else None
    table = Table(ctx.schema(), ctx.names.fresh("p"), columns,
                  partition_columns=[partition_column] if partition_column else [])
    tail = f" PARTITION BY HASH ({partition_column.q})" if partition_column else ""
    definitions = ", ".join(column.definition() for column in columns)
    cluster.add(f"CREATE TABLE {table.q} ({definitions}){tail}", table)
    for remainder in range(2 if partition_column else 0):
        name = f"{quote(table.schema)}.{quote(ctx.names.fresh('pp'))}"
        cluster.add(f"CREATE TABLE {name} PARTITION OF {table.q} FOR VALUES WITH (MODULUS 2, REMAINDER {remainder})")
    plan_uniques(ctx, table, partition_column)
    cluster.add(f"INSERT INTO {table.q} VALUES ({', '.join(c.type.value_of(1) for c in columns)})")
    return table


def plan_uniques(ctx: Context, table: Table, must_contain: Column | None = None) -> None:
    """Single columns and sets of them, in any order, that a key may reference; declared when one does."""
    sets = [[column] for column in table.columns] + [
        ctx.rng.sample(table.columns, ctx.rng.randint(2, min(4, len(table.columns))))
        for _ in range(4) if len(table.columns) > 1]
    if must_contain is not None:
        sets = [columns if must_contain in columns else columns + [must_contain] for columns in sets]
    seen: set[frozenset[str]] = set()
    for columns in sets:
        names = frozenset(column.name for column in columns)
        if names not in seen and len(columns) <= 4:
            seen.add(names)
            table.uniques.append(columns)


def declare_unique(ctx: Context, cluster: Cluster, table: Table, columns: list[Column]) -> None:
    """The constraint or unique index that a reference to `columns` needs; one of a table may be its primary key."""
    names = frozenset(column.name for column in columns)
    if names in table.declared:
        return
    listing = ", ".join(column.q for column in columns)
    name = quote(ctx.names.fresh("u"))
    if not table.declared and ctx.chance(0.6):
        cluster.add(f"ALTER TABLE {table.q} ADD PRIMARY KEY ({listing})")
    elif ctx.chance(0.3):
        if ctx.chance(0.3):  # the operator class decides which operator the key compares by
            listing = ", ".join(f"{column.q} {operator_class(ctx, 'btree', column.type)}" for column in columns)
        cluster.add(f"CREATE UNIQUE INDEX {name} ON {table.q} ({listing})")
    else:
        cluster.add(f"ALTER TABLE {table.q} ADD CONSTRAINT {name} UNIQUE ({listing})")
    table.declared.add(names)
