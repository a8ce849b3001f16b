-- complain if script is sourced in psql, rather than via CREATE EXTENSION
\echo Use "CREATE EXTENSION nova_fkindex" to load this file. \quit

-- The foreign keys whose referential-integrity query finds no index. See doc/missing-fk-index.md.
CREATE FUNCTION nova_missing_fk_indexes(include_accepted boolean DEFAULT false)
RETURNS TABLE (
    table_name regclass,
    constraint_name name,
    column_names name[],
    referenced_table regclass,
    on_delete text,
    on_update text,
    coverage text,
    nearest_index regclass,
    problem text,
    severity text,
    table_rows bigint,
    table_bytes bigint,
    referenced_deletes bigint,
    create_statements text[])
LANGUAGE c VOLATILE PARALLEL UNSAFE
AS 'MODULE_PATHNAME', 'nova_missing_fk_indexes';

COMMENT ON FUNCTION nova_missing_fk_indexes(boolean) IS
    'foreign keys that lack an index, with the reason, the cost and the statements that create it';

-- The same, with a row for each table and key that is the same in many schemas. See doc/key-shapes.md.
CREATE FUNCTION nova_missing_fk_shapes(include_accepted boolean DEFAULT false)
RETURNS TABLE (
    table_name name,
    column_names name[],
    referenced_table text,
    on_delete text,
    on_update text,
    coverage text,
    schemas bigint,
    example regclass,
    problem text,
    severity text,
    table_rows bigint,
    table_bytes bigint,
    referenced_deletes bigint,
    create_query text)
LANGUAGE c VOLATILE PARALLEL UNSAFE
AS 'MODULE_PATHNAME', 'nova_missing_fk_shapes';

COMMENT ON FUNCTION nova_missing_fk_shapes(boolean) IS
    'foreign keys that lack an index, a row for each table and key that is the same in many schemas';

-- The row-level-security policies whose clauses no index answers. See doc/missing-rls-index.md.
CREATE FUNCTION nova_missing_rls_indexes(include_accepted boolean DEFAULT false)
RETURNS TABLE (
    table_name regclass,
    policy_names name[],
    command text,
    roles name[],
    index_table regclass,
    column_names text[],
    expression text,
    coverage text,
    nearest_index regclass,
    problem text,
    severity text,
    table_rows bigint,
    table_bytes bigint,
    create_statements text[])
LANGUAGE c VOLATILE PARALLEL UNSAFE
AS 'MODULE_PATHNAME', 'nova_missing_rls_indexes';

COMMENT ON FUNCTION nova_missing_rls_indexes(boolean) IS
    'clauses of row-level-security policies that no index answers, with the reason, the cost and the statements that create it';

-- What makes row-level-security policies slow, and the rewrite that is not. See doc/policy-*.md, a page a rule.
CREATE FUNCTION nova_policy_problems(include_accepted boolean DEFAULT false)
RETURNS TABLE (
    table_name regclass,
    policy_name name,
    command text,
    rule text,
    expression text,
    problem text,
    rewrite text,
    severity text)
LANGUAGE c VOLATILE PARALLEL UNSAFE
AS 'MODULE_PATHNAME', 'nova_policy_problems';

COMMENT ON FUNCTION nova_policy_problems(boolean) IS
    'what makes row-level-security policies slow, with the statement that writes them anew where that means the same';

-- The indexes that cost more than they give. See doc/invalid-index.md, duplicate-index.md, redundant-index.md and
-- unused-index.md.
CREATE FUNCTION nova_index_problems(include_accepted boolean DEFAULT false)
RETURNS TABLE (
    table_name regclass,
    index_name regclass,
    rule text,
    kept_index regclass,
    problem text,
    index_bytes bigint,
    scans bigint,
    create_statements text[],
    drop_statements text[])
LANGUAGE c VOLATILE PARALLEL UNSAFE
AS 'MODULE_PATHNAME', 'nova_index_problems';

COMMENT ON FUNCTION nova_index_problems(boolean) IS
    'indexes that are invalid, duplicate, redundant or unused, with the statements that drop them and build them again';

-- The fewest indexes that clear the findings. See doc/suggestions.md.
CREATE FUNCTION nova_suggest_indexes(
    sources text[] DEFAULT '{fk,rls,workload}',
    max_indexes integer DEFAULT NULL,
    budget_bytes bigint DEFAULT NULL)
RETURNS TABLE (
    rank integer,
    table_name regclass,
    key_columns text[],
    predicate text,
    access_method text,
    serves text[],
    evidence text,
    calls bigint,
    cost_before float8,
    cost_after float8,
    estimated_bytes bigint,
    writes_per_read float8,
    replaces regclass[],
    reason text,
    create_statements text[],
    drop_statements text[])
LANGUAGE c VOLATILE PARALLEL UNSAFE
AS 'MODULE_PATHNAME', 'nova_suggest_indexes';

COMMENT ON FUNCTION nova_suggest_indexes(text[], integer, bigint) IS
    'the smallest set of indexes that serves all findings, with what each serves, its size and its statements';

-- The indexes for one statement. See doc/workload.md.
CREATE FUNCTION nova_advise(query text, role regrole DEFAULT NULL)
RETURNS TABLE (
    rank integer,
    table_name regclass,
    key_columns text[],
    predicate text,
    access_method text,
    serves text[],
    evidence text,
    calls bigint,
    cost_before float8,
    cost_after float8,
    estimated_bytes bigint,
    writes_per_read float8,
    replaces regclass[],
    reason text,
    create_statements text[],
    drop_statements text[])
LANGUAGE c VOLATILE PARALLEL UNSAFE
AS 'MODULE_PATHNAME', 'nova_advise';
COMMENT ON FUNCTION nova_advise(text, regrole) IS
    'the indexes that one statement, run by that role, should have, proven by the planner';
-- The statements that advice is based on, and why others are not among them. See doc/workload.md.
CREATE FUNCTION nova_workload()
RETURNS TABLE (
    queryid bigint,
    role regrole,
    calls bigint,
    status text,
    reason text,
    cost float8,
    query text)
LANGUAGE c VOLATILE PARALLEL UNSAFE
AS 'MODULE_PATHNAME', 'nova_workload';

COMMENT ON FUNCTION nova_workload() IS
    'the statements of the workload, each with its cost or the reason why it is not planned';

-- The suggestions as a script for psql -v ON_ERROR_STOP=1 -f. See doc/suggestions.md.
CREATE FUNCTION nova_migration()
RETURNS SETOF text
LANGUAGE c VOLATILE PARALLEL UNSAFE
AS 'MODULE_PATHNAME', 'nova_migration';

COMMENT ON FUNCTION nova_migration() IS
    'a psql script that creates the suggested indexes on a database in use, can be run again, and has its undo';

-- Findings that were accepted as they are. By names, as oids do not survive a dump. See doc/accepting.md.
CREATE TABLE nova_accepted (
    schema_name name NOT NULL,
    table_name name NOT NULL,
    object_name name NOT NULL,
    rule text COLLATE "C",
    reason text NOT NULL,
    accepted_by name NOT NULL,
    accepted_at timestamptz NOT NULL,
    CONSTRAINT nova_accepted_key UNIQUE NULLS NOT DISTINCT (schema_name, table_name, object_name, rule)
) USING heap;
-- So that rows can be removed where all tables are published.
ALTER TABLE nova_accepted REPLICA IDENTITY FULL;

COMMENT ON TABLE nova_accepted IS 'findings that were accepted as they are, written by nova_accept() and nova_unaccept()';

-- The names are found by the search_path of CREATE EXTENSION, whatever the schema is called.
SELECT pg_catalog.pg_extension_config_dump('nova_accepted', '');

-- pg_dump wants to read it, whoever dumps.
GRANT SELECT ON nova_accepted TO PUBLIC;

CREATE FUNCTION nova_accepted_protect() RETURNS trigger
LANGUAGE c AS 'MODULE_PATHNAME', 'nova_accepted_protect';

COMMENT ON FUNCTION nova_accepted_protect() IS 'refuses writes to nova_accepted by others than its owner';

CREATE TRIGGER nova_accepted_protect BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON nova_accepted
    FOR EACH STATEMENT EXECUTE FUNCTION nova_accepted_protect();

CREATE FUNCTION nova_accept(table_name regclass, object_name name, reason text, rule text DEFAULT NULL)
RETURNS void
LANGUAGE c VOLATILE PARALLEL UNSAFE
AS 'MODULE_PATHNAME', 'nova_accept';

COMMENT ON FUNCTION nova_accept(regclass, name, text, text) IS
    'accepts the findings about a foreign key, policy or index as they are';

CREATE FUNCTION nova_unaccept(table_name text, object_name name)
RETURNS void
LANGUAGE c VOLATILE PARALLEL UNSAFE
AS 'MODULE_PATHNAME', 'nova_unaccept';

COMMENT ON FUNCTION nova_unaccept(text, name) IS
    'takes back what nova_accept() accepted, also of a table or object that is gone';

-- All findings as one document: text, json, sarif, markdown. See doc/report.md.
CREATE FUNCTION nova_report(format text DEFAULT 'text')
RETURNS text
LANGUAGE c VOLATILE PARALLEL UNSAFE
AS 'MODULE_PATHNAME', 'nova_report';

COMMENT ON FUNCTION nova_report(text) IS
    'all findings as one document for people or machines';

-- For CI: fails when there are findings. See doc/report.md.
CREATE FUNCTION nova_assert(min_severity text DEFAULT 'low')
RETURNS void
LANGUAGE c VOLATILE PARALLEL UNSAFE
AS 'MODULE_PATHNAME', 'nova_assert';

COMMENT ON FUNCTION nova_assert(text) IS
    'raises NF001 with the list of findings of that severity or higher';

-- The guard: event triggers that speak when a transaction leaves a foreign key or a policy unindexed. See doc/guard.md.
CREATE FUNCTION nova_fkindex_start() RETURNS event_trigger LANGUAGE c AS 'MODULE_PATHNAME', 'nova_fkindex_start';
CREATE FUNCTION nova_fkindex_ddl() RETURNS event_trigger LANGUAGE c AS 'MODULE_PATHNAME', 'nova_fkindex_ddl';
CREATE FUNCTION nova_fkindex_drop() RETURNS event_trigger LANGUAGE c AS 'MODULE_PATHNAME', 'nova_fkindex_drop';

COMMENT ON FUNCTION nova_fkindex_start() IS 'the guard at the start of DDL: judges DROP INDEX CONCURRENTLY';
COMMENT ON FUNCTION nova_fkindex_ddl() IS 'the guard at the end of DDL: what was created or changed';
COMMENT ON FUNCTION nova_fkindex_drop() IS 'the guard after DROP: what lost its index';

CREATE EVENT TRIGGER nova_fkindex_start ON ddl_command_start EXECUTE FUNCTION nova_fkindex_start();
CREATE EVENT TRIGGER nova_fkindex_ddl ON ddl_command_end EXECUTE FUNCTION nova_fkindex_ddl();
CREATE EVENT TRIGGER nova_fkindex_drop ON sql_drop EXECUTE FUNCTION nova_fkindex_drop();

COMMENT ON EVENT TRIGGER nova_fkindex_start IS 'warns of foreign keys and policies without an index: see nova_fkindex.guard';
COMMENT ON EVENT TRIGGER nova_fkindex_ddl IS 'warns of foreign keys and policies without an index: see nova_fkindex.guard';
COMMENT ON EVENT TRIGGER nova_fkindex_drop IS 'warns of foreign keys and policies without an index: see nova_fkindex.guard';
