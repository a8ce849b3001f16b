"""The queries under whose policies the planner is asked: every command, with and without SELECT rights, as every role."""
from __future__ import annotations

from dataclasses import dataclass

from oracle.database import Cursor
from oracle.schema.names import quote

from ..schema.model import Batch, Table
from .catalog import Relation


@dataclass(frozen=True)
class Query:
    table: int                        # with the policies
    command: str                      # SELECT, UPDATE, DELETE
    form: str
    role: str | None                  # None: whoever owns everything
    sql: str
    relations: frozenset[int]         # whose index uses count
    policies: frozenset[str]          # of the table, that apply
    costly_rows: bool = False         # then the planner takes the index that has more of the clauses, and rather runs a
    #                                   sub-select for a row than hashing all of its rows
    parameter_types: tuple[str, ...] = ()
    function: str = ""                # whose body it is
    caller: str = ""                  # the role that calls the function

    @property
    def two_sets(self) -> bool:
        """Whether the policies of two commands apply at once, which may have an index each."""
        return self.form in ("FOR UPDATE", "UPDATE RETURNING", "DELETE RETURNING")

    def __str__(self) -> str:
        return f"{self.sql} -- as {self.role or 'owner'}{', rows cost much' if self.costly_rows else ''}"


_APPLICABLE = """
SELECT c.oid, p.polname, p.polcmd, r.rolname
FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid CROSS JOIN unnest(%(roles)s::name[]) AS r (rolname)
WHERE c.relnamespace = %(schema)s::regnamespace
  AND EXISTS (SELECT FROM unnest(p.polroles) AS o (oid) WHERE o.oid = 0 OR pg_has_role(r.rolname, o.oid, 'USAGE'))
"""
_COMMANDS = {"SELECT": "r*", "UPDATE": "rw*", "DELETE": "rd*"}


def queries(cursor: Cursor, batch: Batch, relations: dict[int, Relation]) -> list[Query]:
    """One role stands for all to which the same policies apply."""
    cursor.execute(_APPLICABLE, {"roles": batch.roles, "schema": quote(batch.schema)})
    applicable: dict[str, set[tuple[int, str, str]]] = {role: set() for role in batch.roles}
    for table, policy, command, role in cursor.fetchall():
        applicable[role].add((table, policy, command))
    made: list[Query] = []
    seen: list[set[tuple[int, str, str]]] = []
    by_name = {relation.name: relation for relation in relations.values()}
    for role in batch.roles:
        if applicable[role] in seen:
            continue
        seen.append(applicable[role])
        with_policies = {policy.table.name: policy.table for policy in batch.policies}
        for table in with_policies.values():
            made += _of_table(table, by_name[table.name].oid, role, applicable[role], relations)
        for body in batch.bodies:
            callers = {policy.name for policy in batch.policies if policy.using and body.function in policy.using.sql}
            oid = by_name[body.table].oid
            policies = frozenset(name for table, name, _ in applicable[role] if table == oid and name in callers)
            if policies:
                made.append(Query(oid, "", "body of a function", None if body.definer else role, body.query,
                                  frozenset(relations), policies, parameter_types=body.parameter_types, function=body.function, caller=role))
    return list(dict.fromkeys(made))


def _of_table(table: Table, oid: int, role: str, applicable: set[tuple[int, str, str]], relations: dict[int, Relation]
              ) -> list[Query]:
    everything = frozenset(relations)
    elsewhere = frozenset(other for other in relations if relations[other].root != oid)
    forms = (("SELECT", "SELECT", f"SELECT * FROM {table.q}"),
             ("SELECT", "FOR UPDATE", f"SELECT * FROM {table.q} FOR UPDATE"),
             ("UPDATE", "UPDATE", f"UPDATE {table.q} SET {table.marker.q} = 1"),
             ("UPDATE", "UPDATE RETURNING", f"UPDATE {table.q} SET {table.marker.q} = 1 RETURNING *"),
             ("DELETE", "DELETE", f"DELETE FROM {table.q}"),
             ("DELETE", "DELETE RETURNING", f"DELETE FROM {table.q} RETURNING *"))
    made = []
    for command, form, sql in forms:
        letters = "rw*" if form == "FOR UPDATE" else _COMMANDS[command]
        policies = frozenset(name for relation, name, letter in applicable if relation == oid and letter in letters)
        if not policies:
            continue
        made.append(Query(oid, command, form, role, sql, everything, policies))
        if form in ("SELECT", "UPDATE", "DELETE"):
            made.append(Query(oid, command, f"{form} of one row", role,
                              _with_condition(sql, f"{table.id.q} = 7"), elsewhere, policies, costly_rows=True))
    return made


def _with_condition(sql: str, condition: str) -> str:
    return f"{sql} WHERE {condition}"
