"""The other side of a comparison: expressions without columns, of the kind of a column."""
from __future__ import annotations

from oracle.schema.types import pick

from .kinds import SHARED, Kind, function_kind
from .model import Context

WITHOUT_FUNCTION = "constant"
FORMS: dict[str, int] = {
    WITHOUT_FUNCTION: 30, "setting": 12, "strict setting": 4, "SQL function": 12, "SQL function, volatile by default": 5,
    "PL/pgSQL function": 10, "security definer function": 5, "sub-select of a function": 10,
    "immutable function": 4, "CASE": 2,
}


def value(ctx: Context, kind: Kind) -> tuple[str, str]:
    """An expression and its form."""
    source = function_kind(kind)
    form = pick(ctx.rng, FORMS) if source else WITHOUT_FUNCTION
    if source is None or form == WITHOUT_FUNCTION:
        return (kind.constant if ctx.chance(0.6) else f"{kind.constant}::{kind.sql}"), WITHOUT_FUNCTION
    name = source.name
    setting = f"current_setting('app.{name}', true)"
    expressions = {
        "setting": f"{setting}::{source.sql}",
        "strict setting": f"current_setting('app.{name}')::{source.sql}",
        "SQL function": f"{SHARED}.get_sql_{name}()",
        "SQL function, volatile by default": f"{SHARED}.get_default_{name}()",
        "PL/pgSQL function": f"{SHARED}.get_pl_{name}()",
        "security definer function": f"{SHARED}.get_definer_{name}()",
        "sub-select of a function": f"(SELECT {SHARED}.get_{ctx.rng.choice(('pl', 'sql', 'definer'))}_{name}())",
        "immutable function": f"{SHARED}.same_{name}({setting}::{source.sql})",
        "CASE": f"CASE WHEN {SHARED}.is_admin() THEN {source.constant}::{source.sql} ELSE {SHARED}.get_sql_{name}() END",
    }
    return expressions[form], form


def folded(ctx: Context, kind: Kind) -> str | None:
    """A function of the user's that the planner runs and the extension may not: of a constant that no other clause has,
    or else clauses would turn out equal, or contradictory, which only who runs it can know."""
    source = function_kind(kind)
    step = {"int": " + 1", "bigint": " + 1", "numeric": " + 1", "day": " + 1", "text": " || 'x'"}
    if source is None or source.name not in step:
        return None
    return f"{SHARED}.same_{source.name}({source.constant}::{source.sql}{step[source.name]})"


def array(ctx: Context, kind: Kind) -> tuple[str, str]:
    """An array to compare a column with, and its form."""
    source = function_kind(kind)
    if source is None or ctx.chance(0.4):
        return f"ARRAY[{kind.constant}::{kind.sql}, {kind.constant}::{kind.sql}]", "constant array"
    function = f"{SHARED}.{ctx.rng.choice(('list_pl', 'list_sql'))}_{source.name}()"
    if ctx.chance(0.5):
        return f"(SELECT {function})::{source.sql}[]", "sub-select of an array function"
    return function, "array function"


def setting_switch(ctx: Context) -> str:
    """A condition that has no column."""
    return ctx.rng.choice(("current_setting('app.admin', true) = 'on'", f"{SHARED}.is_admin()",
                           f"(SELECT {SHARED}.is_admin())", "current_user = 'postgres'"))
