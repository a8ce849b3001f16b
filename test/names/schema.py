"""A small database in which everything has a hostile name and all reports have findings."""


def quote(name):
    return '"' + name.replace('"', '""') + '"'


def schema_ddl(names, number):
    """Statements that make one schema, with a role and a function of its own."""
    schema, orgs, tasks, parts, members, docs = (quote(names.new()) for _ in range(6))
    ident, org, lead, day, text, user = (quote(names.new()) for _ in range(6))
    # Names of constraints of a table, of indexes of the schema, of policies, each their own.
    named = [quote(names.new()) for _ in range(14)]
    function, leaf = quote(names.new()), quote(names.new())
    role = f"regress_names_{number}"
    at = lambda table: f"{schema}.{table}"  # noqa: E731
    return [
        f"CREATE SCHEMA {schema}",
        f"DROP ROLE IF EXISTS {role}",
        f"CREATE ROLE {role}",
        f"CREATE FUNCTION {at(function)}() RETURNS integer STABLE LANGUAGE plpgsql AS 'BEGIN RETURN 1; END'",
        f"CREATE TABLE {at(orgs)} ({ident} integer PRIMARY KEY, {text} text)",
        f"CREATE TABLE {at(tasks)} ({org} integer, {lead} numeric, {text} text COLLATE \"C\","
        f" CONSTRAINT {named[0]} FOREIGN KEY ({org}) REFERENCES {at(orgs)} ON DELETE CASCADE)",
        f"CREATE TABLE {at(parts)} ({org} integer, {day} integer,"
        f" CONSTRAINT {named[1]} FOREIGN KEY ({org}) REFERENCES {at(orgs)}) PARTITION BY RANGE ({day})",
        f"CREATE TABLE {at(leaf)} PARTITION OF {at(parts)} FOR VALUES FROM (0) TO (9)",
        f"CREATE TABLE {at(members)} ({org} integer, {user} integer)",
        f"CREATE TABLE {at(docs)} ({org} integer, {user} integer, {text} text, {day} integer)",
        f"ALTER TABLE {at(docs)} ENABLE ROW LEVEL SECURITY",
        f"CREATE POLICY {named[2]} ON {at(docs)} TO {role} USING ({org} = {at(function)}())",
        f"CREATE POLICY {named[3]} ON {at(docs)} USING ({org} IN (SELECT {org} FROM {at(members)}"
        f" WHERE {user} = {at(function)}()))",
        f"CREATE POLICY {named[4]} ON {at(docs)} USING (lower({text}) = '{names.new().replace(chr(39), chr(39) * 2)}'"
        f" AND {at(function)}() = 1)",
        f"CREATE POLICY {named[5]} ON {at(docs)} USING ({user} = {at(function)}() OR {day}::text = 'x')",
        # A duplicate, a redundant and an invalid one.
        f"CREATE INDEX {named[6]} ON {at(docs)} ({day})",
        f"CREATE INDEX {named[7]} ON {at(docs)} ({day})",
        f"CREATE INDEX {named[8]} ON {at(docs)} ({day}, {text})",
        f"CREATE INDEX {named[9]} ON {at(docs)} (lower({text}), {user}) WHERE {text} <> 'x'",
        f"CREATE INDEX {named[10]} ON {at(docs)} (lower({text}), {user}) WHERE {text} <> 'x'",
        f"CREATE INDEX {named[11]} ON {at(members)} ({org})",
        f"CREATE INDEX {named[12]} ON ONLY {at(parts)} ({org})",
        f"CREATE TABLE {at('canary')} ()",
    ]
