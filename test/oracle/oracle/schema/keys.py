"""Foreign keys: which columns reference what, and the clauses of their declaration."""
from __future__ import annotations

from .columns import referencing_collation
from .model import Cluster, Column, Context, Key, Table
from .names import is_odd, quote
from .referenced import declare_unique
from .types import referencing_type

ACTIONS = ("", "NO ACTION", "RESTRICT", "CASCADE", "SET NULL", "SET DEFAULT")


def plan_key(ctx: Context, cluster: Cluster, referenced: Table, columns: list[Column], taken: set[str]
             ) -> Key | None:
    """A key to one of the referenced table's unique sets, which is declared if need be. Adds the columns that the key
    needs to `columns`, or reuses some; None if there is nothing to reference."""
    if not referenced.uniques:
        return None
    targets = list(ctx.rng.choice(referenced.uniques))
    declare_unique(ctx, cluster, referenced, targets)
    ctx.rng.shuffle(targets)
    mine: list[Column] = []
    for target in targets:
        reusable = [c for c in columns if c.type.family == target.type.family and (c not in mine or ctx.chance(0.15))]
        if reusable and ctx.chance(0.3):
            mine.append(ctx.rng.choice(reusable))
            continue
        type_ = referencing_type(ctx.rng, target.type)
        column = Column(ctx.names.column(taken), type_, referencing_collation(ctx, type_, target), ctx.chance(0.15))
        columns.append(column)
        mine.append(column)
    return Key(ctx.names.fresh("f"), mine, referenced, targets)


def declare(ctx: Context, cluster: Cluster, table: Table, key: Key, *tags: str) -> None:
    """ALTER TABLE ... ADD FOREIGN KEY, with any actions, deferrability and NOT VALID."""
    rng = ctx.rng
    columns = ", ".join(column.q for column in key.columns)
    targets = ", ".join(column.q for column in key.referenced_columns)
    sql = (f"ALTER TABLE {table.q} ADD CONSTRAINT {quote(key.name)} FOREIGN KEY ({columns}) "
           f"REFERENCES {key.referenced.q} ({targets})")
    features = list(tags) + _key_tags(table, key)
    if len(key.columns) > 1 and ctx.chance(0.1):
        sql += " MATCH FULL"
    for event in ("DELETE", "UPDATE"):
        action = rng.choice(ACTIONS)
        if action:
            sql += f" ON {event} {action}"
            if event == "DELETE" and action.startswith("SET") and ctx.chance(0.3):
                sql += f" ({rng.choice(key.columns).q})"
    if ctx.chance(0.2):
        sql += rng.choice((" DEFERRABLE", " DEFERRABLE INITIALLY DEFERRED"))
        features.append("deferrable")
    if ctx.server_version >= 180000 and ctx.chance(0.06):
        sql += " NOT ENFORCED"
        features.append("not enforced")
    elif not table.partition_columns and ctx.chance(0.1):
        sql += " NOT VALID"
        features.append("not valid")
    cluster.add(sql, table, *features, key=key.name)


def _key_tags(table: Table, key: Key) -> list[str]:
    pairs = list(zip(key.columns, key.referenced_columns))
    tags = [f"key of {len(pairs)}"]
    if key.referenced is table:
        tags.append("self-referencing")
    if len({column.name for column in key.columns}) < len(key.columns):
        tags.append("column twice in a key")
    if any(mine.type.family != theirs.type.family for mine, theirs in pairs):
        tags.append("across types")
    if any(column.type.sql.split(".")[-1].startswith("d_") for column in key.columns):
        tags.append("domain")
    tags.extend({f"type {column.type.family}" for column in key.columns})
    for side, columns in (("referencing", key.columns), ("referenced", key.referenced_columns)):
        if any(column.collation and column.collation.split(".")[-1].startswith("nd") for column in columns):
            tags.append(f"nondeterministic {side} column")
    if key.referenced.partition_columns:
        tags.append("to a partitioned table")
    if any(map(is_odd, [key.name, table.name] + [column.name for column in key.columns])):
        tags.append("odd name")
    return tags
