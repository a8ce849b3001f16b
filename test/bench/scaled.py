"""Databases with rows, of a size that can be chosen, which may be kept for the next run.

The server is the one that PGHOST, PGPORT and PGUSER name (a superuser).
"""

import pathlib
import subprocess

import psycopg

HERE = pathlib.Path(__file__).parent


def psql(database, *arguments):
    subprocess.run(["psql", "-Xq", "-v", "ON_ERROR_STOP=1", "-d", database, *arguments], check=True)


def built(database):
    """The size that it was built for; None where it is not there, or not to its end."""
    with psycopg.connect(dbname="postgres", autocommit=True) as admin:
        found = admin.execute(
            "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s", [database]
        ).fetchone()
    return found[0] if found else None


def drop(database, roles=()):
    """With roles that own nothing elsewhere."""
    with psycopg.connect(dbname="postgres", autocommit=True) as admin:
        admin.execute(f"DROP DATABASE IF EXISTS {database} (FORCE)")
        for role in roles:
            admin.execute(f"DROP ROLE IF EXISTS {role}")


def copy(database, name):
    """With its rows and statistics."""
    drop(name)
    with psycopg.connect(dbname="postgres", autocommit=True) as admin:
        admin.execute(f"CREATE DATABASE {name} TEMPLATE {database} STRATEGY file_copy")


def build(database, size, files, rows, roles=None):
    """Makes it anew: runs files (below this directory) with the psql variables rows (how many of each table), vacuums
    and analyses. roles: made as well, with the search_path that each gets."""
    roles = roles or {}
    drop(database, roles)
    with psycopg.connect(dbname="postgres", autocommit=True) as admin:
        admin.execute(f"CREATE DATABASE {database}")
        for role, schema in roles.items():
            admin.execute(f"CREATE ROLE {role} LOGIN")
            admin.execute(f"ALTER ROLE {role} IN DATABASE {database} SET search_path = {schema}")
    variables = [argument for table, n in rows.items() for argument in ("-v", f"{table}={n}")]
    psql(database, *variables, *(argument for file in files for argument in ("-f", str(HERE / file))))
    psql(database, "-c", "CREATE EXTENSION pg_stat_statements", "-c", "CREATE EXTENSION nova_fkindex")
    psql(database, "-c", "VACUUM (ANALYZE)")
    with psycopg.connect(dbname="postgres", autocommit=True) as admin:
        admin.execute(f"COMMENT ON DATABASE {database} IS '{size}'")
