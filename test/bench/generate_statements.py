"""N distinct statements in pg_stat_statements, on 100 tables with rows, for the benchmark.

generate(database, n, share) creates t0 .. t99 of 10,000 rows, a share of whose keys has
no index; every fourth table has a policy. It then runs n statements that differ in more
than their constants, and returns n. The same arguments give the same statements.
"""

import random

from database import connect

TABLES = 100
ROWS = 10000
OFTEN = 5  # how many times one statement in ten runs

PREPARATION = """
    CREATE EXTENSION pg_stat_statements;
    DO $$ BEGIN CREATE ROLE bench_member; EXCEPTION WHEN duplicate_object THEN NULL; END $$;
    CREATE FUNCTION tenant_id() RETURNS bigint LANGUAGE plpgsql STABLE
        AS $$ BEGIN RETURN current_setting('app.org_id')::bigint; END $$;
"""

TABLE = """
    CREATE TABLE t{i} (id bigint PRIMARY KEY, org_id bigint NOT NULL, user_id bigint NOT NULL, parent_id bigint,
        status text NOT NULL, flag boolean NOT NULL, amount numeric NOT NULL, email text NOT NULL,
        created_at timestamptz NOT NULL, updated_at timestamptz NOT NULL, deleted_at timestamptz);
    INSERT INTO t{i}
    SELECT i, i % 97, i * 7 % 1009, i * 13 % {rows} + 1, (ARRAY['open', 'done', 'done', 'done'])[i % 4 + 1], i % 10 = 0,
           i % 1000, 'u' || i || '@example.com', timestamptz '2025-01-01' + i * interval '1 minute',
           timestamptz '2025-01-01' + i * 31 % {rows} * interval '1 minute', CASE WHEN i % 5 = 0 THEN timestamptz '2025-06-01' END
    FROM generate_series(1, {rows}) i;
    ALTER TABLE t{i} ADD FOREIGN KEY (parent_id) REFERENCES t{other};
    GRANT SELECT, INSERT, UPDATE, DELETE ON t{i} TO bench_member;
"""

POLICY = "ALTER TABLE t{i} ENABLE ROW LEVEL SECURITY; CREATE POLICY of_tenant ON t{i} USING (org_id = tenant_id());"

SEARCHES = {
    "org_id": "org_id = {n}",
    "user_id": "user_id = {n}",
    "parent_id": "parent_id = {n}",
    "list": "user_id IN (1, 2, {n})",
    "status": "status = 'open'",
    "flag": "flag = false",
    "deleted": "deleted_at IS NULL",
    "not deleted": "deleted_at IS NOT NULL",
    "email": "lower(email) = 'u{n}@example.com'",
    "amount": "amount BETWEEN {n} AND 900",
    "created": "created_at > '2025-01-0{d}'",
    "page": "(created_at, id) < ('2025-01-0{d}', {n})",
    "updated": "updated_at < '2025-01-0{d}'",
}

ORDERS = [
    "",
    "",
    " ORDER BY created_at LIMIT 20",
    " ORDER BY created_at DESC, id DESC LIMIT 50",
    " ORDER BY updated_at DESC LIMIT 10",
    " ORDER BY amount DESC, created_at LIMIT 10",
]

LISTS = ["id", "id, amount", "id, email, created_at", "*"]


def statement(rng):
    """A template: {n} and {d} stand for constants."""
    table = f"t{rng.randrange(TABLES)}"
    search = " AND ".join(rng.sample(list(SEARCHES.values()), rng.choice([1, 1, 2, 2, 3])))
    kind = rng.random()
    if kind < 0.65:
        return f"SELECT {rng.choice(LISTS)} FROM {table} WHERE {search}{rng.choice(ORDERS)}"
    if kind < 0.75:
        return f"SELECT count(*), max(updated_at) FROM {table} WHERE {search}"
    if kind < 0.85:
        inner = search.replace("deleted_at", "b.deleted_at").replace("created_at", "b.created_at")
        for column in ("org_id", "user_id", "parent_id", "status", "flag", "email", "amount", "updated_at"):
            inner = inner.replace(column, f"b.{column}")
        other = f"t{rng.randrange(TABLES)}"
        return f"SELECT a.id, b.amount FROM {other} a JOIN {table} b ON b.parent_id = a.id WHERE a.id < {{n}} AND {inner.replace(', id)', ', b.id)')}"
    if kind < 0.92:
        return f"SELECT status, sum(amount) FROM {table} WHERE {search} GROUP BY status"
    if kind < 0.97:
        return f"UPDATE {table} SET updated_at = '2025-02-01' WHERE {search} AND id < 0"
    return f"DELETE FROM {table} WHERE {search} AND id < 0"


def generate(database, n, share):
    rng = random.Random(n)
    connection = connect(database)
    cursor = connection.cursor()
    cursor.execute(PREPARATION)
    for i in range(TABLES):
        cursor.execute(TABLE.format(i=i, other=max(0, i - 1), rows=ROWS))
        for column in ("org_id", "user_id", "parent_id"):
            if rng.random() >= share:
                cursor.execute(f"CREATE INDEX ON t{i} ({column})")
        if i % 4 == 0:
            cursor.execute(POLICY.format(i=i))
    cursor.execute("VACUUM (ANALYZE)")
    cursor.execute("SELECT pg_stat_statements_reset(), pg_stat_reset()")
    cursor.execute("SELECT set_config('app.org_id', '3', false)")
    cursor.execute("SET ROLE bench_member")
    seen = set()
    while len(seen) < n:
        template = statement(rng)
        if template in seen:
            continue
        seen.add(template)
        for _ in range(OFTEN if rng.random() < 0.1 else 1):
            cursor.execute(template.format(n=rng.randint(1, 900), d=rng.randint(1, 9)))
    connection.close()
    return n
