"""WHERE clauses of partial indexes: implied by a key's RI query, not implied, and hard to tell."""
from __future__ import annotations

from .model import Column, Context
from .types import SHARED


def predicate(ctx: Context, key_columns: list[Column], others: list[Column]) -> str:
    """A predicate over a key's columns and, for some forms, another column of the table."""
    rng = ctx.rng
    fk = rng.choice(key_columns)
    second = rng.choice(key_columns)
    other = rng.choice(others or key_columns)
    value, another = fk.type.value_of(rng.randint(0, 5)), fk.type.value_of(rng.randint(6, 9))
    implied = (
        f"{fk.q} IS NOT NULL",
        " AND ".join(f"{column.q} IS NOT NULL" for column in key_columns),
        f"NOT ({fk.q} IS NULL)",
        f"{fk.q} IS NOT NULL OR {other.q} IS NULL",
        f"{fk.q} IS NOT NULL OR {second.q} IS NOT NULL",
        "1 = 1",
        "true",
        f"({fk.q} IS NOT NULL AND 2 > 1) OR false",
        f"{fk.q} IS DISTINCT FROM NULL",
    )
    refused = (
        f"{fk.q} IS NOT NULL AND {other.q} IS NULL",
        f"{other.q} IS NULL",
        f"{other.q} IS NOT NULL",
        f"{fk.q} > {value}",
        f"{fk.q} >= {value} OR {fk.q} < {value}",
        f"{fk.q} = {value}",
        f"{fk.q} IN ({value}, {another})",
        f"{fk.q} <> {value}",
        f"{fk.q} IS NULL",
        "false",
    )
    hard = (
        f"{fk.q} = {fk.q}",
        f"({fk.q} = {fk.q}) IS NOT NULL",
        f"({fk.q} IS NOT NULL) IS TRUE",
        f"({fk.q} IS NOT NULL) = true",
        f"({fk.q} IS NOT NULL) IS NOT FALSE",
        f"coalesce({fk.q} IS NOT NULL, false)",
        f"ROW({fk.q}, {second.q}) IS NOT NULL",
        f"CASE WHEN {fk.q} IS NULL THEN false ELSE true END",
        f"num_nonnulls({fk.q}) > 0",
        f"{fk.q}::text IS NOT NULL",
        f"{fk.q}::varchar(10) IS NOT NULL",
        f"{fk.q}::numeric IS NOT NULL",
        f"({fk.q} IS NULL) = false",
        f"{fk.q} IS NOT NULL AND {second.q} = {second.q}",
        f"coalesce({fk.q}, {value}) IS NOT NULL",
        f"length({fk.q}) IS NOT NULL",
        f"{SHARED}.flag({fk.q})",
        f"{fk.q} IS NOT NULL AND {SHARED}.flag({other.q})",
        f"{fk.q} IS NOT NULL OR {SHARED}.flag({other.q})",
    )
    return rng.choice(rng.choices((implied, refused, hard), (5, 4, 3))[0])
