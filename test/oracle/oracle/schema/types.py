"""Column types: how to write a value of each, and which types are worth trying as a reference to which.

Whether a reference is accepted is for the server to say; a rejected key is skipped and counted.
"""
from __future__ import annotations

import random
from dataclasses import dataclass

SHARED = "nova_oracle"  # schema of the enums, domains and collations that every batch uses


@dataclass(frozen=True)
class ColumnType:
    sql: str
    family: str      # decides operator classes, casts and expressions that are worth trying
    value: str       # immutable SQL expression over {n}, an integer expression
    collatable: bool = False

    def value_of(self, number: str | int) -> str:
        return "(" + self.value.format(n=f"({number})") + f")::{self.sql}"


_TEXT = "'v' || lpad(({n})::text, 6, '0')"
_DAY = "date '2020-01-01' + ({n})::int"
_STAMP = "timestamp '2020-01-01' + ({n}) * interval '1 minute'"

TYPES: dict[str, ColumnType] = {t.sql: t for t in (
    ColumnType("int2", "int2", "{n}"),
    ColumnType("int4", "int4", "{n}"),
    ColumnType("int8", "int8", "{n}"),
    ColumnType("numeric", "numeric", "{n}"),
    ColumnType("numeric(12,2)", "numeric", "{n}"),
    ColumnType("float4", "float4", "{n}"),
    ColumnType("float8", "float8", "{n}"),
    ColumnType("oid", "oid", "{n}"),
    ColumnType("text", "text", _TEXT, True),
    ColumnType("varchar", "text", _TEXT, True),
    ColumnType("varchar(20)", "text", _TEXT, True),
    ColumnType("char(8)", "bpchar", _TEXT, True),
    ColumnType("bpchar", "bpchar", _TEXT, True),
    ColumnType("name", "name", _TEXT, True),
    ColumnType("citext", "citext", _TEXT, True),
    ColumnType("uuid", "uuid", "lpad(to_hex(({n})::int), 32, '0')"),
    ColumnType("date", "date", _DAY),
    ColumnType("timestamp", "timestamp", _STAMP),
    ColumnType("timestamptz", "timestamptz", "to_timestamp(({n})::float8)"),
    ColumnType("time", "time", "time '00:00' + ({n}) * interval '1 second'"),
    ColumnType("timetz", "timetz", "timetz '00:00+00' + ({n}) * interval '1 second'"),
    ColumnType("interval", "interval", "({n}) * interval '1 minute'"),
    ColumnType("bool", "bool", "({n}) % 2 = 0"),
    ColumnType("bytea", "bytea", "decode(lpad(to_hex(({n})::int), 8, '0'), 'hex')"),
    ColumnType("inet", "inet", "inet '10.0.0.0' + ({n})"),
    ColumnType("cidr", "inet", "set_masklen(inet '10.0.0.0' + ({n}), 32)::cidr"),
    ColumnType("macaddr", "macaddr", "lpad(to_hex(({n})::int), 12, '0')"),
    ColumnType("macaddr8", "macaddr8", "lpad(to_hex(({n})::int), 16, '0')"),
    ColumnType("varbit", "bit", "({n})::int::bit(32)::varbit"),
    ColumnType("jsonb", "jsonb", "to_jsonb(({n})::int)"),
    ColumnType("int4[]", "array", "ARRAY[({n})::int, 7]"),
    ColumnType("text[]", "array", "ARRAY[({n})::text, 'x']"),
    ColumnType("int4range", "range", "int4range(({n})::int, ({n})::int + 5)"),
    ColumnType("numrange", "range", "numrange(({n})::numeric, ({n})::numeric + 5)"),
    ColumnType("int4multirange", "multirange", "int4multirange(int4range(({n})::int, ({n})::int + 5))"),
    ColumnType(f"{SHARED}.mood", "enum",
               f"CASE ({{n}}) % 3 WHEN 0 THEN 'sad'::{SHARED}.mood WHEN 1 THEN 'ok' ELSE 'happy' END"),
    ColumnType(f"{SHARED}.d_mood", "enum", f"CASE ({{n}}) % 2 WHEN 0 THEN 'sad'::{SHARED}.mood ELSE 'ok' END"),
    ColumnType(f"{SHARED}.pair", "record", f"ROW(({{n}})::int, 'x')::{SHARED}.pair"),
    ColumnType(f"{SHARED}.d_int", "int4", "{n}"),
    ColumnType(f"{SHARED}.d_d_int", "int4", "{n}"),
    ColumnType(f"{SHARED}.d_int8", "int8", "{n}"),
    ColumnType(f"{SHARED}.d_num", "numeric", "{n}"),
    ColumnType(f"{SHARED}.d_text", "text", _TEXT, True),
    ColumnType(f"{SHARED}.d_text_c", "text", _TEXT, True),
    ColumnType(f"{SHARED}.d_varchar", "text", _TEXT, True),
    ColumnType(f"{SHARED}.d_uuid", "uuid", "lpad(to_hex(({n})::int), 32, '0')::uuid"),
    ColumnType(f"{SHARED}.d_int_array", "array", "ARRAY[({n})::int, 7]"),
    ColumnType(f"{SHARED}.d_range", "range", "int4range(({n})::int, ({n})::int + 5)"),
)}
# types of referenced columns, by weight
REFERENCED_WEIGHTS: dict[str, int] = {
    "int4": 18, "int8": 16, "int2": 4, "numeric": 8, "numeric(12,2)": 2, "float8": 2, "oid": 1,
    "text": 14, "varchar": 3, "varchar(20)": 5, "char(8)": 4, "bpchar": 2, "name": 2, "citext": 2, "uuid": 9,
    "date": 3, "timestamp": 2, "timestamptz": 4, "timetz": 1, "interval": 1, "bool": 2, "bytea": 1, "inet": 2,
    "macaddr8": 1, "varbit": 1, "jsonb": 1, "int4[]": 3, "text[]": 2, "int4range": 3, "numrange": 1,
    "int4multirange": 1, f"{SHARED}.mood": 4, f"{SHARED}.d_mood": 1, f"{SHARED}.pair": 1, f"{SHARED}.d_int": 3,
    f"{SHARED}.d_text": 3, f"{SHARED}.d_text_c": 2, f"{SHARED}.d_num": 1, f"{SHARED}.d_uuid": 1,
    f"{SHARED}.d_int_array": 2, f"{SHARED}.d_range": 1,
}

_INTS = ("int2", "int4", "int8", f"{SHARED}.d_int", f"{SHARED}.d_d_int", f"{SHARED}.d_int8")
_STRINGS = ("text", "varchar", "varchar(20)", "char(8)", "bpchar", "name", f"{SHARED}.d_text", f"{SHARED}.d_text_c",
            f"{SHARED}.d_varchar", "citext")
_TIMES = ("date", "timestamp", "timestamptz")

# family of the referenced column -> types worth trying on the referencing side
REFERENCING: dict[str, tuple[str, ...]] = {
    "int2": _INTS, "int4": _INTS, "int8": _INTS,
    "numeric": _INTS + ("numeric", "numeric(12,2)", f"{SHARED}.d_num"),
    "float8": ("float8", "float4", "int4", "int8", "numeric"),
    "oid": ("oid", "int4", "int8"),
    "text": _STRINGS, "bpchar": _STRINGS, "name": ("name", "text", "varchar"), "citext": _STRINGS,
    "date": _TIMES, "timestamp": _TIMES, "timestamptz": _TIMES,
    "timetz": ("timetz", "time"), "interval": ("interval", "time"),
    "uuid": ("uuid", f"{SHARED}.d_uuid"),
    "inet": ("inet", "cidr"), "macaddr8": ("macaddr8", "macaddr"),
    "array": ("int4[]", "text[]", f"{SHARED}.d_int_array"),
    "range": ("int4range", "numrange", f"{SHARED}.d_range"),
    "enum": (f"{SHARED}.mood", f"{SHARED}.d_mood"),
}


def pick(rng: random.Random, weights: dict[str, int]) -> str:
    """One key of `weights`, drawn in proportion to its weight."""
    return rng.choices(list(weights), list(weights.values()))[0]


def referenced_type(rng: random.Random) -> ColumnType:
    return TYPES[pick(rng, REFERENCED_WEIGHTS)]


def referencing_type(rng: random.Random, referenced: ColumnType) -> ColumnType:
    """Mostly the very type; otherwise one that may reference it through a cast or a cross-type operator."""
    if rng.random() < 0.62:
        return referenced
    return TYPES[rng.choice(REFERENCING.get(referenced.family, (referenced.sql,)))]
