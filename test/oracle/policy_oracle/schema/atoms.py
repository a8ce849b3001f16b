"""Clauses over the columns of one table, each by a function that returns None where the table has no fitting column."""
from __future__ import annotations

from typing import Callable

from .kinds import SHARED, function_kind
from .model import Clause, Column, Context, Table
from .values import array, folded, setting_switch, value

EQUAL = ("int", "bigint", "uuid", "text", "textc", "varchar", "numeric", "mood", "stamp", "day", "ints", "json", "span")
ORDERED = ("int", "bigint", "uuid", "text", "textc", "varchar", "numeric", "mood", "stamp", "day")
TEXTS = ("text", "textc", "varchar")

Atom = Callable[[Context, Table], "Clause | None"]


def clause(sql: str, shape: str, *columns: Column) -> Clause:
    return Clause(sql, frozenset({shape}), frozenset(column.name for column in columns))


def choose(ctx: Context, table: Table, *kinds: str) -> Column | None:
    columns = table.of_kinds(*kinds)
    return ctx.rng.choice(columns) if columns else None


def equality(ctx: Context, table: Table) -> Clause | None:
    column = choose(ctx, table, *EQUAL)
    if column is None:
        return None
    other, form = value(ctx, column.kind)
    if ctx.chance(0.2):
        return clause(f"{other} = {column.q}", f"commuted: {form} = column", column)
    return clause(f"{column.q} = {other}", f"column = {form}", column)


def inequality(ctx: Context, table: Table) -> Clause | None:
    column = choose(ctx, table, *EQUAL)
    return column and clause(f"{column.q} <> {value(ctx, column.kind)[0]}", "<>", column)


def order(ctx: Context, table: Table) -> Clause | None:
    column = choose(ctx, table, *ORDERED)
    if column is None:
        return None
    if ctx.chance(0.3):
        return clause(f"{column.q} BETWEEN {column.kind.constant} AND {value(ctx, column.kind)[0]}", "BETWEEN", column)
    other = folded(ctx, column.kind) if ctx.chance(0.1) else None
    if other is not None:
        return clause(f"{column.q} > {other}", "range: immutable function of a constant", column)
    return clause(f"{column.q} {ctx.rng.choice(('<', '<=', '>', '>='))} {value(ctx, column.kind)[0]}", "range", column)


def age(ctx: Context, table: Table) -> Clause | None:
    column = choose(ctx, table, "stamp", "day")
    if column is None:
        return None
    now = "now()" if column.kind.name == "stamp" or ctx.chance(0.4) else "CURRENT_DATE"
    return clause(f"{column.q} > {now} - interval '{ctx.rng.choice(('2 days', '30 days'))}'", "now() - interval", column)


def any_array(ctx: Context, table: Table) -> Clause | None:
    column = choose(ctx, table, "int", "bigint", "uuid", "text", "textc", "varchar", "numeric", "mood")
    if column is None:
        return None
    other, form = array(ctx, column.kind)
    if ctx.chance(0.1):
        return clause(f"{column.q} <> ALL ({other})", f"<> ALL ({form})", column)
    return clause(f"{column.q} = ANY ({other})", f"= ANY ({form})", column)


def null_test(ctx: Context, table: Table) -> Clause | None:
    column = ctx.rng.choice(table.columns)
    # IS NOT NULL of a NOT NULL column: the planner leaves it out since 17, and with it what else is in an OR
    negation = "NOT " if ctx.chance(0.35) and not column.not_null else ""
    return clause(f"{column.q} IS {negation}NULL", "IS [NOT] NULL", column)


def boolean(ctx: Context, table: Table) -> Clause | None:
    column = choose(ctx, table, "bool")
    form = ctx.rng.choice(("{}", "{}", "NOT {}", "NOT {}", "{} = true", "{} <> true", "{} IS TRUE", "{} IS NOT TRUE"))
    return column and clause(form.format(column.q), "boolean column", column)


def lowered(ctx: Context, table: Table) -> Clause | None:
    column = choose(ctx, table, *TEXTS)
    return column and clause(f"lower({column.q}) = {value(ctx, column.kind)[0]}", "lower(column)", column)


def cast(ctx: Context, table: Table) -> Clause | None:
    column = choose(ctx, table, "int", "uuid", "bigint", "varchar")
    if column is None:
        return None
    if column.kind.name == "int" and ctx.chance(0.5):
        return clause(f"{column.q}::bigint = 7", "cast of the column", column)
    setting = "current_setting('app.{}', true)".format("text" if column.kind.text else column.kind.name)
    return clause(f"{column.q}::text = {setting}", "cast of the column", column)


def arithmetic(ctx: Context, table: Table) -> Clause | None:
    column = choose(ctx, table, "int", "bigint")
    return column and clause(f"{column.q} {ctx.rng.choice(('% 2 = 0', '+ 1 = 8', '* 2 < 50'))}", "arithmetic", column)


def like(ctx: Context, table: Table) -> Clause | None:
    column = choose(ctx, table, *TEXTS)
    pattern = ctx.rng.choice(("'v00%'", "'v00%'", "'v001_'", "'%17'", "'_0%'"))
    negation = "NOT " if ctx.chance(0.1) else ""
    return column and clause(f"{column.q} {negation}LIKE {pattern}", "LIKE", column)


def containment(ctx: Context, table: Table) -> Clause | None:
    column = choose(ctx, table, "ints", "texts", "json", "words", "span")
    if column is None:
        return None
    forms = {
        "ints": ("{} @> '{{7}}'", "{} && ARRAY[7, 8]", "ARRAY[7] <@ {}", "7 = ANY ({})", "{} && " + f"{SHARED}.list_pl_int()",
                 "{} @> ARRAY[" + f"{SHARED}.get_sql_int()]"),
        "texts": ("{} @> ARRAY['v7']", "{} && " + f"{SHARED}.list_sql_text()", "'v7' = ANY ({})"),
        "json": ("{} @> '{{\"org\": 6}}'", "{} ? 'k1'", "{} ?| ARRAY['k1', 'k2']", "{} ->> 'org' = '6'",
                 "({} ->> 'org')::int = 6"),
        "words": ("{} @@ 'w7'::tsquery", "{} @@ to_tsquery('simple', 'w7')", "{} @@ plainto_tsquery('w7')"),
        "span": ("{} @> 7", "{} && '[3,9)'::int4range"),
    }[column.kind.name]
    return clause(ctx.rng.choice(forms).format(column.q), f"operators of {column.kind.sql}", column)


def rows_compared(ctx: Context, table: Table) -> Clause | None:
    columns = table.of_kinds("int", "bigint", "uuid", "text", "stamp", "numeric")
    if len(columns) < 2:
        return None
    one, two = ctx.rng.sample(columns, 2)
    operator = ctx.rng.choice(("=", "<", ">="))
    return clause(f"({one.q}, {two.q}) {operator} ({one.kind.constant}::{one.kind.sql}, {two.kind.constant}::{two.kind.sql})",
                  "row comparison", one, two)


def volatile(ctx: Context, table: Table) -> Clause | None:
    column = choose(ctx, table, "int", "bigint", "uuid", "text", "stamp")
    if column is None:
        return None
    if column.kind.name == "stamp" and ctx.chance(0.5):
        return clause(f"{column.q} < clock_timestamp()", "volatile function", column)
    return clause(f"{column.q} = {SHARED}.get_volatile_{column.kind.name}()", "volatile function", column)


def opaque(ctx: Context, table: Table) -> Clause | None:
    column, function = _with_function(ctx, table, ("opaque_pl", "opaque_definer", "opaque_immutable", "opaque_set", "opaque_volatile"))
    return column and clause(f"{function}({column.q})", "opaque function over the column", column)


def inlined(ctx: Context, table: Table) -> Clause | None:
    column, function = _with_function(ctx, table, ("mine_sql", "mine_immutable", "mine_default", "mine_strict"))
    return column and clause(f"{function}({column.q})", "inlined function over the column", column)


def inlined_pair(ctx: Context, table: Table) -> Clause | None:
    for name in ("int", "uuid", "text"):
        columns = table.of_kinds(name)
        if len(columns) > 1:
            one, two = ctx.rng.sample(columns, 2)
            return clause(f"{SHARED}.either_sql_{name}({one.q}, {two.q})", "inlined function over two columns", one, two)
    return None


def same_column_or(ctx: Context, table: Table) -> Clause | None:
    column = choose(ctx, table, "int", "bigint", "uuid", "text", "numeric", "mood")
    if column is None:
        return None
    second = f"{column.q} IS NULL" if ctx.chance(0.4) else f"{column.q} = {value(ctx, column.kind)[0]}"
    return clause(f"{column.q} = {column.kind.constant} OR {second}", "OR of one column", column)


def switch_or(ctx: Context, table: Table) -> Clause | None:
    column = choose(ctx, table, "int", "bigint", "uuid", "text")
    if column is None:
        return None
    return clause(f"{setting_switch(ctx)} OR {column.q} = {value(ctx, column.kind)[0]}", "column-free branch OR column", column)


def switch_and(ctx: Context, table: Table) -> Clause | None:
    column = choose(ctx, table, "int", "bigint", "uuid", "text")
    return column and clause(f"{setting_switch(ctx)} AND {column.q} = {value(ctx, column.kind)[0]}", "column-free AND column",
                             column)


def without_column(ctx: Context, table: Table) -> Clause | None:
    if ctx.chance(0.6):
        return clause("true", "true")
    return clause(setting_switch(ctx), "no column")


def _with_function(ctx: Context, table: Table, names: tuple[str, ...]) -> tuple[Column | None, str]:
    column = choose(ctx, table, "int", "bigint", "uuid", "text", "varchar", "numeric", "mood", "stamp", "day")
    source = function_kind(column.kind) if column else None
    if column is None or source is None:
        return None, ""
    return column, f"{SHARED}.{ctx.rng.choice(names)}_{source.name}"
