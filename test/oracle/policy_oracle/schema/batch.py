"""Composes batches: roles, a members table, tables with policies, indexes."""
from __future__ import annotations

import random

from oracle.schema.names import quote

from .indexes import add_indexes
from .model import Batch, Context, Policy, Table
from .policies import add_policies, add_roles, grant
from .tables import add_members, add_table, analyze


def generate(seed: int, number: int, server_version: int) -> Batch:
    """Depends on nothing but the arguments."""
    batch = Batch(number, f"p{number}")
    ctx = Context(random.Random(f"policies:{seed}:{number}"), batch, server_version)
    ctx.add(f"CREATE SCHEMA {quote(batch.schema)}")
    add_roles(ctx)
    if ctx.chance(0.8):
        add_members(ctx)
    for _ in range(ctx.rng.randint(1, 3)):
        add_table(ctx)
    for table in batch.tables:
        add_policies(ctx, table)
    for members in batch.members:
        if ctx.chance(0.35):
            add_policies(ctx, members)
    grant(ctx)
    for table in batch.tables + batch.members:
        add_indexes(ctx, table, _columns_used(batch.policies, table))
    analyze(ctx)
    return batch


def _columns_used(policies: list[Policy], table: Table) -> set[str]:
    return {name for policy in policies if policy.table is table and policy.using for name in policy.using.columns}
