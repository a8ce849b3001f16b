"""Runs the statements of the benchmark `workload` and reads what they cost from pg_stat_statements.

Through the extended protocol, each call in a transaction of its own, that of a tenant as
web servers do: BEGIN, who it is, the statement. All transactions are rolled back, so that
each set of indexes meets the same rows.
"""

import random
from typing import NamedTuple

import psycopg
from psycopg.rows import namedtuple_row

from scaled import built
from workload_database import DATABASE, ROLES, sizes
from workload_statements import STATEMENTS, TENANT

SEED = 20261122

FIGURES = r"""
    SELECT substring(query FROM '^/\* (.*?) \*/'), sum(calls)::bigint,
           sum(total_exec_time + total_plan_time), sum(shared_blks_hit + shared_blks_read)::bigint, sum(wal_bytes)::bigint
    FROM pg_stat_statements
    WHERE toplevel AND query ~ '^/\* ' AND dbid = (SELECT oid FROM pg_database WHERE datname = current_database())
    GROUP BY 1"""


class Call(NamedTuple):
    statement: object
    parameters: dict  # as text, as most drivers send them
    tenant: list | None  # organisation and account


class Figures(NamedTuple):
    """Of one call, on average."""

    calls: int
    ms: float  # planned and executed
    buffers: float
    wal: float  # bytes


def as_text(value):
    if isinstance(value, list):
        return "{" + ",".join(str(element) for element in value) + "}"
    return None if value is None else str(value)


def draw_calls(rounds):
    """All calls in the order in which they run. The calls of few rounds are the first ones of many."""
    rng = random.Random(SEED)
    rows_of = sizes(int(built(DATABASE)))
    drawn = {
        s.name: [rng.randint(1, rows_of[s.of]) for _ in range(s.weight * rounds)]
        for s in STATEMENTS
        for rng in [random.Random(f"{SEED} {s.name}")]
    }
    members, rows = {}, {}
    with psycopg.connect(dbname=DATABASE, row_factory=namedtuple_row) as connection:
        for member in connection.execute("SELECT org_id, account_id FROM saas.memberships ORDER BY id"):
            members.setdefault(member.org_id, []).append(member.account_id)
        for s in STATEMENTS:
            found = connection.execute(f"SELECT * FROM {ROLES[s.role]}.{s.of} WHERE id = ANY (%s)", [drawn[s.name]])
            rows[s.name] = {row.id: row for row in found}
    calls = []
    for number in range(rounds):
        these = []
        for s in STATEMENTS:
            for i in drawn[s.name][number * s.weight : (number + 1) * s.weight]:
                row = rows[s.name][i]
                tenant = None
                if s.role == TENANT:
                    tenant = [str(row.org_id), str(members[row.org_id][i % len(members[row.org_id])])]
                these.append(Call(s, {name: as_text(value) for name, value in s.parameters(row).items()}, tenant))
        rng.shuffle(these)
        calls += these
    return calls


def run(calls):
    """Figures by name of statement, which stay in pg_stat_statements too."""
    with psycopg.connect(dbname=DATABASE, autocommit=True) as admin:
        admin.execute("SELECT pg_stat_statements_reset(), pg_stat_reset()")
        connections = {
            role: psycopg.connect(dbname=DATABASE, user=role, prepare_threshold=None, autocommit=True) for role in ROLES
        }
        for call in calls:
            connection = connections[call.statement.role]
            connection.execute("BEGIN")
            if call.tenant:
                connection.execute("SELECT set_config('app.org', %s, true), set_config('app.user', %s, true)", call.tenant)
            connection.execute(f"/* {call.statement.name} */ {call.statement.text}", call.parameters)
            connection.execute("ROLLBACK")
        for connection in connections.values():
            connection.close()
        return {
            name: Figures(calls, float(ms) / calls, float(buffers) / calls, float(wal) / calls)
            for name, calls, ms, buffers, wal in admin.execute(FIGURES)
        }


def weighted(figures, names=None):
    """The same for a call of the whole mix, or of these statements of it."""
    chosen = [s for s in STATEMENTS if names is None or s.name in names]
    weight = sum(s.weight for s in chosen)
    return Figures(
        sum(figures[s.name].calls for s in chosen),
        *(sum(s.weight * figures[s.name][i] for s in chosen) / weight for i in (1, 2, 3)),
    )
