"""Tables with rows: plain, partitioned, inherited, and members tables that policies look into."""
from __future__ import annotations

from oracle.schema.names import quote
from oracle.schema.types import pick

from .kinds import KINDS, MEMBER_KINDS, WEIGHTS
from .model import Column, Context, Table

SHAPES: dict[str, int] = {"plain": 80, "partitioned": 13, "inherited": 7}


def add_members(ctx: Context) -> Table:
    """Who belongs to what: a user, what is belonged to (of two kinds), and a role."""
    targets = ctx.rng.sample(MEMBER_KINDS, 2)
    columns = [_column(ctx, name) for name in targets] + [_column(ctx, "text"), _column(ctx, "bool")]
    user = Column(ctx.fresh("user"), KINDS[ctx.rng.choice(MEMBER_KINDS)])
    table = Table(ctx.batch.schema, ctx.fresh("members"), _id(ctx), columns, Column(ctx.fresh("marker"), KINDS["int"]),
                  user=user)
    ctx.add(f"CREATE TABLE {table.q} ({_definitions([table.id, user, *columns, table.marker])})")
    _fill(ctx, table, [table.id, user, *columns], ctx.rng.choice((300, 800)))
    ctx.batch.members.append(table)
    return table


def add_table(ctx: Context) -> Table:
    shape = pick(ctx.rng, SHAPES)
    columns = [_column(ctx, pick(ctx.rng, WEIGHTS)) for _ in range(ctx.rng.randint(2, 6))]
    if not any(column.kind.name in MEMBER_KINDS for column in columns):
        columns.append(_column(ctx, ctx.rng.choice(MEMBER_KINDS)))
    table = Table(ctx.batch.schema, ctx.fresh("t"), _id(ctx), columns, Column(ctx.fresh("marker"), KINDS["int"]), shape)
    every = [table.id, *columns, table.marker]
    tail = ""
    if shape == "partitioned":
        key, method = _partition_key(ctx, table)
        tail = f" PARTITION BY {method} ({key.q})"
    ctx.add(f"CREATE TABLE {table.q} ({_definitions(every)}){tail}")
    if shape == "partitioned":
        _add_partitions(ctx, table, method, every)
    elif shape == "inherited":
        for _ in range(ctx.rng.randint(1, 2)):
            child = _child(ctx, table)
            ctx.add(f"CREATE TABLE {child.q} () INHERITS ({table.q})")
            _fill(ctx, child, [table.id, *columns], ctx.rng.choice((100, 400)), first=10000)
    _fill(ctx, table, [table.id, *columns], ctx.rng.choice((200, 500, 1200)))
    ctx.batch.tables.append(table)
    return table


def _id(ctx: Context) -> Column:
    return Column(ctx.fresh("id"), KINDS["int"], not_null=True)


def _column(ctx: Context, kind: str) -> Column:
    return Column(ctx.fresh(f"c_{kind}_"), KINDS[kind], not_null=ctx.chance(0.25))


def _definitions(columns: list[Column]) -> str:
    return ", ".join(f"{column.q} {column.kind.definition}{' NOT NULL' if column.not_null else ''}" for column in columns)


def _child(ctx: Context, table: Table) -> Table:
    child = Table(table.schema, ctx.fresh("part"), table.id, table.columns, table.marker)
    table.children.append(child)
    return child


def _partition_key(ctx: Context, table: Table) -> tuple[Column, str]:
    numbers = table.of_kinds("int", "bigint")
    key = ctx.rng.choice(numbers) if numbers and ctx.chance(0.5) else table.id
    return key, ctx.rng.choice(("HASH", "RANGE", "LIST") if key is not table.id else ("HASH", "RANGE"))


def _add_partitions(ctx: Context, table: Table, method: str, columns: list[Column]) -> None:
    """Two or three; some are attached, with their columns in another order."""
    bounds = {"HASH": ["WITH (MODULUS 2, REMAINDER 0)", "WITH (MODULUS 2, REMAINDER 1)"],
              "RANGE": ["FROM (MINVALUE) TO (10)", "FROM (10) TO (30)"],
              "LIST": ["IN (1, 2, 3, 4, 5)", "IN (6, 7, 8, 9, 10)"]}[method]
    for bound in (f"FOR VALUES {text}" for text in bounds):
        child = _child(ctx, table)
        if ctx.chance(0.5):
            ctx.add(f"CREATE TABLE {child.q} PARTITION OF {table.q} {bound}")
            continue
        shuffled = ctx.rng.sample(columns, len(columns))
        ctx.add(f"CREATE TABLE {child.q} (gone int, {_definitions(shuffled)})")
        ctx.add(f"ALTER TABLE {child.q} DROP COLUMN gone")
        ctx.add(f"ALTER TABLE {table.q} ATTACH PARTITION {child.q} {bound}")
    if method != "HASH":
        ctx.add(f"CREATE TABLE {_child(ctx, table).q} PARTITION OF {table.q} DEFAULT")


def _fill(ctx: Context, table: Table, columns: list[Column], rows: int, first: int = 0) -> None:
    names = ", ".join(column.q for column in columns)
    values = ", ".join(_value(ctx, table, column) for column in columns)
    ctx.add(f"INSERT INTO {table.q} ({names}) SELECT {values} FROM generate_series({first + 1}, {first + rows}) g")


def _value(ctx: Context, table: Table, column: Column) -> str:
    if column is table.id:
        return "g"
    if column is table.user:
        return column.kind.value.replace("g *", "(g % 9) *")
    if column.not_null or ctx.chance(0.5):
        return column.kind.value
    return f"CASE WHEN g % {ctx.rng.choice((3, 10))} > 0 THEN {column.kind.value} END"


def analyze(ctx: Context) -> None:
    for table in ctx.batch.tables + ctx.batch.members:
        ctx.add(f"ANALYZE {quote(table.schema)}.{quote(table.name)}")
        for child in table.children if table.shape == "inherited" else ():
            ctx.add(f"ANALYZE {child.q}")
