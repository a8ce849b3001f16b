"""Random tables with rows and statistics."""
from __future__ import annotations

import random
from dataclasses import dataclass, field

from oracle.database import Cursor

SAMPLE = 60  # rows from which constants are taken


@dataclass(frozen=True)
class Column:
    name: str
    type: str
    value: str         # an expression over the row number i and the number of rows n
    group: str         # what can be done with it, see indexes.py and queries.py


# Alike in every table; each has some of them. Values depend on setseed().
COLUMNS = (
    Column("few", "int", "(random() * 9)::int", "plain"),
    Column("hundred", "int", "(random() * 99)::int", "plain"),
    Column("skewed", "int", "(power(random(), 4) * 2000)::int", "plain"),
    Column("many", "bigint", "(random() * n)::bigint", "plain"),
    Column("ordered", "int", "i / 7", "plain"),
    Column("sparse", "int", "CASE WHEN random() < 0.4 THEN (random() * 500)::int END", "plain"),
    Column("amount", "numeric(10,2)", "(random() * 10000)::numeric(10,2)", "plain"),
    Column("name", "text", "'name ' || (random() * 3000)::int", "text"),
    Column("title", "varchar(80)", "md5((random() * n)::int::text) || repeat('x', (random() * 20)::int)", "text"),
    Column("kind", "text", "(ARRAY['open', 'closed', 'pending review', 'archived'])[1 + floor(power(random(), 2) * 4)]",
           "plain"),
    Column("created_at", "timestamptz", "timestamptz '2024-01-01 00:00+00' + i * interval '3 minutes'", "plain"),
    Column("changed_at", "timestamptz", "timestamptz '2024-01-01 00:00+00' + random() * interval '300 days'", "plain"),
    Column("day", "date", "date '2024-01-01' + (random() * 400)::int", "plain"),
    Column("deleted_at", "timestamptz", "CASE WHEN random() < 0.1 THEN timestamptz '2024-06-01 00:00+00' END", "gone"),
    Column("flag", "boolean", "random() < 0.2", "flag"),
    Column("key", "uuid", "md5(i::text)::uuid", "plain"),
    Column("tags", "int[]", "ARRAY[(random() * 40)::int, (random() * 400)::int, (random() * 4000)::int]", "array"),
    Column("place", "point", "point(random() * 1000, random() * 1000)", "point"),
    Column("during", "int4range", "int4range(i, i + 1 + (random() * 50)::int)", "range"),
)


@dataclass
class Table:
    name: str
    columns: list[Column]
    rows: int
    partitions: int = 0
    samples: dict[str, list[str]] = field(default_factory=dict)

    def of(self, *groups: str) -> list[Column]:
        return [column for column in self.columns if column.group in groups]

    def constant(self, rng: random.Random, column: Column) -> str:
        value = rng.choice(self.samples[column.name])
        return "'" + value.replace("'", "''") + f"'::{column.type}"


def make(cursor: Cursor, rng: random.Random) -> list[Table]:
    """Two tables that can be joined by two.parent_id = one.id, and at times a partitioned one."""
    tables = [_make(cursor, rng, "one", rng.choice((400, 3000, 12000)), 0),
              _make(cursor, rng, "two", rng.choice((2000, 9000, 25000)), 0)]
    if rng.random() < 0.4:
        tables.append(_make(cursor, rng, "parted", rng.choice((3000, 15000)), rng.choice((2, 4))))
    for table in tables:
        cursor.execute(f"VACUUM ANALYZE {table.name}")
        _sample(cursor, table)
    return tables


def _make(cursor: Cursor, rng: random.Random, name: str, rows: int, partitions: int) -> Table:
    chosen = sorted(rng.sample(range(len(COLUMNS)), rng.randint(7, 12)))
    columns = [Column("id", "int", "i", "plain"), Column("parent_id", "int", "1 + (random() * 2999)::int", "plain")]
    columns += [COLUMNS[number] for number in chosen]
    cursor.execute(f"DROP TABLE IF EXISTS {name}")
    body = ", ".join(f"{column.name} {column.type}" for column in columns)
    if partitions:
        cursor.execute(f"CREATE TABLE {name} ({body}) PARTITION BY HASH (id)")
        for number in range(partitions):
            cursor.execute(f"CREATE TABLE {name}_{number} PARTITION OF {name} FOR VALUES WITH (MODULUS {partitions}, "
                           f"REMAINDER {number})")
    else:
        cursor.execute(f"CREATE TABLE {name} ({body})")
    order = "i" if rng.random() < 0.7 else "random()"
    cursor.execute("SELECT setseed(%s)", (rng.random(),))
    cursor.execute(f"INSERT INTO {name} SELECT {', '.join(column.value for column in columns)} "
                   f"FROM (SELECT i, {rows}::float8 AS n FROM generate_series(1, {rows}) i ORDER BY {order}) AS numbers")
    if rng.random() < 0.5 and not partitions:
        cursor.execute(f"ALTER TABLE {name} ADD PRIMARY KEY (id)")
    return Table(name, columns, rows, partitions)


def _sample(cursor: Cursor, table: Table) -> None:
    for column in table.columns:
        cursor.execute(f"SELECT {column.name}::text FROM (SELECT {column.name}, row_number() OVER () AS number "
                       f"FROM {table.name} WHERE {column.name} IS NOT NULL) AS numbered "
                       f"WHERE number % {max(1, table.rows // SAMPLE)} = 0")
        table.samples[column.name] = [row[0] for row in cursor.fetchall()] or _any(cursor, table, column)


def _any(cursor: Cursor, table: Table, column: Column) -> list[str]:
    cursor.execute(f"SELECT {column.name}::text FROM {table.name} WHERE {column.name} IS NOT NULL LIMIT 1")
    return [row[0] for row in cursor.fetchall()] or ["2024-06-01 00:00+00"]
