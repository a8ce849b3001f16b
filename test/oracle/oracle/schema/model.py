"""What the generator builds with: columns, tables, keys, statements."""
from __future__ import annotations

import random
from dataclasses import dataclass, field

from .names import Names, quote
from .types import ColumnType


@dataclass(frozen=True)
class Column:
    name: str
    type: ColumnType
    collation: str | None = None
    not_null: bool = False

    @property
    def q(self) -> str:
        return quote(self.name)

    def definition(self) -> str:
        collate = f" COLLATE {self.collation}" if self.collation else ""
        return f"{self.q} {self.type.sql}{collate}{' NOT NULL' if self.not_null else ''}"


@dataclass
class Table:
    schema: str
    name: str
    columns: list[Column]
    uniques: list[list[Column]] = field(default_factory=list)  # column sets that a key may reference
    declared: set[frozenset[str]] = field(default_factory=set)  # those that have their constraint
    partition_columns: list[Column] = field(default_factory=list)

    @property
    def q(self) -> str:
        return f"{quote(self.schema)}.{quote(self.name)}" if self.schema else quote(self.name)


@dataclass(frozen=True)
class Key:
    """A foreign key to be declared; columns and referenced columns in the key's order."""
    name: str
    columns: list[Column]
    referenced: Table
    referenced_columns: list[Column]

    def cast_target(self, column: Column) -> ColumnType | None:
        """The type of the column that `column` references, or None."""
        for mine, theirs in zip(self.columns, self.referenced_columns):
            if mine is column:
                return theirs.type
        return None


@dataclass(frozen=True)
class Statement:
    """One piece of DDL, run under its own savepoint. `tags` count as features of `table`'s keys, or of `key` alone."""
    sql: str
    table: tuple[str, str] | None = None
    tags: tuple[str, ...] = ()
    key: str | None = None


@dataclass
class Cluster:
    """Tables that refer to each other and to nothing else: the unit of a reproduction."""
    number: int
    statements: list[Statement] = field(default_factory=list)

    def add(self, sql: str, table: Table | None = None, *tags: str, key: str | None = None) -> None:
        owner = (table.schema, table.name) if table else None
        self.statements.append(Statement(sql, owner, tags, key))


@dataclass
class Context:
    """What every generating function needs."""
    rng: random.Random
    names: Names
    schemas: list[str]
    server_version: int  # server_version_num

    def chance(self, probability: float) -> bool:
        return self.rng.random() < probability

    def schema(self) -> str:
        return self.rng.choice(self.schemas)
