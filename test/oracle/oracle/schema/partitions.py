"""Partition trees of up to three levels: range, list and hash, attached and created in place, some without leaves."""
from __future__ import annotations

from dataclasses import dataclass, field

from .model import Cluster, Column, Context, Table
from .names import quote
from .types import TYPES

METHODS = ("RANGE", "LIST", "HASH")


@dataclass
class Node:
    """A partitioned table (`method` set) or a leaf. Column names are the root's; their order need not be."""
    table: Table
    level: int
    method: str | None = None
    bound: str = ""
    children: list[Node] = field(default_factory=list)

    def leaves(self) -> list[Node]:
        if self.method is None:
            return [self]
        return [leaf for child in self.children for leaf in child.leaves()]

    def descendants(self) -> list[Node]:
        return [node for child in self.children for node in [child] + child.descendants()]


def partition_columns(ctx: Context) -> list[Column]:
    """The columns that the levels of a tree are partitioned by."""
    return [Column(ctx.names.fresh("d"), TYPES["int4"]) for _ in range(2)]


def plan_tree(ctx: Context, table: Table, level: int = 1) -> Node:
    """The shape of a tree below `table`; nothing is created yet."""
    rng = ctx.rng
    node = Node(table, level, rng.choice(METHODS))
    count = rng.choices((0, 1, 2, 3), (1, 2, 5, 3) if level == 1 else (2, 3, 3, 1))[0]
    bounds = _bounds(ctx, node.method or "", count)
    for bound in bounds:
        child = Table(ctx.schema(), ctx.names.fresh("q"), list(table.columns))
        below = level < 3 and ctx.chance(0.25 if level == 1 else 0.2) and not bound.startswith("DEFAULT")
        branch = plan_tree(ctx, child, level + 1) if below else Node(child, level + 1)
        branch.bound = bound
        node.children.append(branch)
    return node


def _bounds(ctx: Context, method: str, count: int) -> list[str]:
    if method == "HASH":
        return [f"FOR VALUES WITH (MODULUS {max(count, 1)}, REMAINDER {i})" for i in range(count)]
    if method == "RANGE":
        bounds = [f"FOR VALUES FROM ({i * 10}) TO ({i * 10 + 10})" for i in range(count)]
    else:
        bounds = [f"FOR VALUES IN ({', '.join(str(v) for v in range(i * 10, i * 10 + 10))})" for i in range(count)]
        if count > 1 and ctx.chance(0.2):
            bounds[1] = "FOR VALUES IN (NULL)"
    if count and ctx.chance(0.5):
        bounds[-1] = "DEFAULT"
    return bounds


def partition_by(node: Node, columns: list[Column]) -> str:
    """The PARTITION BY clause of a node, or '' for a leaf."""
    if node.method is None:
        return ""
    return f" PARTITION BY {node.method} ({columns[(node.level - 1) % len(columns)].q})"


def create_children(ctx: Context, cluster: Cluster, root: Table, node: Node) -> None:
    """Creates everything below `node`, which exists; features count for the keys of `root`."""
    for child in node.children:
        create_child(ctx, cluster, root, node, child)


def create_child(ctx: Context, cluster: Cluster, root: Table, parent: Node, child: Node) -> None:
    """In place, or as a table of its own (other column order, dropped columns) that is attached with or without
    its children already there."""
    tail = partition_by(child, root.partition_columns)
    if ctx.chance(0.5):
        cluster.add(f"CREATE TABLE {child.table.q} PARTITION OF {parent.table.q} {child.bound}{tail}", root)
        create_children(ctx, cluster, root, child)
        return
    definitions = [column.definition() for column in ctx.rng.sample(root.columns, len(root.columns))]
    definitions.insert(ctx.rng.randint(0, len(definitions)), '"gone" text')
    attach = f"ALTER TABLE {parent.table.q} ATTACH PARTITION {child.table.q} {child.bound}"
    cluster.add(f"CREATE TABLE {child.table.q} ({', '.join(definitions)}){tail}", root)
    cluster.add(f'ALTER TABLE {child.table.q} DROP COLUMN "gone"')
    if ctx.chance(0.5):
        create_children(ctx, cluster, root, child)
        cluster.add(attach, root, "partition attached")
    else:
        cluster.add(attach, root, "partition attached")
        create_children(ctx, cluster, root, child)


def detach_one(ctx: Context, cluster: Cluster, root: Node) -> None:
    """DETACH makes the derived key a declared one of the detached table."""
    if root.children:
        child = ctx.rng.choice(root.children)
        cluster.add(f"ALTER TABLE {root.table.q} DETACH PARTITION {child.table.q}", root.table, "partition detached")
        cluster.add(f"COMMENT ON TABLE {child.table.q} IS {_comment(root)}", child.table, "detached partition")


def _comment(root: Node) -> str:
    return "'once a partition of " + quote(root.table.name).replace("'", "''") + "'"
