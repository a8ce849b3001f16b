"""Ordinary referencing tables: keys, columns, indexes, inheritance children."""
from __future__ import annotations

from typing import Sequence

from .columns import filler_columns
from .constraints import add_constraint
from .damage import ruin_index
from .indexes import index_spec
from .keys import declare, plan_key
from .model import Cluster, Column, Context, Key, Table
from .names import is_odd
from .referenced import declare_unique
from .types import TYPES


def plan_table(ctx: Context, cluster: Cluster, referenced: list[Table], temporary: bool = False,
               partitioned_by: Sequence[Column] = ()) -> tuple[Table, list[Key]]:
    """A table not yet created, with the columns its keys and its other purposes need, in any order."""
    taken: set[str] = set()
    columns: list[Column] = list(partitioned_by)
    keys: list[Key] = []
    for _ in range(ctx.rng.choice((1, 2, 3, 3, 4, 5, 6))):
        key = plan_key(ctx, cluster, ctx.rng.choice(referenced), columns, taken) if referenced else None
        if key:
            keys.append(key)
    if keys and ctx.chance(0.12):  # one more key on the same columns
        twin = ctx.rng.choice(keys)
        keys.append(Key(ctx.names.fresh("f"), twin.columns, twin.referenced, twin.referenced_columns))
    columns += filler_columns(ctx, taken)
    ctx.rng.shuffle(columns)
    name = "x" if ctx.chance(0.01) else ctx.names.fresh("t")
    return Table("" if temporary else ctx.schema(), name, columns, partition_columns=list(partitioned_by)), keys


def create_table(ctx: Context, cluster: Cluster, table: Table, tail: str = "", kind: str = "") -> None:
    """CREATE TABLE, sometimes with a column dropped ahead of the others; `tail` is PARTITION BY and the like."""
    definitions = [column.definition() for column in table.columns]
    if ctx.chance(0.2):
        gone = ctx.rng.randint(0, len(definitions))
        definitions.insert(gone, '"gone" int')
        cluster.add(f"CREATE {kind}TABLE {table.q} ({', '.join(definitions)}){tail}", table, "dropped column")
        cluster.add(f'ALTER TABLE {table.q} DROP COLUMN "gone"')
    else:
        cluster.add(f"CREATE {kind}TABLE {table.q} ({', '.join(definitions)}){tail}", table)


def add_indexes(ctx: Context, cluster: Cluster, table: Table, keys: list[Key]) -> None:
    """None to eight indexes, most of them aimed at one of the keys; some carry a constraint, some are ruined."""
    has_primary = False
    for _ in range(ctx.rng.choice((0, 1, 2, 3, 3, 4, 4, 5, 6, 8))):
        key = ctx.rng.choice(keys) if keys and ctx.chance(0.92) else None
        if key and ctx.chance(0.1):
            has_primary |= add_constraint(ctx, cluster, table, key, has_primary)
            continue
        spec = index_spec(ctx, table, key)
        name = ctx.names.fresh("i")
        tags = spec.tags + (["odd name"] if is_odd(name) else [])
        cluster.add(spec.create(name, table.q), table, *tags)
        if ctx.chance(0.07):
            ruin_index(ctx, cluster, table, name)


def self_reference(ctx: Context, cluster: Cluster, table: Table) -> list[Key]:
    """Makes the table reference itself; its unique sets are indexes of the referencing table, too."""
    target = Column(ctx.names.fresh("c"), TYPES[ctx.rng.choice(("int4", "int8", "uuid", "text"))])
    table.columns.append(target)
    cluster.add(f"ALTER TABLE {table.q} ADD COLUMN {target.definition()}")
    declare_unique(ctx, cluster, table, [target])
    mine = [column for column in table.columns if column.type.family == target.type.family and column is not target]
    if not mine:
        mine = [Column(ctx.names.fresh("c"), target.type)]
        table.columns.append(mine[0])
        cluster.add(f"ALTER TABLE {table.q} ADD COLUMN {mine[0].definition()}")
    key = Key(ctx.names.fresh("f"), [ctx.rng.choice(mine)], table, [target])
    declare(ctx, cluster, table, key)
    return [key]


def add_inheritance(ctx: Context, cluster: Cluster, parent: Table, keys: list[Key]) -> None:
    """A plain inheritance child with indexes and a key of its own: no business of the parent's keys."""
    child = Table(parent.schema or "", ctx.names.fresh("h"), list(parent.columns))
    cluster.add(f"CREATE TABLE {child.q} () INHERITS ({parent.q})", child, "inheritance child")
    for _ in range(ctx.rng.randint(0, 3)):
        spec = index_spec(ctx, child, ctx.rng.choice(keys))
        cluster.add(spec.create(ctx.names.fresh("i"), child.q), child, *spec.tags)
    if ctx.chance(0.6):
        twin = ctx.rng.choice(keys)
        declare(ctx, cluster, child, Key(ctx.names.fresh("f"), twin.columns, twin.referenced, twin.referenced_columns))
    cluster.add(f"COMMENT ON TABLE {parent.q} IS 'has children'", parent, "inheritance parent")
