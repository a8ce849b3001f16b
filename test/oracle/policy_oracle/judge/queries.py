"""The queries under whose policies the planner is asked: every command, with and without SELECT rights, as every role."""
from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Iterator

from oracle.database import Cursor
from oracle.schema.names import quote

from ..schema.model import Batch, Body, Table
from .catalog import Relation


@dataclass(frozen=True)
class Query:
    table: int                        # with the policies
    commands: frozenset[str]          # SELECT, UPDATE, DELETE: those for which it stands
    form: str
    role: str | None                  # None: whoever owns everything
    sql: str
    relations: frozenset[int]         # whose index uses count
    policies: frozenset[str]          # of the table, that apply
    costly_rows: bool = False         # then the planner takes the index that has more of the clauses, and rather runs a
    #                                   sub-select for a row than hashing all of its rows
    one_row: bool = False             # the table has next to no rows
    parameter_types: tuple[str, ...] = ()
    function: str = ""                # whose body it is
    caller: str = ""                  # the role that calls the function

    @property
    def two_sets(self) -> bool:
        """Whether the policies of two commands apply at once, which may have an index each."""
        return self.form in ("FOR UPDATE", "UPDATE RETURNING", "DELETE RETURNING")

    def __str__(self) -> str:
        return f"{self.sql} -- as {self.role or 'owner'}{', rows cost much' if self.costly_rows else ''}" + (
            ", the table has one row" if self.one_row else "")


@dataclass(frozen=True)
class Applicable:
    """A policy that applies to a role; only those with a USING clause."""
    table: int
    name: str
    command: str  # as in pg_policy.polcmd
    permissive: bool


_APPLICABLE = """
SELECT r.rolname, c.oid, p.polname, p.polcmd, p.polpermissive
FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid CROSS JOIN unnest(%(roles)s::name[]) AS r (rolname)
WHERE c.relnamespace = %(schema)s::regnamespace AND p.polqual IS NOT NULL AND p.polcmd <> 'a'
  AND EXISTS (SELECT FROM unnest(p.polroles) AS o (oid) WHERE o.oid = 0 OR pg_has_role(r.rolname, o.oid, 'USAGE'))
"""
# form, the commands whose policies apply, statement
_COMMANDS = {"r": "SELECT", "w": "UPDATE", "d": "DELETE"}
_FORMS = (
    ("SELECT", "r", "SELECT * FROM {table}"),
    ("UPDATE", "w", "UPDATE {table} SET {marker} = 1"),
    ("DELETE", "d", "DELETE FROM {table}"),
    ("FOR UPDATE", "wr", "SELECT * FROM {table} FOR UPDATE"),
    ("UPDATE RETURNING", "wr", "UPDATE {table} SET {marker} = 1 RETURNING *"),
    ("DELETE RETURNING", "dr", "DELETE FROM {table} RETURNING *"),
)


def queries(cursor: Cursor, batch: Batch, relations: dict[int, Relation]) -> list[Query]:
    """One role and one command stand for all to which the same policies apply."""
    applicable = _applicable(cursor, batch)
    by_name = {relation.name: relation.oid for relation in relations.values()}
    members = {by_name[table.name] for table in batch.members}
    made: dict[object, Query] = {}
    for role in batch.roles:
        inside = frozenset(policy for policy in applicable[role] if policy.table in members)
        for table in {policy.table.name: policy.table for policy in batch.policies}.values():
            for key, query in _of_table(table, by_name[table.name], role, applicable[role], relations):
                first = made.setdefault((table.name, inside, key), query)
                made[table.name, inside, key] = replace(first, commands=first.commands | query.commands)
        for body in batch.bodies:
            query = _of_body(batch, body, by_name[body.table], role, applicable[role], relations)
            if query.policies:
                made.setdefault((body, inside, query.policies), query)
    return list(made.values())


def _applicable(cursor: Cursor, batch: Batch) -> dict[str, frozenset[Applicable]]:
    cursor.execute(_APPLICABLE, {"roles": batch.roles, "schema": quote(batch.schema)})
    found: dict[str, set[Applicable]] = {role: set() for role in batch.roles}
    for role, *policy in cursor.fetchall():
        found[role].add(Applicable(*policy))
    return {role: frozenset(policies) for role, policies in found.items()}


def _of_table(table: Table, oid: int, role: str, applicable: frozenset[Applicable], relations: dict[int, Relation]
              ) -> Iterator[tuple[object, Query]]:
    """The queries, and what makes each of them different from others: the policies that apply to it, command by
    command. A set without a permissive policy lets nothing through."""
    elsewhere = frozenset(other for other in relations if relations[other].root != oid)
    for form, letters, statement in _FORMS:
        sets = [frozenset(policy for policy in applicable if policy.table == oid and policy.command in (letter, "*"))
                for letter in letters]
        if not all(any(policy.permissive for policy in policies) for policies in sets):
            continue
        names = frozenset(policy.name for policies in sets for policy in policies)
        sql = statement.format(table=table.q, marker=table.marker.q)
        different = tuple(dict.fromkeys(sets))
        commands = frozenset(_COMMANDS[letter] for letter in letters)
        yield different, Query(oid, commands, form, role, sql, frozenset(relations), names)
        if len(letters) == 1:
            yield (different, "one row"), Query(oid, commands, f"{form} of one row", role, sql, elsewhere, names, costly_rows=True, one_row=True)


def _of_body(batch: Batch, body: Body, oid: int, role: str, applicable: frozenset[Applicable],
             relations: dict[int, Relation]) -> Query:
    callers = {policy.name for policy in batch.policies if policy.using and body.function in policy.using.sql}
    policies = frozenset(policy.name for policy in applicable if policy.table == oid and policy.name in callers)
    return Query(oid, frozenset(_COMMANDS.values()), "body of a function", None if body.definer else role, body.query, frozenset(relations), policies,
                 parameter_types=body.parameter_types, function=body.function, caller=role)
