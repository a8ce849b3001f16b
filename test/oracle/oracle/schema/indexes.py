"""One index: its columns in relation to a key, operator classes, collations, predicate, INCLUDE."""
from __future__ import annotations

from dataclasses import dataclass, field

from .model import Column, Context, Key, Table
from .names import quote
from .opclasses import SINGLE_COLUMN, WITH_INCLUDE, access_method, operator_class
from .predicates import predicate
from .shared import NONDETERMINISTIC, PLAIN_COLLATIONS
from .types import SHARED, pick

SHAPES: dict[str, int] = {
    "exact": 34, "permuted": 8, "some": 14, "single": 10, "behind": 9, "between": 7, "not leading": 9,
    "some and others": 6, "others": 4, "twice": 3, "included": 5,
}


@dataclass
class IndexSpec:
    """Everything of CREATE INDEX but the name and the table, so that each partition can have the same index."""
    method: str
    elements: list[str]
    include: list[str] = field(default_factory=list)
    where: str | None = None
    unique: bool = False
    tags: list[str] = field(default_factory=list)

    def create(self, name: str, table: str, only: bool = False) -> str:
        return (f"CREATE {'UNIQUE ' if self.unique else ''}INDEX {quote(name)} ON {'ONLY ' if only else ''}{table} "
                f"USING {self.method} ({', '.join(self.elements)})"
                + (f" INCLUDE ({', '.join(self.include)})" if self.include else "")
                + (f" WHERE {self.where}" if self.where else ""))


def index_spec(ctx: Context, table: Table, key: Key | None, method: str | None = None, shape: str | None = None
               ) -> IndexSpec:
    """An index that serves the key, nearly serves it, or has nothing to do with it; of any access method and shape if
    none is given."""
    rng = ctx.rng
    wanted = list(dict.fromkeys(key.columns)) if key else [rng.choice(table.columns)]
    others = [column for column in table.columns if column not in wanted]
    shape = shape or pick(rng, SHAPES)
    columns, included = _shape(ctx, shape, wanted, others)
    method = method or access_method(ctx, [column.type for column in columns])
    if method in SINGLE_COLUMN:
        columns = columns[:1]
    tags = [f"index {method}"] + ([f"index {shape}"] if len(wanted) > 1 or shape != "exact" else [])
    elements = [_element(ctx, method, column, key, tags) for column in columns]
    spec = IndexSpec(method, elements, tags=tags)
    if method in WITH_INCLUDE and (included or ctx.chance(0.06)):
        spec.include = [column.q for column in included or rng.sample(table.columns, 1)]
        tags.append("INCLUDE")
    if method == "btree" and ctx.chance(0.1):
        spec.unique = True
        tags.append("unique index")
    if ctx.chance(0.2):
        spec.where = predicate(ctx, wanted, others)
        tags.append("partial index")
    return spec


def _shape(ctx: Context, shape: str, wanted: list[Column], others: list[Column]
           ) -> tuple[list[Column], list[Column]]:
    """Key columns and INCLUDE columns of an index of that shape."""
    rng = ctx.rng
    extra = rng.sample(others, min(len(others), rng.randint(1, 2)))
    shuffled = rng.sample(wanted, len(wanted))
    some = shuffled[:max(1, len(shuffled) - 1)]
    cut = rng.randint(1, len(shuffled))
    columns = {
        "exact": wanted,
        "permuted": shuffled,
        "some": some,
        "single": [rng.choice(wanted)],
        "behind": shuffled + extra,
        "between": shuffled[:cut] + extra + shuffled[cut:],
        "not leading": extra + shuffled,
        "some and others": some + extra,
        "others": extra or wanted,
        "twice": shuffled + [rng.choice(wanted)],
        "included": (some if len(wanted) > 1 else extra) or wanted,
    }[shape]
    return columns, wanted if shape == "included" else []


def _element(ctx: Context, method: str, column: Column, key: Key | None, tags: list[str]) -> str:
    """One column or expression of an index."""
    rng = ctx.rng
    target = key.cast_target(column) if key else None
    crossing = target is not None and target.family != column.type.family
    if ctx.chance(0.45 if crossing else 0.08):
        tags.append("expression index")
        text = _expression(ctx, column, target.sql if target else "text")
        # the default operator class of whatever type results, or an explicit one of the target's
        opclass = (operator_class(ctx, method, target) or "") if target and ctx.chance(0.3) else ""
    else:
        text = column.q
        opclass = operator_class(ctx, method, column.type) or ""
    if opclass:
        tags.append("operator class")
    if (column.type.collatable or (target and target.collatable)) and ctx.chance(0.16):
        tags.append("index collation")
        text += f" COLLATE {rng.choice(PLAIN_COLLATIONS + NONDETERMINISTIC)}"
    text += f" {opclass}" if opclass else ""
    if method == "btree" and ctx.chance(0.2):
        text += rng.choice((" DESC", " ASC NULLS FIRST", " DESC NULLS LAST"))
    return text


def _expression(ctx: Context, column: Column, target: str) -> str:
    base = target.split("(")[0] if target.startswith(("varchar", "char", "numeric")) else target
    base = "bpchar" if base == "char" else base
    forms = [f"({column.q}::{base})"] * 6 + [f"({column.q}::{target})", f"({column.q}::text)"]
    if column.type.collatable:
        forms += [f"(lower({column.q}))", f"({column.q} COLLATE {ctx.rng.choice(NONDETERMINISTIC)})",
                  f"({column.q} || '')", f"({column.q}::varchar(10))", f"({SHARED}.norm({column.q}))"]
    elif column.type.family in ("int2", "int4", "int8", "numeric"):
        forms += [f"({column.q} + 0)", f"(abs({column.q}))", f"({column.q}::int8)", f"({column.q}::numeric(20,4))"]
    forms += [f"(coalesce({column.q}, {column.type.value_of(0)}))", f"(({column.q}))"]
    return ctx.rng.choice(forms)
