"""A policy's expression: one clause, or a combination of several."""
from __future__ import annotations

from oracle.schema.types import pick

from . import atoms
from .atoms import Atom
from .lookups import lookup
from .model import Clause, Context, Table

ATOMS: dict[str, tuple[Atom, int]] = {function.__name__: (function, weight) for function, weight in (
    (atoms.equality, 30), (lookup, 26), (atoms.order, 6), (atoms.age, 5), (atoms.inequality, 2), (atoms.any_array, 7),
    (atoms.null_test, 5), (atoms.boolean, 6), (atoms.lowered, 4), (atoms.cast, 3), (atoms.arithmetic, 2),
    (atoms.like, 4), (atoms.containment, 7), (atoms.rows_compared, 2), (atoms.volatile, 2), (atoms.opaque, 4),
    (atoms.inlined, 5), (atoms.inlined_pair, 2), (atoms.same_column_or, 3), (atoms.switch_or, 4), (atoms.switch_and, 3),
    (atoms.without_column, 3))}
_WEIGHTS = {name: weight for name, (_, weight) in ATOMS.items()}
COMBINATIONS: dict[str, int] = {"alone": 58, "AND": 18, "OR": 14, "NOT": 5, "nested": 5}


def expression(ctx: Context, table: Table) -> Clause:
    form = pick(ctx.rng, COMBINATIONS)
    if form == "AND":
        return _join("AND", [_atom(ctx, table) for _ in range(ctx.rng.randint(2, 3))])
    if form == "OR":
        return _join("OR", [_atom(ctx, table) for _ in range(ctx.rng.randint(2, 3))])
    if form == "NOT":
        inner = _atom(ctx, table) if ctx.chance(0.6) else _join(ctx.rng.choice(("AND", "OR")),
                                                                [_atom(ctx, table), _atom(ctx, table)])
        return Clause(f"NOT {inner.wrapped()}", inner.shapes | {"NOT"}, inner.columns)
    if form == "nested":
        outer, inside = ctx.rng.choice((("AND", "OR"), ("OR", "AND")))
        return _join(outer, [_atom(ctx, table), _join(inside, [_atom(ctx, table), _atom(ctx, table)])])
    return _atom(ctx, table)


def _join(operator: str, parts: list[Clause]) -> Clause:
    return Clause(f" {operator} ".join(part.wrapped() for part in parts),
                  frozenset({operator}).union(*(part.shapes for part in parts)),
                  frozenset().union(*(part.columns for part in parts)))


def _atom(ctx: Context, table: Table) -> Clause:
    while True:
        made = ATOMS[pick(ctx.rng, _WEIGHTS)][0](ctx, table)
        if made is not None:
            return made
