"""Indexes that the tables already have: exact ones, wrong ones, and all that lies between."""
from __future__ import annotations

from oracle.schema.names import literal, quote
from oracle.schema.types import pick

from .model import Column, Context, Table

FORMS: dict[str, int] = {
    "single": 28, "pair": 18, "behind another": 8, "partial": 14, "pattern class": 6, "other collation": 5, "hash": 5,
    "gin": 8, "expression": 6, "unique id": 6, "included": 4, "descending": 3,
}
COUNTS: dict[str, int] = {"0": 38, "1": 27, "2": 20, "3": 10, "4": 5}


def add_indexes(ctx: Context, table: Table, used: set[str]) -> None:
    """`used`: the columns that policies name, which most indexes are on."""
    targets = [column for column in table.columns if column.name in used] or table.columns
    if table.user is not None:
        targets = [table.user, *table.columns[:3]]
    if ctx.chance(0.45) and table.shape != "partitioned":
        ctx.add(f"ALTER TABLE {table.q} ADD PRIMARY KEY ({table.id.q})")
    for _ in range(int(pick(ctx.rng, COUNTS))):
        _add_index(ctx, table, targets)


def _add_index(ctx: Context, table: Table, targets: list[Column]) -> None:
    form = pick(ctx.rng, FORMS)
    column = ctx.rng.choice(targets)
    other = ctx.rng.choice(targets + [table.id, table.marker] + table.columns)
    name = ctx.fresh("i")
    method, columns, tail = "btree", column.q, ""
    if form == "pair":
        columns = f"{column.q}, {other.q}"
    elif form == "behind another":
        columns = f"{ctx.rng.choice((table.marker, table.id, other)).q}, {column.q}"
    elif form == "partial":
        columns = column.q if ctx.chance(0.6) else f"{column.q}, {other.q}"
        tail = f" WHERE {_predicate(ctx, column, other)}"
    elif form == "pattern class":
        columns = f"{column.q} {'text_pattern_ops' if column.kind.name != 'varchar' else 'varchar_pattern_ops'}"
    elif form == "other collation":
        columns = f'{column.q} COLLATE "POSIX"'
    elif form == "hash":
        method = "hash"
    elif form == "gin":
        method = "gin"
        columns = column.q if column.kind.gin else ctx.rng.choice([c.q for c in table.columns if c.kind.gin] or [column.q])
    elif form == "expression":
        columns = f"lower({column.q})" if column.kind.text else f"({column.q}::text)"
    elif form == "unique id":
        columns = f"{column.q}, {table.id.q}" if ctx.chance(0.6) else f"{table.id.q}, {column.q}"
    elif form == "included":
        tail = f" INCLUDE ({other.q})"
    elif form == "descending":
        columns = f"{column.q} DESC NULLS LAST, {table.id.q}"
    on = ctx.rng.choice(table.children) if table.children and ctx.chance(0.35) else table
    only = "ONLY " if on.shape == "partitioned" and ctx.chance(0.1) else ""
    unique = "UNIQUE " if form == "unique id" and table.shape != "partitioned" else ""
    ctx.add(f"CREATE {unique}INDEX {quote(name)} ON {only}{on.q} USING {method} ({columns}){tail}")
    if ctx.chance(0.05):
        ctx.add(f"UPDATE pg_index SET indisvalid = false WHERE indexrelid = "
                f"{literal(quote(ctx.batch.schema) + '.' + quote(name))}::regclass")


def _predicate(ctx: Context, column: Column, other: Column) -> str:
    forms = [f"{column.q} IS NOT NULL", f"{other.q} IS NOT NULL", f"{other.q} IS NULL",
             f"{column.q} = {column.kind.constant}::{column.kind.sql}"]
    if column.kind.name in ("int", "bigint", "numeric"):
        forms += [f"{column.q} > 0", f"{column.q} < 20"]
    if other.kind.name == "bool":
        forms += [other.q, f"NOT {other.q}"] * 2
    return ctx.rng.choice(forms)
