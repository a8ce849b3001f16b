"""Indexes on partition trees: on the root, ON ONLY, on some parts, on all leaves, built up by ATTACH."""
from __future__ import annotations

from .constraints import add_constraint
from .damage import ruin_index
from .indexes import IndexSpec, index_spec
from .model import Cluster, Context, Key, Table
from .names import literal, quote
from .partitions import Node


def add_tree_index(ctx: Context, cluster: Cluster, root: Node, keys: list[Key]) -> None:
    """One way to index the tree for one of the keys. Call when all partitions exist."""
    key = ctx.rng.choice(keys)
    table = root.table
    draw = ctx.rng.random()
    if draw < 0.08:
        add_constraint(ctx, cluster, table, key, False)
        return
    spec = index_spec(ctx, table, key)
    if draw < 0.30:
        cluster.add(spec.create(ctx.names.fresh("i"), table.q), table, "index on the root", *spec.tags)
    elif draw < 0.45:
        _on_each(ctx, cluster, table, spec, root.leaves(), 1.0, "indexes on all leaves")
    elif draw < 0.60:
        _on_each(ctx, cluster, table, spec, root.leaves(), 0.6, "indexes on some leaves")
    elif draw < 0.70:
        _on_each(ctx, cluster, table, spec, root.children, 0.8, "indexes on children")
    elif draw < 0.78:
        cluster.add(spec.create(ctx.names.fresh("i"), table.q, only=True), table, "ON ONLY stub", *spec.tags)
    elif draw < 0.82:
        branches = [node for node in root.descendants() if node.method]
        for branch in branches[:1]:
            cluster.add(spec.create(ctx.names.fresh("i"), branch.table.q, only=True), table, "ON ONLY stub", *spec.tags)
    elif draw < 0.94:
        _attach_tree(ctx, cluster, root, table, spec, ctx.rng.choice((1.0, 1.0, 0.7)))
    else:  # all leaves, each with another index for the same key
        for leaf in root.leaves():
            own = index_spec(ctx, table, key)
            cluster.add(own.create(ctx.names.fresh("i"), leaf.table.q), table, "different indexes on leaves", *own.tags)


def _on_each(ctx: Context, cluster: Cluster, root: Table, spec: IndexSpec, nodes: list[Node], share: float,
             tag: str) -> None:
    for node in nodes:
        if not ctx.chance(share):
            continue
        name = ctx.names.fresh("i")
        cluster.add(spec.create(name, node.table.q), root, tag, *spec.tags)
        if node.method is None and ctx.chance(0.06):
            ruin_index(ctx, cluster, node.table, name, root)


def _attach_tree(ctx: Context, cluster: Cluster, node: Node, root: Table, spec: IndexSpec, share: float) -> str:
    """ON ONLY at every partitioned table, an index on every leaf, and ATTACH of a share of them. Returns the name."""
    name = ctx.names.fresh("i")
    cluster.add(spec.create(name, node.table.q, only=node.method is not None), root, "built up by ATTACH", *spec.tags)
    mine = _qualified(node.table, name)
    for child in node.children:
        below = _attach_tree(ctx, cluster, child, root, spec, share)
        if ctx.chance(share):
            cluster.add(f"ALTER INDEX {mine} ATTACH PARTITION {_qualified(child.table, below)}")
    return name


def invalidate_root_index(ctx: Context, cluster: Cluster, root: Table) -> None:
    """One partitioned index of the root becomes invalid, as when a partition's index was never attached."""
    cluster.add(
        f"UPDATE pg_index SET indisvalid = false WHERE indexrelid = (SELECT min(indexrelid::oid) FROM pg_index WHERE "
        f"indrelid = {literal(root.q)}::regclass); UPDATE pg_class SET relname = relname WHERE oid = "
        f"{literal(root.q)}::regclass", root, "invalid root index")


def _qualified(table: Table, index: str) -> str:
    return f"{quote(table.schema)}.{quote(index)}"
