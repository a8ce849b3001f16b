-- nova_missing_fk_shapes(): a row for each table and key that is the same in many schemas.
SET client_min_messages = warning;
CREATE SCHEMA shared;
CREATE TABLE shared.plans (id int PRIMARY KEY);

-- Twelve tenants with the same tables, and one with an odd name
CREATE FUNCTION make_tenant(tenant text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('CREATE SCHEMA %I', tenant);
    PERFORM set_config('search_path', quote_ident(tenant), true);
    CREATE TABLE orgs (id int PRIMARY KEY, plan_id int REFERENCES shared.plans);
    CREATE TABLE tasks (id int PRIMARY KEY, org_id int REFERENCES orgs ON DELETE CASCADE, lead_id int, "Odd 'col" int,
                        UNIQUE (org_id, id), FOREIGN KEY ("Odd 'col") REFERENCES orgs);
    CREATE TABLE pairs (org_id int, task_id int, FOREIGN KEY (org_id, task_id) REFERENCES tasks (org_id, id));
END $$;
SELECT count(make_tenant('tenant_' || i)) FROM generate_series(1, 12) i;
SELECT make_tenant('Odd "tenant''');
-- Tenants that went their own way: an index of its own, one with half of the columns, another key
CREATE INDEX ON tenant_3.orgs (plan_id);
CREATE INDEX ON tenant_4.pairs (org_id);
ALTER TABLE tenant_5.tasks ADD FOREIGN KEY (lead_id) REFERENCES tenant_5.orgs;
ALTER TABLE tenant_6.tasks ADD FOREIGN KEY (lead_id) REFERENCES tenant_1.orgs;

SELECT table_name, column_names, referenced_table, on_delete, coverage, schemas, severity
FROM nova_missing_fk_shapes() ORDER BY table_name, column_names::text COLLATE "C", coverage, referenced_table COLLATE "C";

-- As many keys as nova_missing_fk_indexes() finds
SELECT (SELECT sum(schemas) FROM nova_missing_fk_shapes()) = (SELECT count(*) FROM nova_missing_fk_indexes());

-- The example is the worst, and its sentence goes with it; sizes are summed
INSERT INTO tenant_7.orgs SELECT i FROM generate_series(1, 3000) i;
INSERT INTO tenant_8.orgs SELECT i FROM generate_series(1, 1000) i;
ANALYZE tenant_7.orgs, tenant_8.orgs;
SELECT example, problem, table_rows, table_bytes > 0 AS has_bytes FROM nova_missing_fk_shapes()
WHERE table_name = 'orgs' \gx

-- One query for all schemas
SELECT create_query FROM nova_missing_fk_shapes() WHERE table_name = 'tasks' AND column_names = '{"Odd ''col"}';
SELECT create_query AS query FROM nova_missing_fk_shapes() WHERE table_name = 'pairs' AND coverage = 'none' \gset
SELECT rtrim(:'query', ';') AS query \gset
SELECT count(*), count(DISTINCT statement) FROM (:query) AS q (statement);

-- What was accepted is left out, and comes back with its query
SELECT nova_accept('tenant_1.pairs', 'pairs_org_id_task_id_fkey', 'small');
SELECT schemas FROM nova_missing_fk_shapes() WHERE table_name = 'pairs' AND coverage = 'none';
SELECT schemas, create_query LIKE '%(include_accepted => true)%' AS asks_for_accepted
FROM nova_missing_fk_shapes(true) WHERE table_name = 'pairs' AND coverage = 'none';
SELECT nova_unaccept('tenant_1.pairs', 'pairs_org_id_task_id_fkey');

-- Operators of a user's for just these types, ahead of the server's, are not taken
CREATE SCHEMA trap;
CREATE FUNCTION trap.equal(name[], name[]) RETURNS bool LANGUAGE plpgsql AS $$ BEGIN RAISE 'trapped'; END $$;
CREATE FUNCTION trap.equal(oid, regclass) RETURNS bool LANGUAGE plpgsql AS $$ BEGIN RAISE 'trapped'; END $$;
CREATE FUNCTION trap.unnest(text[]) RETURNS SETOF text LANGUAGE plpgsql AS $$ BEGIN RAISE 'trapped'; END $$;
CREATE OPERATOR trap.= (FUNCTION = trap.equal, LEFTARG = name[], RIGHTARG = name[]);
CREATE OPERATOR trap.= (FUNCTION = trap.equal, LEFTARG = oid, RIGHTARG = regclass);
CREATE TABLE trap.pg_class ();
SET search_path = trap, pg_catalog, public;

-- All queries together clear all findings; CONCURRENTLY, so not in one block
SELECT string_agg(rtrim(create_query, ';'), ' UNION ALL ') AS queries FROM nova_missing_fk_shapes() \gset
\o /dev/null
:queries \gexec
\o
RESET search_path;
SELECT count(*) FROM nova_missing_fk_shapes();
SELECT count(*) FROM nova_missing_fk_indexes();

DROP FUNCTION make_tenant;
DROP SCHEMA trap CASCADE;
SELECT format('DROP SCHEMA %I CASCADE', nspname) FROM pg_namespace WHERE nspname ~ '^(tenant_|Odd)' ORDER BY nspname COLLATE "C" \gexec
DROP SCHEMA shared CASCADE;
