"""Temporal keys (PERIOD), which servers from 18 on have."""
from __future__ import annotations

from .model import Cluster, Column, Context, Key, Table
from .names import quote
from .types import TYPES


def add_temporal(ctx: Context, cluster: Cluster) -> None:
    """A table with a WITHOUT OVERLAPS key, one that references it, and a few GiST, B-tree and other indexes."""
    rng = ctx.rng
    scalar = TYPES[rng.choice(("int4", "int8", "uuid", "text"))]
    period = TYPES[rng.choice(("int4range", "numrange"))]
    target = Table(ctx.schema(), ctx.names.fresh("p"),
                   [Column(ctx.names.fresh("c"), scalar), Column(ctx.names.fresh("c"), period)])
    mine = [Column(ctx.names.fresh("c"), scalar), Column(ctx.names.fresh("c"), period)]
    other = Column(ctx.names.fresh("c"), TYPES["int4"])
    table = Table(ctx.schema(), ctx.names.fresh("t"), rng.sample(mine + [other], 3))
    cluster.add(f"CREATE TABLE {target.q} ({', '.join(c.definition() for c in target.columns)}, "
                f"PRIMARY KEY ({target.columns[0].q}, {target.columns[1].q} WITHOUT OVERLAPS))", target)
    cluster.add(f"INSERT INTO {target.q} VALUES ({', '.join(c.type.value_of(1) for c in target.columns)})")
    cluster.add(f"CREATE TABLE {table.q} ({', '.join(c.definition() for c in table.columns)})", table)
    key = Key(ctx.names.fresh("f"), mine, target, target.columns)
    cluster.add(f"ALTER TABLE {table.q} ADD CONSTRAINT {quote(key.name)} FOREIGN KEY ({mine[0].q}, PERIOD {mine[1].q}) "
                f"REFERENCES {target.q} ({target.columns[0].q}, PERIOD {target.columns[1].q})",
                table, "temporal key", key=key.name)
    for _ in range(rng.randint(0, 3)):
        columns = rng.sample(mine + [other], rng.randint(1, 3))
        method = rng.choice(("gist", "gist", "btree", "gin", "brin"))
        cluster.add(f"CREATE INDEX ON {table.q} USING {method} ({', '.join(c.q for c in columns)})", table,
                    f"index {method}")
