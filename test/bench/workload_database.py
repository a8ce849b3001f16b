"""The database of the benchmark `workload`: a social network and a service for many organisations.

build(database, rows) makes it anew, from the files in workload.d; built(database) tells with how many rows it is there.
"""

import pathlib
import subprocess

import psycopg

FILES = pathlib.Path(__file__).parent / "workload.d"
ROLES = {"bench_social": "social", "bench_saas": "saas", "bench_tenant": "saas"}  # with their search_path
SCHEMAS = ["social", "saas"]

# Rows of each table for 5.3 million in all.
FULL = {
    "users": 100_000,
    "posts": 400_000,
    "comments": 900_000,
    "likes": 750_000,
    "follows": 400_000,
    "notifications": 500_000,
    "messages": 300_000,
    "orgs": 500,
    "accounts": 8_000,
    "projects": 12_000,
    "tasks": 600_000,
    "user_data": 400_000,
    "files": 300_000,
    "audit_events": 600_000,
    "invoices": 100_000,
}


def psql(database, *arguments):
    subprocess.run(["psql", "-Xq", "-v", "ON_ERROR_STOP=1", "-d", database, *arguments], check=True)


def sizes(rows):
    """Rows of each table for so many in all, nearly."""
    return {table: max(20, full * rows // sum(FULL.values())) for table, full in FULL.items()}


def built(database):
    """How many rows it was built for; None where it is not there, or not to its end."""
    with psycopg.connect(dbname="postgres", autocommit=True) as admin:
        found = admin.execute(
            "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s", [database]
        ).fetchone()
    return int(found[0]) if found and found[0] else None


def drop(database):
    """With the roles, which own nothing elsewhere."""
    with psycopg.connect(dbname="postgres", autocommit=True) as admin:
        admin.execute(f"DROP DATABASE IF EXISTS {database} (FORCE)")
        for role in ROLES:
            admin.execute(f"DROP ROLE IF EXISTS {role}")


def build(database, rows):
    drop(database)
    with psycopg.connect(dbname="postgres", autocommit=True) as admin:
        admin.execute(f"CREATE DATABASE {database}")
        for role, schema in ROLES.items():
            admin.execute(f"CREATE ROLE {role} LOGIN")
            admin.execute(f"ALTER ROLE {role} IN DATABASE {database} SET search_path = {schema}")
    variables = [argument for table, n in sizes(rows).items() for argument in ("-v", f"{table}={n}")]
    psql(database, "-c", "CREATE EXTENSION pg_stat_statements", "-c", "CREATE EXTENSION nova_fkindex")
    parts = ["functions"] + [f"{schema}_{part}" for schema in SCHEMAS for part in ("schema", "rows", "keys")]
    psql(database, *variables, *(f for part in parts for f in ("-f", str(FILES / f"{part}.sql"))))
    psql(database, "-c", "VACUUM (ANALYZE)")
    with psycopg.connect(dbname="postgres", autocommit=True) as admin:
        admin.execute(f"COMMENT ON DATABASE {database} IS '{rows}'")
