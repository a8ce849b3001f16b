"""Objects that every batch uses; created once in each database and printed ahead of every reproduction."""
from __future__ import annotations

from .types import SHARED

EXTENSIONS: tuple[str, ...] = ("btree_gin", "btree_gist", "bloom", "pg_trgm", "citext")

OBJECTS: tuple[str, ...] = (
    f"CREATE SCHEMA {SHARED}",
    f"CREATE TYPE {SHARED}.mood AS ENUM ('sad', 'ok', 'happy')",
    f"CREATE TYPE {SHARED}.pair AS (a int, b text)",
    f"CREATE COLLATION {SHARED}.nd (provider = icu, locale = 'und-u-ks-level2', deterministic = false)",
    f"CREATE COLLATION {SHARED}.nd2 (provider = icu, locale = 'und-u-ks-level1', deterministic = false)",
    f"CREATE COLLATION {SHARED}.\"Det Icu\" (provider = icu, locale = 'de')",
    f"CREATE DOMAIN {SHARED}.d_int AS int4 CHECK (VALUE > -1000000)",
    f"CREATE DOMAIN {SHARED}.d_d_int AS {SHARED}.d_int",
    f"CREATE DOMAIN {SHARED}.d_int8 AS int8",
    f"CREATE DOMAIN {SHARED}.d_num AS numeric",
    f"CREATE DOMAIN {SHARED}.d_text AS text",
    f"CREATE DOMAIN {SHARED}.d_text_c AS text COLLATE \"C\"",
    f"CREATE DOMAIN {SHARED}.d_varchar AS varchar(30)",
    f"CREATE DOMAIN {SHARED}.d_uuid AS uuid",
    f"CREATE DOMAIN {SHARED}.d_mood AS {SHARED}.mood",
    f"CREATE DOMAIN {SHARED}.d_int_array AS int4[]",
    f"CREATE DOMAIN {SHARED}.d_range AS int4range",
    f"CREATE FUNCTION {SHARED}.norm(text) RETURNS text IMMUTABLE LANGUAGE plpgsql AS 'BEGIN RETURN lower($1); END'",
    f"CREATE FUNCTION {SHARED}.flag(anyelement) RETURNS boolean IMMUTABLE LANGUAGE plpgsql "
    "AS 'BEGIN RETURN $1 IS NOT NULL; END'",
    # an equality operator and an order of the user's own
    f"CREATE OPERATOR {SHARED}.=== (FUNCTION = int4eq, LEFTARG = int4, RIGHTARG = int4, "
    f"COMMUTATOR = OPERATOR({SHARED}.===), RESTRICT = eqsel, JOIN = eqjoinsel, MERGES)",
    f"CREATE FUNCTION {SHARED}.int4_down(int4, int4) RETURNS int4 IMMUTABLE STRICT LANGUAGE sql "
    "AS 'SELECT btint4cmp($2, $1)'",
    *(f"CREATE OPERATOR CLASS {SHARED}.{name} FOR TYPE int4 USING btree AS OPERATOR 1 {less}, OPERATOR 2 {less}=, "
      f"OPERATOR 3 {equal}, OPERATOR 4 {more}=, OPERATOR 5 {more}, FUNCTION 1 {function}(int4, int4)"
      for name, less, equal, more, function in (
          ("int4_own_ops", "<", f"{SHARED}.===", ">", "btint4cmp"),
          ("int4_down_ops", ">", "=", "<", f"{SHARED}.int4_down"))),
)

# collations to write behind COLLATE
PLAIN_COLLATIONS: tuple[str, ...] = ('pg_catalog."C"', 'pg_catalog."POSIX"', f'{SHARED}."Det Icu"')
NONDETERMINISTIC: tuple[str, ...] = (f"{SHARED}.nd", f"{SHARED}.nd2")


def preamble() -> list[str]:
    """What a reproduction needs before its own statements."""
    return [f"CREATE EXTENSION {name}" for name in EXTENSIONS] + list(OBJECTS)
