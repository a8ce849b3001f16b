-- complain if script is sourced in psql, rather than via CREATE EXTENSION
\echo Use "CREATE EXTENSION nova_fkindex" to load this file. \quit

-- The foreign keys whose referential-integrity query finds no index. See doc/missing-fk-index.md.
CREATE FUNCTION nova_missing_fk_indexes(
    include_accepted boolean DEFAULT false,
    OUT table_name regclass,
    OUT constraint_name name,
    OUT column_names name[],
    OUT referenced_table regclass,
    OUT on_delete text,
    OUT on_update text,
    OUT coverage text,
    OUT nearest_index regclass,
    OUT problem text,
    OUT severity text,
    OUT table_rows bigint,
    OUT table_bytes bigint,
    OUT referenced_deletes bigint,
    OUT create_statements text[])
RETURNS SETOF record
LANGUAGE c VOLATILE PARALLEL UNSAFE
AS 'MODULE_PATHNAME', 'nova_missing_fk_indexes';

COMMENT ON FUNCTION nova_missing_fk_indexes(boolean) IS
    'foreign keys that lack an index, with the reason, the cost and the statements that create it';
