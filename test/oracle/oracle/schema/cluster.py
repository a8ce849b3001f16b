"""Composes clusters: referenced tables, a referencing table of some kind, keys, indexes, rows, damage."""
from __future__ import annotations

import random
from functools import partial
from typing import Callable

from .damage import disable_triggers, give_to_extension
from .keys import declare
from .model import Cluster, Context, Key
from .names import Names, quote
from .partition_indexes import add_tree_index, invalidate_root_index
from .partitions import Node, create_child, detach_one, partition_by, partition_columns, plan_tree
from .referenced import add_referenced
from .rows import add_rows
from .tables import add_indexes, add_inheritance, create_table, plan_table, self_reference
from .temporal import add_temporal
from .types import pick

KINDS: dict[str, int] = {"plain": 68, "partitioned": 24, "inherited": 6, "temporary": 2, "of an extension": 2}
CLUSTERS_PER_BATCH = 32


def batch(seed: int, number: int, server_version: int) -> tuple[list[str], list[Cluster]]:
    """The schemas and clusters of one batch; depends on nothing but the arguments."""
    rng = random.Random(f"{seed}:{number}")
    names = Names(rng)
    schemas = ["s" + str(number), names.fresh("S"), "Odd \"schema\". $1"]
    ctx = Context(rng, names, schemas, server_version)
    return [f"CREATE SCHEMA {quote(name)}" for name in schemas], [
        _cluster(ctx, serial) for serial in range(CLUSTERS_PER_BATCH)]


def _cluster(ctx: Context, serial: int) -> Cluster:
    cluster = Cluster(serial)
    if ctx.server_version >= 180000 and ctx.chance(0.06):
        add_temporal(ctx, cluster)
        return cluster
    kind = pick(ctx.rng, KINDS)
    if kind == "temporary":
        _temporary(ctx, cluster)
    elif kind == "partitioned":
        _partitioned(ctx, cluster)
    else:
        _ordinary(ctx, cluster, kind)
    return cluster


def _ordinary(ctx: Context, cluster: Cluster, kind: str) -> None:
    referenced = [add_referenced(ctx, cluster) for _ in range(ctx.rng.randint(1, 2))]
    table, keys = plan_table(ctx, cluster, referenced)
    create_table(ctx, cluster, table, kind="UNLOGGED " if ctx.chance(0.03) else "")
    early = ctx.chance(0.3)
    if early:
        add_indexes(ctx, cluster, table, keys)
    for key in keys:
        declare(ctx, cluster, table, key)
    if ctx.chance(0.15):
        keys += self_reference(ctx, cluster, table)
    if not early:
        add_indexes(ctx, cluster, table, keys)
    if ctx.chance(0.16):
        add_rows(ctx, cluster, table, keys)
    if kind == "inherited" and keys:
        add_inheritance(ctx, cluster, table, keys)
    if ctx.chance(0.05):
        disable_triggers(ctx, cluster, ctx.rng.choice(referenced), table)
    if kind == "of an extension":
        give_to_extension(cluster, table)


def _temporary(ctx: Context, cluster: Cluster) -> None:
    target, _ = plan_table(ctx, cluster, [], temporary=True)
    create_table(ctx, cluster, target, kind="TEMPORARY ")
    keys = self_reference(ctx, cluster, target)
    add_indexes(ctx, cluster, target, keys)


def _partitioned(ctx: Context, cluster: Cluster) -> None:
    """The children, the keys and some indexes come in any order; what needs all partitions comes behind."""
    rng = ctx.rng
    referenced = [add_referenced(ctx, cluster) for _ in range(rng.randint(1, 2))]
    table, keys = plan_table(ctx, cluster, referenced, partitioned_by=partition_columns(ctx))
    root = plan_tree(ctx, table)
    create_table(ctx, cluster, table, tail=partition_by(root, table.partition_columns))
    steps: list[Callable[[], None]] = [
        partial(create_child, ctx, cluster, table, root, child) for child in root.children]
    steps += [partial(_declare_in_tree, ctx, cluster, root, key) for key in keys]
    if keys and ctx.chance(0.25):
        steps.append(partial(add_indexes, ctx, cluster, table, keys))
    rng.shuffle(steps)
    for step in steps:
        step()
    for _ in range(rng.randint(0, 5) if keys else 0):
        add_tree_index(ctx, cluster, root, keys)
    if ctx.chance(0.15):
        add_rows(ctx, cluster, table, keys)
    if ctx.chance(0.05):
        invalidate_root_index(ctx, cluster, table)
    if ctx.chance(0.07):
        detach_one(ctx, cluster, root)
    if ctx.chance(0.05):
        disable_triggers(ctx, cluster, rng.choice(referenced), table)
    cluster.add(f"COMMENT ON TABLE {table.q} IS 'root'", table, "partitioned", f"tree of {_depth(root)} levels",
                *(["no leaves"] if not root.leaves() else []))


def _declare_in_tree(ctx: Context, cluster: Cluster, root: Node, key: Key) -> None:
    """On the root, or on one part of the tree only, or on both."""
    if root.children and ctx.chance(0.15):
        part = ctx.rng.choice(root.descendants()).table
        declare(ctx, cluster, part, key, "key of one partition")
        if ctx.chance(0.7):
            return
    declare(ctx, cluster, root.table, key)


def _depth(node: Node) -> int:
    return node.level if not node.children else max(_depth(child) for child in node.children)
