"""Policies of a table, the roles they are for, and what the roles may do."""
from __future__ import annotations

from oracle.schema.names import quote
from oracle.schema.types import pick

from .clauses import expression
from .model import Clause, Context, Policy, Table

COMMANDS: dict[str, int] = {"ALL": 50, "SELECT": 22, "UPDATE": 11, "DELETE": 9, "INSERT": 8}
NUMBERS: dict[str, int] = {"1": 34, "2": 28, "3": 20, "4": 12, "6": 6}


def add_roles(ctx: Context) -> None:
    """One without memberships, two with policies of their own, one that is a member of one or both of them."""
    names = [f"nova_p{ctx.batch.number}_{letter}" for letter in "nabm"]
    ctx.batch.roles += names
    for name in names:
        ctx.add(f"CREATE ROLE {quote(name)}{' NOINHERIT' if name.endswith('m') and ctx.chance(0.1) else ''}")
    ctx.add(f"GRANT {quote(names[1])} TO {quote(names[3])}")
    if ctx.chance(0.5):
        ctx.add(f"GRANT {quote(names[2])} TO {quote(names[3])}")
    ctx.add(f"GRANT USAGE ON SCHEMA {quote(ctx.batch.schema)} TO PUBLIC")


def grant(ctx: Context) -> None:
    for table in ctx.batch.tables + ctx.batch.members:
        to = "PUBLIC" if ctx.chance(0.5) else ", ".join(quote(role) for role in ctx.batch.roles)
        ctx.add(f"GRANT ALL ON TABLE {table.q} TO {to}")


def add_policies(ctx: Context, table: Table) -> None:
    ctx.add(f"ALTER TABLE {table.q} ENABLE ROW LEVEL SECURITY{', FORCE ROW LEVEL SECURITY' if ctx.chance(0.1) else ''}")
    for number in range(int(pick(ctx.rng, NUMBERS))):
        policy = _policy(ctx, table, number == 0 and (table in ctx.batch.members or ctx.chance(0.95)))
        ctx.batch.policies.append(policy)
        ctx.add(policy.create())


def _policy(ctx: Context, table: Table, first: bool) -> Policy:
    open_to_all = first and table in ctx.batch.members  # who sees nothing of it searches nothing in it
    command = "ALL" if open_to_all or (first and ctx.chance(0.6)) else pick(ctx.rng, COMMANDS)
    roles = () if open_to_all or ctx.chance(0.6) else tuple(ctx.rng.sample(ctx.batch.roles[1:], ctx.rng.choice((1, 1, 2))))
    using = expression(ctx, table) if command != "INSERT" else None
    while table in ctx.batch.members and using is not None and (
            "IS [NOT] NULL" in using.shapes or {"NOT", "true"} <= using.shapes):
        using = expression(ctx, table)  # let no row through, alone or with other policies
    check: Clause | None = None
    if command == "INSERT" or (command in ("ALL", "UPDATE") and ctx.chance(0.3)):
        ctx.in_check = True
        check = expression(ctx, table)
        ctx.in_check = False
    if command in ("ALL", "UPDATE") and check is not None and ctx.chance(0.08):
        using = None if not open_to_all else using
    return Policy(ctx.fresh("p"), table, first or ctx.chance(0.72), command, roles, using, check)
