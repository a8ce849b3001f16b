"""Which access methods and operator classes are worth trying on a column; the server has the last word."""
from __future__ import annotations

from .model import Context
from .types import SHARED, ColumnType, pick

AM_WEIGHTS: dict[str, int] = {"btree": 58, "hash": 9, "gist": 9, "gin": 9, "brin": 9, "spgist": 4, "bloom": 4}

# access method -> type family -> operator classes ('' is the default one)
_TEXT_BTREE = ("", "", "", "text_ops", "text_pattern_ops", "varchar_pattern_ops", "varchar_ops")
OPCLASSES: dict[str, dict[str, tuple[str, ...]]] = {
    "btree": {
        "int4": ("",) * 12 + ("int4_ops", *(f"{SHARED}.{name}" for name in (
            "int4_own_ops", "int4_down_ops"))),
        "text": _TEXT_BTREE, "bpchar": ("", "", "bpchar_ops", "bpchar_pattern_ops", "text_ops"),
        "name": ("", "", "name_ops", "text_ops"), "citext": ("", "citext_ops", "text_ops", "text_pattern_ops"),
        "inet": ("", "inet_ops", "cidr_ops"), "record": ("", "record_ops", "record_image_ops"),
    },
    "hash": {
        "text": ("", "", "text_ops", "text_pattern_ops", "varchar_pattern_ops", "varchar_ops"),
        "bpchar": ("", "bpchar_ops", "bpchar_pattern_ops"),
    },
    "gist": {
        "text": ("", "gist_text_ops", "gist_trgm_ops", "gist_trgm_ops (siglen = 32)"), "bpchar": ("",),
        "inet": ("", "inet_ops", "gist_inet_ops"), "range": ("", "range_ops"), "multirange": ("",),
        **{family: ("",) for family in (
            "int2", "int4", "int8", "float8", "float4", "numeric", "oid", "uuid", "date", "timestamp", "timestamptz",
            "time", "timetz", "interval", "bytea", "bit", "macaddr", "macaddr8", "enum", "bool")},
    },
    "spgist": {"text": ("", "text_ops"), "inet": ("", "inet_ops"), "range": ("", "range_ops")},
    "gin": {
        "text": ("", "gin_trgm_ops", "gin_trgm_ops", "text_ops"), "array": ("", "array_ops"),
        "jsonb": ("jsonb_ops", "jsonb_path_ops"),
        **{family: ("",) for family in (
            "int2", "int4", "int8", "float8", "float4", "numeric", "oid", "uuid", "date", "timestamp", "timestamptz",
            "time", "timetz", "interval", "bytea", "bit", "macaddr", "macaddr8", "enum", "bool", "name", "bpchar",
            "inet")},
    },
    "brin": {
        "text": ("", "text_minmax_ops", "text_bloom_ops"), "bpchar": ("", "bpchar_bloom_ops"),
        "name": ("", "name_bloom_ops"), "range": ("", "range_inclusion_ops"), "bit": ("",),
        "inet": ("", "inet_inclusion_ops", "inet_minmax_ops", "inet_bloom_ops", "inet_minmax_multi_ops"),
        "bytea": ("", "bytea_bloom_ops"),
        **{family: ("", f"{family}_minmax_multi_ops", f"{family}_bloom_ops") for family in (
            "int2", "int4", "int8", "float8", "float4", "numeric", "oid", "uuid", "date", "timestamp", "timestamptz",
            "time", "timetz", "interval", "macaddr", "macaddr8")},
    },
    "bloom": {"text": ("", "text_ops"), "int4": ("",)},
}
SINGLE_COLUMN = {"hash", "spgist"}
WITH_INCLUDE = {"btree", "gist", "spgist"}


def operator_class(ctx: Context, method: str, type_: ColumnType) -> str | None:
    """An operator class to write ('' for the default), or None when the method has none for the type."""
    classes = OPCLASSES[method].get(type_.family)
    if classes is None:
        return "" if method in ("btree", "hash") else None
    return ctx.rng.choice(classes)


def access_method(ctx: Context, columns: list[ColumnType]) -> str:
    """A method that has operator classes for all the columns; now and then one that has not."""
    method = pick(ctx.rng, AM_WEIGHTS)
    if ctx.chance(0.03) or all(method in ("btree", "hash") or t.family in OPCLASSES[method] for t in columns):
        return method
    return "btree"
