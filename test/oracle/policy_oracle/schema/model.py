"""What the generator builds with: columns, tables, policies, statements."""
from __future__ import annotations

import random
from dataclasses import dataclass, field

from oracle.schema.names import quote

from .kinds import Kind


@dataclass(frozen=True)
class Column:
    name: str
    kind: Kind
    not_null: bool = False

    @property
    def q(self) -> str:
        return quote(self.name) if self.name != self.name.lower() or not self.name.isidentifier() else self.name


@dataclass
class Table:
    schema: str
    name: str
    id: Column
    columns: list[Column]
    marker: Column                                        # no policy mentions it: for UPDATE to set
    shape: str = "plain"                                  # 'partitioned', 'inherited'
    children: list["Table"] = field(default_factory=list)
    user: Column | None = None                            # of a members table: whose membership

    @property
    def q(self) -> str:
        return f"{quote(self.schema)}.{quote(self.name)}"

    def of_kinds(self, *names: str) -> list[Column]:
        return [column for column in self.columns if column.kind.name in names]


@dataclass(frozen=True)
class Clause:
    sql: str
    shapes: frozenset[str]
    columns: frozenset[str]  # columns of the policy's table that it names

    def wrapped(self) -> str:
        return f"({self.sql})"


@dataclass(frozen=True)
class Body:
    """The query of a SQL function that reads a members table; the planner plans it apart from the policy's query."""
    table: str                    # that the policy with the call is on
    function: str
    query: str
    parameter_types: tuple[str, ...]
    definer: bool


@dataclass(frozen=True)
class Policy:
    name: str
    table: Table
    permissive: bool
    command: str
    roles: tuple[str, ...]  # empty: PUBLIC
    using: Clause | None
    check: Clause | None

    def create(self) -> str:
        roles = ", ".join(quote(role) for role in self.roles) or "PUBLIC"
        return (f"CREATE POLICY {quote(self.name)} ON {self.table.q} AS {'PERMISSIVE' if self.permissive else 'RESTRICTIVE'} "
                f"FOR {self.command} TO {roles}" + (f" USING ({self.using.sql})" if self.using else "")
                + (f" WITH CHECK ({self.check.sql})" if self.check else ""))


@dataclass
class Batch:
    number: int
    schema: str
    roles: list[str] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)     # with policies; members tables among them
    members: list[Table] = field(default_factory=list)
    policies: list[Policy] = field(default_factory=list)
    bodies: list[Body] = field(default_factory=list)
    statements: list[str] = field(default_factory=list)


@dataclass
class Context:
    """What every generating function needs."""
    rng: random.Random
    batch: Batch
    server_version: int
    serial: int = 0
    in_check: bool = False  # the clause is for WITH CHECK, which filters nothing

    def chance(self, probability: float) -> bool:
        return self.rng.random() < probability

    def fresh(self, prefix: str) -> str:
        """A name that is unique in the batch; now and then one that needs quotes."""
        self.serial += 1
        name = f"{prefix}{self.serial}"
        return name if self.rng.random() < 0.93 else f"{prefix.title()} {self.serial}"

    def add(self, sql: str) -> None:
        self.batch.statements.append(sql)
