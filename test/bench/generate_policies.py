"""A database of N tables with three row-level-security policies each, for the benchmark.

generate(database, n, share) creates t0 .. t(n-1), and a table of members for every 50 of
them, which their policies may look into. Returns how many rows nova_missing_rls_indexes()
has to have: a row for each table and search that finds no index that serves, which is
about that share of the searches. The same arguments give the same tables.
"""

import random
from typing import NamedTuple

from database import connect, pretend_rows, run_in_batches

TABLES_OF_A_SERVICE = 50  # with one table of members

PREPARATION = """
    DO $$ BEGIN CREATE ROLE bench_member; EXCEPTION WHEN duplicate_object THEN NULL; END $$;
    CREATE FUNCTION tenant_id() RETURNS bigint LANGUAGE plpgsql STABLE
        AS $$ BEGIN RETURN current_setting('app.org_id')::bigint; END $$;
    CREATE FUNCTION user_id() RETURNS bigint LANGUAGE sql STABLE RETURN current_setting('app.user_id')::bigint;
    CREATE FUNCTION may_see(org bigint) RETURNS boolean LANGUAGE plpgsql STABLE
        AS $$ BEGIN RETURN org % 2 = 0; END $$;
"""

# Lists of columns, and predicates, of indexes on a column.
PLAIN = ["({})", "({}, created_at)"]
NOT_DELETED = ["({}) WHERE deleted_at IS NULL", "({}, deleted_at)"]

TENANT = "USING (org_id = tenant_id())"
OWNER = "USING (owner_id = (SELECT user_id()))"
OPAQUE = "USING (may_see(org_id))"
MEMBER = "USING (EXISTS (SELECT FROM {members} m WHERE m.user_id = user_id() AND m.org_id = {table}.org_id))"
LIST = "USING (org_id = ANY (ARRAY(SELECT m.org_id FROM {members} m WHERE m.user_id = user_id())))"
IN = "USING (org_id IN (SELECT m.org_id FROM {members} m WHERE m.user_id = user_id()))"


class Shape(NamedTuple):
    """The policies of a table, and what they have the server search for."""

    policies: list
    columns: list = []  # of the table, each searched for by itself
    that_serve: list = PLAIN  # the indexes for such a search
    reads_members: bool = False  # the table of members is searched by user_id


SHAPES = [
    Shape(["FOR SELECT " + TENANT, "FOR UPDATE " + TENANT, "FOR DELETE " + TENANT], ["org_id"]),
    Shape(
        ["FOR SELECT " + TENANT, "FOR UPDATE TO bench_member " + TENANT, "FOR DELETE TO bench_member " + TENANT],
        ["org_id"],
    ),
    Shape(
        ["FOR ALL " + TENANT, "FOR SELECT " + OWNER, "FOR INSERT WITH CHECK (owner_id = user_id())"],
        ["org_id", "owner_id"],
    ),
    Shape(
        ["AS RESTRICTIVE USING (deleted_at IS NULL)", "FOR SELECT " + TENANT, "FOR UPDATE " + TENANT],
        ["org_id"],
        NOT_DELETED,
    ),
    Shape(["FOR SELECT " + MEMBER, "FOR UPDATE " + MEMBER, "FOR DELETE " + OWNER], ["owner_id"], reads_members=True),
    Shape(["FOR SELECT " + LIST, "FOR UPDATE " + LIST, "FOR DELETE " + LIST], ["org_id"], reads_members=True),
    Shape(
        ["FOR SELECT " + IN, "FOR UPDATE " + IN, "FOR INSERT WITH CHECK (org_id = tenant_id())"], reads_members=True
    ),
    Shape(["FOR SELECT " + OPAQUE, "FOR UPDATE " + OPAQUE, "FOR DELETE USING (status <> 'closed')"]),
]


def members_ddl(rng, name, share):
    """A table of members, and whether it has an index for the searches of the policies."""
    serves = rng.random() >= share
    index = "(user_id, org_id)" if serves else "(org_id, user_id)"
    return [
        f"CREATE TABLE {name} (id bigint PRIMARY KEY, org_id bigint, user_id bigint, role text);",
        f"CREATE INDEX ON {name} {index};",
        f"GRANT SELECT ON {name} TO PUBLIC;",
    ], serves


def table_ddl(rng, number, members, members_serve, share):
    """A table with its policies and indexes, and how many of its searches find none."""
    table = f"t{number}"
    shape = rng.choice(SHAPES)
    statements = [
        f"""CREATE TABLE {table} (id bigint PRIMARY KEY, org_id bigint, owner_id bigint, status text,
            created_at timestamptz, deleted_at timestamptz);""",
        f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;",
        f"GRANT SELECT, INSERT, UPDATE, DELETE ON {table} TO PUBLIC;",
    ]
    for i, policy in enumerate(shape.policies):
        statements.append(f"CREATE POLICY p{i} ON {table} {policy.format(table=table, members=members)};")
    missing = int(shape.reads_members and not members_serve)
    for column in shape.columns:
        if rng.random() >= share:
            statements.append(f"CREATE INDEX ON {table} {rng.choice(shape.that_serve).format(column)};")
        else:
            missing += 1
            index = rng.choice(["", "(created_at, {})", "({}) WHERE status = 'open'"])
            if index:
                statements.append(f"CREATE INDEX ON {table} {index.format(column)};")
    return statements, missing


def generate(database, n, share):
    rng = random.Random(n)
    scripts = []
    missing = 0
    for number in range(n):
        if number % TABLES_OF_A_SERVICE == 0:
            members = f"m{number // TABLES_OF_A_SERVICE}"
            script, serve = members_ddl(rng, members, share)
            scripts.append(script)
        script, without = table_ddl(rng, number, members, serve, share)
        scripts.append(script)
        missing += without
    connection = connect(database)
    connection.cursor().execute(PREPARATION)
    connection.close()
    run_in_batches(database, scripts)
    pretend_rows(database, "^[tm][0-9]+$")
    return missing
