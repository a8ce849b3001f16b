"""Columns and their collations."""
from __future__ import annotations

from .model import Column, Context
from .shared import NONDETERMINISTIC, PLAIN_COLLATIONS
from .types import TYPES, ColumnType


def random_collation(ctx: Context, type_: ColumnType, ordinary: float = 0.7) -> str | None:
    """None with probability `ordinary` and for types without collation."""
    if not type_.collatable or ctx.chance(ordinary):
        return None
    return ctx.rng.choice(PLAIN_COLLATIONS + NONDETERMINISTIC * 2)


def referencing_collation(ctx: Context, type_: ColumnType, referenced: Column) -> str | None:
    """Mostly the referenced column's, otherwise any: nondeterministic on either side, on both, on none."""
    if not type_.collatable:
        return None
    return referenced.collation if ctx.chance(0.6) else random_collation(ctx, type_, 0.4)


def filler_columns(ctx: Context, taken: set[str]) -> list[Column]:
    """Columns that belong to no key: what application tables have besides."""
    kinds = ["timestamptz", "int4", "text", "bool", "jsonb", "varchar(20)", "numeric", "int4range"]
    return [Column(ctx.names.column(taken), TYPES[kind], random_collation(ctx, TYPES[kind], 0.9))
            for kind in ctx.rng.sample(kinds, ctx.rng.randint(1, 4))]
