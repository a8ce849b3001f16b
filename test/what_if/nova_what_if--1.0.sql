-- Plans the query as if the statements had been run and the hidden indexes were not there. In `shape`, an index is '#n'
-- when it is (or, of a partition, comes from) statement n or the n-th of `existing`.
CREATE FUNCTION what_if_plan(query text, create_statements text[] DEFAULT '{}', hidden oid[] DEFAULT '{}',
    existing oid[] DEFAULT '{}', OUT cost float8, OUT rows float8, OUT shape text) LANGUAGE c STRICT
    AS 'MODULE_PATHNAME';
-- The same with the calls of users' functions stilled.
CREATE FUNCTION what_if_still(query text, create_statements text[] DEFAULT '{}', OUT cost float8, OUT rows float8,
    OUT shape text) LANGUAGE c STRICT AS 'MODULE_PATHNAME';
-- Pages that the indexes of the statement would have.
CREATE FUNCTION what_if_pages(create_statement text) RETURNS bigint[] LANGUAGE c STRICT AS 'MODULE_PATHNAME';
-- Installs a get_relation_info_hook that counts its calls and takes the index away; how often it was called since.
CREATE FUNCTION what_if_other_hook(hide oid) RETURNS bigint LANGUAGE c STRICT AS 'MODULE_PATHNAME';
-- Is there no hook but that one?
CREATE FUNCTION what_if_hook_is_gone() RETURNS boolean LANGUAGE c STRICT AS 'MODULE_PATHNAME';
