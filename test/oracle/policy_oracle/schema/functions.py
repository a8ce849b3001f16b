"""Functions that policies call; created once in each database and printed ahead of every reproduction.

None may run while the extension reports: those in PL/pgSQL refuse to, those in SQL cast a setting which then holds
what cannot be cast.
"""
from __future__ import annotations

from .kinds import KINDS, SHARED, WITH_FUNCTIONS, Kind

REPORTING = "nova.reporting"
_GUARD = (f"IF current_setting('{REPORTING}', true) = 'on' THEN RAISE EXCEPTION 'the report ran a function of a policy'; "
          "END IF;")


def settings() -> dict[str, str]:
    """What the functions read, by name."""
    return {f"app.{name}": KINDS[name].setting for name in WITH_FUNCTIONS} | {REPORTING: "off", "app.admin": "off"}


def settings_for_report() -> dict[str, str]:
    """Values that break whatever is run."""
    return {name: "broken" for name in settings()} | {REPORTING: "on"}


def objects() -> tuple[str, ...]:
    made = [f"CREATE SCHEMA {SHARED}", f"CREATE TYPE {SHARED}.mood AS ENUM ('sad', 'ok', 'happy', 'wild')",
            f"GRANT USAGE ON SCHEMA {SHARED} TO PUBLIC",
            f"CREATE FUNCTION {SHARED}.is_admin() RETURNS boolean STABLE LANGUAGE sql "
            "AS $$SELECT current_setting('app.admin', true) = 'on'$$"]
    for name in WITH_FUNCTIONS:
        made += _of_kind(KINDS[name])
    return tuple(made)


def _of_kind(kind: Kind) -> list[str]:
    setting = f"nullif(current_setting('app.{kind.name}', true), '')::{kind.sql}"
    return [
        _sql("get_sql", kind, "", kind.sql, "STABLE", f"SELECT {setting}"),
        _sql("get_default", kind, "", kind.sql, "", f"SELECT {setting}"),  # volatile by default, and yet inlined
        _sql("get_definer", kind, "", kind.sql, "STABLE SECURITY DEFINER", f"SELECT {setting}"),
        _plpgsql("get_pl", kind, "", kind.sql, "STABLE", setting),
        _plpgsql("get_volatile", kind, "", kind.sql, "VOLATILE", setting),
        _plpgsql("same", kind, kind.sql, kind.sql, "IMMUTABLE", "$1"),
        _sql("list_sql", kind, "", f"{kind.sql}[]", "STABLE", f"SELECT ARRAY[{setting}, {_literal(kind)}]"),
        _plpgsql("list_pl", kind, "", f"{kind.sql}[]", "STABLE", f"ARRAY[{setting}, {_literal(kind)}]"),
        _sql("mine_sql", kind, kind.sql, "boolean", "STABLE", f"SELECT $1 = {setting}"),
        _sql("mine_immutable", kind, kind.sql, "boolean", "IMMUTABLE", f"SELECT $1 = {_literal(kind)}"),
        _sql("mine_default", kind, kind.sql, "boolean", "", f"SELECT $1 = {setting}"),
        _sql("mine_strict", kind, kind.sql, "boolean", "IMMUTABLE STRICT", f"SELECT $1 = {_literal(kind)}"),
        _sql("either_sql", kind, f"{kind.sql}, {kind.sql}", "boolean", "STABLE", f"SELECT $1 = {setting} OR $2 = {setting}"),
        _plpgsql("opaque_pl", kind, kind.sql, "boolean", "STABLE", f"$1 = {setting}"),
        _sql("opaque_definer", kind, kind.sql, "boolean", "STABLE SECURITY DEFINER", f"SELECT $1 = {setting}"),
        _plpgsql("opaque_immutable", kind, kind.sql, "boolean", "IMMUTABLE", f"$1 = {_literal(kind)}"),
        _sql("opaque_set", kind, kind.sql, "boolean", "STABLE SET search_path = ''", f"SELECT $1 = {setting}"),
        _plpgsql("opaque_volatile", kind, kind.sql, "boolean", "VOLATILE", f"$1 = {setting}"),
    ]


def _literal(kind: Kind) -> str:
    return f"{kind.constant}::{kind.sql}"


def _sql(name: str, kind: Kind, arguments: str, result: str, options: str, body: str) -> str:
    return (f"CREATE FUNCTION {SHARED}.{name}_{kind.name}({arguments}) RETURNS {result} {options} LANGUAGE sql "
            f"AS $${body}$$")


def _plpgsql(name: str, kind: Kind, arguments: str, result: str, options: str, value: str) -> str:
    return (f"CREATE FUNCTION {SHARED}.{name}_{kind.name}({arguments}) RETURNS {result} {options} LANGUAGE plpgsql "
            f"AS $$BEGIN {_GUARD} RETURN {value}; END$$")
