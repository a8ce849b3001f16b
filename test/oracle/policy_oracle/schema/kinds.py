"""Kinds of columns: how to fill them, which constant and which setting to compare them with."""
from __future__ import annotations

from dataclasses import dataclass

SHARED = "nova_policies"  # schema of the type and the functions that every batch uses


@dataclass(frozen=True)
class Kind:
    name: str
    sql: str
    value: str            # expression over the row number g
    constant: str         # a literal of the type
    setting: str = ""     # text of the setting app.<name>; empty: no functions give values of this kind
    element: str = ""     # of an array: the literal of an element
    collation: str = ""
    gin: bool = False     # has a default GIN operator class
    text: bool = False

    @property
    def definition(self) -> str:
        return self.sql + (f" COLLATE {self.collation}" if self.collation else "")


_UUID = "00000000-0000-0000-0000-0000000000"
_TEXT = "'v' || lpad(((g * 17) % 60)::text, 4, '0')"

KINDS: dict[str, Kind] = {kind.name: kind for kind in (
    Kind("int", "int", "(g * 7919) % 50", "7", "7"),
    Kind("bigint", "bigint", "((g * 31) % 60)::bigint", "4", "4"),
    Kind("uuid", "uuid", "lpad(to_hex((g * 13) % 40), 32, '0')::uuid", f"'{_UUID}0c'", f"{_UUID}0c"),
    Kind("text", "text", _TEXT, "'v0017'", "v0017", text=True),
    Kind("textc", "text", _TEXT, "'v0017'", collation='"C"', text=True),
    Kind("varchar", "varchar(40)", _TEXT, "'v0017'", text=True),
    Kind("numeric", "numeric", "((g * 11) % 40)::numeric / 2", "5.5", "5.5"),
    Kind("mood", f"{SHARED}.mood", f"(ARRAY['sad', 'ok', 'happy', 'wild'])[1 + g % 4]::{SHARED}.mood", "'ok'", "ok"),
    Kind("bool", "boolean", "(g * 7) % 10 < 3", "true"),
    Kind("stamp", "timestamptz", "now() - ((g * 7) % 900) * interval '1 hour'", "'2026-01-01 00:00+00'",
         "2026-01-01 00:00+00"),
    Kind("day", "date", "current_date - (g * 7) % 300", "'2026-01-01'", "2026-01-01"),
    Kind("ints", "int[]", "ARRAY[g % 30, (g * 7) % 25]", "'{7}'", element="7", gin=True),
    Kind("texts", "text[]", "ARRAY['v' || g % 30, 'w' || g % 7]", "'{v7}'", element="'v7'", gin=True),
    Kind("json", "jsonb", "jsonb_build_object('k' || g % 5, g % 30, 'org', (g * 3) % 20)", "'{\"org\": 6}'", gin=True),
    Kind("words", "tsvector", "to_tsvector('simple', 'w' || g % 40 || ' x' || g % 3)", "'w7'", gin=True),
    Kind("span", "int4range", "int4range(g % 50, g % 50 + 5)", "'[7,9)'"),
)}
# kinds of a table's columns, by weight
WEIGHTS: dict[str, int] = {
    "int": 22, "bigint": 8, "uuid": 14, "text": 14, "textc": 4, "varchar": 6, "numeric": 7, "mood": 7, "bool": 8,
    "stamp": 9, "day": 4, "ints": 5, "texts": 3, "json": 4, "words": 3, "span": 2,
}
WITH_FUNCTIONS: tuple[str, ...] = tuple(name for name, kind in KINDS.items() if kind.setting)
MEMBER_KINDS: tuple[str, ...] = ("int", "bigint", "uuid", "text")  # of a member's user and of what is belonged to


def function_kind(kind: Kind) -> Kind | None:
    """The kind whose functions give values that a column of `kind` can be compared with."""
    if kind.setting:
        return kind
    return KINDS["text"] if kind.text else None
