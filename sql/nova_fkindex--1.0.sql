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

-- The suggestions as a script for psql -v ON_ERROR_STOP=1 -f. See doc/suggestions.md.
CREATE FUNCTION nova_migration()
RETURNS SETOF text
LANGUAGE c VOLATILE PARALLEL UNSAFE
AS 'MODULE_PATHNAME', 'nova_migration';

COMMENT ON FUNCTION nova_migration() IS
    'a psql script that creates the suggested indexes on a database in use, can be run again, and has its undo';

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
