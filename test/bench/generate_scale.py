"""Databases of N tables in three shapes, for the benchmark of sizes.

Each generate_...(database, n, share) fills the database and returns how many findings
nova_missing_fk_indexes() and nova_missing_fk_shapes() must have. A share of the keys has
no index; in `partitions`, of which there is one key, nothing has.
"""

from database import connect, pretend_rows, run_in_batches
from generate import generate

TABLES_PER_TENANT = 30
PARTITIONS_PER_TRANSACTION = 250


def generate_tables(database, n, share):
    """N tables with 2N keys, as for test/bench/detect."""
    missing = generate(database, n, share)
    return {"indexes": missing}


def generate_partitions(database, n, _share):
    """One table with N partitions and one key, without an index."""
    connection = connect(database)
    cursor = connection.cursor()
    cursor.execute("CREATE TABLE orgs (id integer PRIMARY KEY)")
    cursor.execute("CREATE TABLE events (org_id integer, day integer) PARTITION BY LIST (day)")
    for first in range(0, n, PARTITIONS_PER_TRANSACTION):
        cursor.execute(
            "".join(
                f"CREATE TABLE events_{day} (org_id integer, day integer);"
                for day in range(first, min(n, first + PARTITIONS_PER_TRANSACTION))
            )
        )
    connection.close()
    # Attaching reads all partitions there are, each time; rows of the catalogs are what the reports read, and all
    # that these tables need. A key, its copies and their triggers are made by the server, for one partition.
    pretend_partitions(database, n)
    pretend_rows(database, "^events")
    return {"indexes": 1, "shapes": 1}


def pretend_partitions(database, n):
    """Makes partitions of the tables events_0 ... as ATTACH PARTITION and a key would have."""
    connection = connect(database)
    cursor = connection.cursor()
    cursor.execute("ALTER TABLE events ADD CONSTRAINT events_org_id_fkey FOREIGN KEY (org_id) REFERENCES orgs")
    cursor.execute("ALTER TABLE events ATTACH PARTITION events_0 FOR VALUES IN (0)")
    cursor.execute("SET allow_system_table_mods = on")
    cursor.execute(
        """INSERT INTO pg_inherits SELECT ('events_' || i)::regclass, 'events'::regclass, 1, false
           FROM generate_series(1, %s - 1) i""",
        [n],
    )
    cursor.execute(
        """UPDATE pg_class c SET relispartition = true, relpartbound = t.relpartbound
           FROM pg_class t WHERE t.relname = 'events_0' AND c.relname ~ '^events_[0-9]+$' AND c.oid <> t.oid"""
    )
    columns = [
        row[0]
        for row in query(
            cursor,
            """SELECT attname FROM pg_attribute WHERE attrelid = 'pg_constraint'::regclass AND attnum > 0
               AND NOT attisdropped ORDER BY attnum""",
        )
    ]
    changed = {"oid": "pg_nextoid('pg_constraint', 'oid', 'pg_constraint_oid_index')", "conrelid": "p.oid"}
    cursor.execute(
        f"""INSERT INTO pg_constraint SELECT {", ".join(changed.get(c, "c." + c) for c in columns)}
            FROM pg_constraint c, pg_class p
            WHERE c.contype = 'f' AND c.conrelid = 'events_0'::regclass
              AND p.relname ~ '^events_[0-9]+$' AND p.relname <> 'events_0'"""
    )
    connection.close()


def query(cursor, text):
    cursor.execute(text)
    return cursor.fetchall()


def tenant_ddl(number, share):
    """The tables of one tenant: a chain of keys, each table's to the one before and to a table that all share."""
    schema = f"tenant_{number}"
    lines = [f"CREATE SCHEMA {schema};"]
    for i in range(TABLES_PER_TENANT):
        parent = f"{schema}.t{i - 1}" if i else "shared.plans"
        lines.append(
            f"CREATE TABLE {schema}.t{i} (id integer PRIMARY KEY, parent_id integer REFERENCES {parent},"
            " note integer);"
        )
        if i >= share * TABLES_PER_TENANT:
            lines.append(f"CREATE INDEX ON {schema}.t{i} (parent_id);")
    return lines


def generate_tenants(database, n, share):
    """N / 30 schemas with the same 30 tables and 30 keys."""
    connection = connect(database)
    connection.cursor().execute("CREATE SCHEMA shared; CREATE TABLE shared.plans (id integer PRIMARY KEY)")
    connection.close()
    tenants = n // TABLES_PER_TENANT
    # 250 schemas in one transaction would be 7,500 tables: more locks than the server has.
    run_in_batches(database, [tenant_ddl(number, share) for number in range(tenants)], 10)
    pretend_rows(database, "^t[0-9]+$")
    missing = sum(1 for i in range(TABLES_PER_TENANT) if i < share * TABLES_PER_TENANT)
    return {"indexes": missing * tenants, "shapes": missing}


SHAPES = {"tables": generate_tables, "partitions": generate_partitions, "tenants": generate_tenants}
