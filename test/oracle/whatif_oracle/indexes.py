"""Random CREATE INDEX statements."""
from __future__ import annotations

import random
from dataclasses import dataclass

from .tables import Column, Table


@dataclass(frozen=True)
class Index:
    table: Table
    keys: tuple[Column, ...]
    definition: str             # what follows ON table
    method: str
    unique: bool = False
    predicate: str = ""
    feature: str = ""
    expression: str = ""        # instead of the only key

    def statement(self, name: str = "") -> str:
        unique = "UNIQUE " if self.unique else ""
        return f"CREATE {unique}INDEX {name} ON {self.table.name} {self.definition}".replace("  ", " ")


def make(rng: random.Random, table: Table) -> Index:
    makers = [_btree] * 10 + [_partial] * 4 + [_covering] * 3 + [_expression] * 2 + [_hash] * 2 + [_brin] * 2
    makers += [_unique] * 2 + [_pattern] if not table.partitions else []
    if table.of("array"):
        makers += [_gin_array] * 2
    if table.of("text"):
        makers += [_gin_trigrams]
    if table.of("point", "range"):
        makers += [_gist] * 2
    return rng.choice(makers)(rng, table)


def _plain(rng: random.Random, table: Table, most: int) -> list[Column]:
    columns = table.of("plain", "text", "flag")
    return rng.sample(columns, min(len(columns), rng.randint(1, most)))


def _key(rng: random.Random, column: Column) -> str:
    direction = rng.choice(("", "", "", " DESC", " DESC", " NULLS FIRST", " DESC NULLS LAST"))
    return column.name + direction


def _btree(rng: random.Random, table: Table) -> Index:
    columns = _plain(rng, table, 3)
    keys = ", ".join(_key(rng, column) for column in columns)
    options = rng.choice(("",) * 8 + (" WITH (fillfactor = 60)",))
    return Index(table, tuple(columns), f"({keys}){options}", "btree", feature=f"btree, {len(columns)} columns")


# Columns that are compared with one another.
COMPARED = (("few", "<", "hundred"), ("skewed", ">=", "sparse"), ("hundred", "<", "skewed"), ("changed_at", ">", "created_at"))


def _partial(rng: random.Random, table: Table) -> Index:
    columns = _plain(rng, table, 2)
    predicates = []
    for column in table.of("gone"):
        predicates += [f"{column.name} IS NULL"] * 3 + [f"{column.name} IS NOT NULL"]
    for column in table.of("flag"):
        predicates += [column.name, f"NOT {column.name}"]
    for column in table.columns:
        if column.name in ("kind", "few"):
            predicates.append(f"{column.name} = {table.constant(rng, column)}")
        if column.name in ("sparse",):
            predicates.append(f"{column.name} IS NOT NULL")
        if column.name in ("hundred", "amount", "created_at"):
            predicates.append(f"{column.name} > {table.constant(rng, column)}")
    names = {column.name for column in table.columns}
    predicates += [f"{a} {op} {b}" for a, op, b in COMPARED if {a, b} <= names]
    predicate = rng.choice(predicates or ["id > 100"])
    keys = ", ".join(_key(rng, column) for column in columns)
    return Index(table, tuple(columns), f"({keys}) WHERE {predicate}", "btree", predicate=predicate, feature="partial")


def _covering(rng: random.Random, table: Table) -> Index:
    columns = _plain(rng, table, 2)
    others = [column for column in table.of("plain", "flag") if column not in columns]
    included = rng.sample(others, min(len(others), rng.randint(1, 2)))
    keys = ", ".join(_key(rng, column) for column in columns)
    return Index(table, tuple(columns), f"({keys}) INCLUDE ({', '.join(c.name for c in included)})", "btree",
                 feature="INCLUDE")


def _expression(rng: random.Random, table: Table) -> Index:
    texts = table.of("text")
    column = rng.choice(texts) if texts else table.columns[1]
    expression = f"lower({column.name})" if texts else "(parent_id + 1)"
    return Index(table, (column,), f"({expression})", "btree", feature="expression", expression=expression)


def _unique(rng: random.Random, table: Table) -> Index:
    columns = [column for column in table.columns if column.name in ("id", "key")]
    column = rng.choice(columns)
    return Index(table, (column,), f"({column.name})", "btree", unique=True, feature="unique")


def _pattern(rng: random.Random, table: Table) -> Index:
    texts = table.of("text") or [column for column in table.columns if column.name == "kind"]
    if not texts:
        return _btree(rng, table)
    column = rng.choice(texts)
    return Index(table, (column,), f"({column.name} text_pattern_ops)", "btree", feature="text_pattern_ops")


def _hash(rng: random.Random, table: Table) -> Index:
    column = rng.choice(table.of("plain", "text"))
    return Index(table, (column,), f"USING hash ({column.name})", "hash", feature="hash")


def _brin(rng: random.Random, table: Table) -> Index:
    column = rng.choice(table.of("plain"))
    return Index(table, (column,), f"USING brin ({column.name})", "brin", feature="BRIN")


def _gin_array(rng: random.Random, table: Table) -> Index:
    column = rng.choice(table.of("array"))
    return Index(table, (column,), f"USING gin ({column.name})", "gin", feature="GIN on arrays")


def _gin_trigrams(rng: random.Random, table: Table) -> Index:
    column = rng.choice(table.of("text"))
    return Index(table, (column,), f"USING gin ({column.name} gin_trgm_ops)", "gin", feature="GIN of trigrams")


def _gist(rng: random.Random, table: Table) -> Index:
    column = rng.choice(table.of("point", "range"))
    return Index(table, (column,), f"USING gist ({column.name})", "gist", feature=f"GiST on {column.type}")
