"""A database of N tables with two foreign keys each, for the benchmark.

generate(database, n, share) creates t0 .. t(n-1) and returns how many of the 2n keys have
no index that serves: about that share of them, which have none or one that does not. The
same arguments give the same tables. Of them, 10 % are partitioned with 3 or 4 leaves.
"""

import random

from database import pretend_rows, run_in_batches

NEIGHBOURS = 40  # keys refer to tables made shortly before, none collects thousands

# What kind of primary key a table may have: the types of its columns.
PRIMARY_KEYS = {
    "int": ["integer"],
    "bigint": ["bigint"],
    "uuid": ["uuid"],
    "text": ["text"],
    "numeric": ["numeric"],
    "pair": ["integer", "bigint"],
}

# What kind of foreign key refers to which of them, with columns of which types.
FOREIGN_KEYS = {
    "int": ("int", ["integer"]),
    "bigint": ("bigint", ["bigint"]),
    "uuid": ("uuid", ["uuid"]),
    "text": ("text", ["text"]),
    "varchar": ("text", ["varchar(80)"]),
    "int to numeric": ("numeric", ["integer"]),
    "pair": ("pair", ["integer", "bigint"]),
}


def index_that_serves(rng, kind, columns):
    """Key list and predicate of an index that the key's query can use."""
    if kind == "int to numeric":
        return f"(({columns[0]}::numeric))", ""
    if kind == "pair":
        ordered = columns if rng.random() < 0.5 else columns[::-1]
        return f"({', '.join(ordered)})", ""
    shape = rng.choice(["plain", "plain", "plain", "wider", "not null"])
    if shape == "wider":
        return f"({columns[0]}, created_at)", ""
    return f"({columns[0]})", f" WHERE {columns[0]} IS NOT NULL" if shape == "not null" else ""


def index_that_does_not(rng, kind, columns):
    """The same of one that it cannot use; None for no index at all."""
    shape = rng.choice(["none", "none", "soft delete", "second column"])
    if kind == "int to numeric" and shape != "none":
        return f"({columns[0]})", ""
    if shape == "soft delete":
        return f"({', '.join(columns)})", " WHERE deleted_at IS NULL"
    if shape == "second column":
        return f"(created_at, {', '.join(columns)})", ""
    return None


def table_ddl(rng, number, recent, share):
    """One table: its DDL in two parts, what keys may refer to, how many keys lack an index.

    The first part is that of a partitioned table without its keys: it runs before all
    others, because making a leaf reads the whole of pg_constraint.
    recent: (name, kind of primary key) of the tables that its keys may refer to.
    """
    name = f"t{number}"
    own = rng.choice(list(PRIMARY_KEYS))
    primary = [f"id{i}" for i in range(len(PRIMARY_KEYS[own]))]
    lines = [f"{c} {t}" for c, t in zip(primary, PRIMARY_KEYS[own])]
    lines += ["created_at timestamptz NOT NULL DEFAULT now()", "deleted_at timestamptz", "note text"]
    keys = []
    indexes = []
    missing = 0
    refers_to_itself = False
    for key in ("a", "b"):
        kind = rng.choice(list(FOREIGN_KEYS))
        targets = [t for t, primary_kind in recent if primary_kind == FOREIGN_KEYS[kind][0]]
        if targets:
            target = rng.choice(targets)
        else:
            kind, target, refers_to_itself = own if own != "numeric" else "int to numeric", name, True
        types = FOREIGN_KEYS[kind][1]
        columns = [f"{key}{i}" for i in range(len(types))]
        lines += [f"{c} {t}" for c, t in zip(columns, types)]
        keys.append(f"FOREIGN KEY ({', '.join(columns)}) REFERENCES {target}")
        serves = rng.random() >= share
        index = (index_that_serves if serves else index_that_does_not)(rng, kind, columns)
        missing += not serves
        if index:
            indexes.append(f"CREATE INDEX ON {name} {index[0]}{index[1]};")
    lines.append(f"PRIMARY KEY ({', '.join(primary)})")
    if refers_to_itself or rng.random() >= 0.1:
        return [], [f"CREATE TABLE {name} ({', '.join(lines + keys)});"] + indexes, (name, own), missing
    leaves = rng.choice([3, 4])
    early = [f"CREATE TABLE {name} ({', '.join(lines)}) PARTITION BY HASH ({primary[0]});"]
    early += [
        f"CREATE TABLE {name}_p{i} PARTITION OF {name} FOR VALUES WITH (MODULUS {leaves}, REMAINDER {i});"
        for i in range(leaves)
    ]
    return early, [f"ALTER TABLE {name} ADD {key};" for key in keys] + indexes, None, missing


def generate(database, n, share):
    rng = random.Random(n)
    recent = []
    early, late = [], []
    missing = 0
    for number in range(n):
        first, second, target, without = table_ddl(rng, number, recent, share)
        early += [first] if first else []
        late.append(second)
        missing += without
        if target:
            recent = (recent + [target])[-NEIGHBOURS:]
    run_in_batches(database, early)
    run_in_batches(database, late)
    pretend_rows(database, "^t[0-9]+(_p[0-9])?$")
    return missing
