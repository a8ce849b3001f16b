"""Clauses that look into a members table: IN, EXISTS, arrays and scalars of sub-selects, functions that do so."""
from __future__ import annotations

from oracle.schema.names import quote

from .atoms import clause
from .kinds import SHARED, Kind
from .model import Body, Clause, Column, Context, Table
from .values import value


def lookup(ctx: Context, table: Table) -> Clause | None:
    """One of them, where a column of the table has the kind of one that the members table holds."""
    if not ctx.batch.members or table in ctx.batch.members:
        return None
    members = ctx.rng.choice(ctx.batch.members)
    pairs = [(column, target) for column in table.columns for target in members.columns[:2]
             if column.kind is target.kind]
    if not pairs:
        return None
    column, target = ctx.rng.choice(pairs)
    return ctx.rng.choice(_FORMS)(ctx, table, members, column, target)


def _mine(ctx: Context, members: Table) -> str:
    """Which members count."""
    assert members.user is not None
    other = value(ctx, members.user.kind)[0]
    text = f"{members.q}.{members.user.q} = {other}"
    if ctx.chance(0.3):
        role, active = members.columns[2:4]
        extra = ctx.rng.choice((f"{members.q}.{role.q} = 'v0017'", f"{members.q}.{role.q} IN ('v0017', 'v0034')",
                                f"{members.q}.{active.q}", f"{members.q}.{role.q} <> 'v0000'",
                                f"{members.q}.{members.id.q} > 10"))
        text += f" AND {extra}"
    return text


def _in(ctx: Context, table: Table, members: Table, column: Column, target: Column) -> Clause:
    negation = "NOT " if ctx.chance(0.1) else ""
    return clause(f"{column.q} {negation}IN (SELECT {target.q} FROM {members.q} WHERE {_mine(ctx, members)})",
                  f"{negation}IN (SELECT)", column)


def _any(ctx: Context, table: Table, members: Table, column: Column, target: Column) -> Clause:
    return clause(f"{column.q} = ANY (ARRAY(SELECT {target.q} FROM {members.q} WHERE {_mine(ctx, members)}))",
                  "= ANY (ARRAY(SELECT))", column)


def _correlated_exists(ctx: Context, table: Table, members: Table, column: Column, target: Column) -> Clause:
    conditions = [f"{members.q}.{target.q} = {table.q}.{column.q}"]
    if ctx.chance(0.85):
        conditions.append(_mine(ctx, members))
        ctx.rng.shuffle(conditions)
    negation = "NOT " if ctx.chance(0.12) else ""
    return clause(f"{negation}EXISTS (SELECT 1 FROM {members.q} WHERE {' AND '.join(conditions)})",
                  f"{negation}EXISTS, correlated", column)


def _correlated_in(ctx: Context, table: Table, members: Table, column: Column, target: Column) -> Clause:
    return clause(f"{column.q} IN (SELECT {target.q} FROM {members.q} WHERE {members.q}.{members.id.q} = {table.q}.{table.id.q})",
                  "IN (SELECT), correlated", column)


def _exists(ctx: Context, table: Table, members: Table, column: Column, target: Column) -> Clause:
    return clause(f"EXISTS (SELECT 1 FROM {members.q} WHERE {_mine(ctx, members)})", "EXISTS, not correlated")


def _scalar(ctx: Context, table: Table, members: Table, column: Column, target: Column) -> Clause:
    return clause(f"{column.q} = (SELECT {target.q} FROM {members.q} WHERE {members.id.q} = {SHARED}.get_sql_int())",
                  "column = sub-select of a table", column)


def _function(ctx: Context, members: Table, arguments: str, result: str, query: str, table: Table) -> str:
    """Creates a SQL function and remembers what it runs."""
    definer = ctx.chance(0.6)
    name = f"{quote(ctx.batch.schema)}.{quote(ctx.fresh('look'))}"
    ctx.add(f"CREATE FUNCTION {name}({arguments}) RETURNS {result} STABLE {'SECURITY DEFINER ' if definer else ''}"
            f"LANGUAGE sql AS $${query}$$")
    if not ctx.in_check:
        ctx.batch.bodies.append(Body(table.name, name, query, (arguments,) if arguments else (), definer))
    return name


def _function_of_column(ctx: Context, table: Table, members: Table, column: Column, target: Column) -> Clause:
    name = _function(ctx, members, _type(column.kind), "boolean",
                     f"SELECT EXISTS (SELECT 1 FROM {members.q} WHERE {_mine(ctx, members)} AND {members.q}.{target.q} = $1)",
                     table)
    return clause(f"{name}({column.q})", "function with EXISTS over the column", column)


def _function_of_set(ctx: Context, table: Table, members: Table, column: Column, target: Column) -> Clause:
    name = _function(ctx, members, "", f"SETOF {_type(target.kind)}",
                     f"SELECT {target.q} FROM {members.q} WHERE {_mine(ctx, members)}", table)
    form = ctx.rng.choice(("IN (SELECT {}())", "IN (SELECT * FROM {}())", "= ANY (ARRAY(SELECT {}()))"))
    return clause(f"{column.q} {form.format(name)}", f"column {form.format('set function')}", column)


def _function_of_array(ctx: Context, table: Table, members: Table, column: Column, target: Column) -> Clause:
    name = _function(ctx, members, "", f"{_type(target.kind)}[]",
                     f"SELECT ARRAY(SELECT {target.q} FROM {members.q} WHERE {_mine(ctx, members)})", table)
    form = ctx.rng.choice(("{}()", f"(SELECT {{}}())::{_type(target.kind)}[]"))
    return clause(f"{column.q} = ANY ({form.format(name)})", "= ANY (array function over a table)", column)


def _type(kind: Kind) -> str:
    return kind.sql


_FORMS = (_in, _in, _in, _any, _any, _any, _correlated_exists, _correlated_exists, _correlated_exists, _correlated_in,
          _exists, _scalar, _function_of_column, _function_of_set, _function_of_array)
