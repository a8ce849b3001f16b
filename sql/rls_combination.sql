-- nova_missing_rls_indexes(): policies combined as the server combines them, and the tables that they read.
CREATE ROLE regress_nova_a;
CREATE ROLE regress_nova_b IN ROLE regress_nova_a;
CREATE ROLE regress_nova_service BYPASSRLS;
CREATE FUNCTION uid() RETURNS integer LANGUAGE plpgsql STABLE
    AS $$ BEGIN RAISE EXCEPTION 'a report ran a function of a policy'; END $$;
CREATE FUNCTION fresh_tables() RETURNS void LANGUAGE plpgsql SET client_min_messages = warning AS $$
BEGIN
    DROP TABLE IF EXISTS docs, members CASCADE;
    CREATE TABLE members (org_id integer, user_id integer, role text, PRIMARY KEY (org_id, user_id));
    CREATE TABLE docs (id integer PRIMARY KEY, org_id integer, owner_id integer, amount numeric, note text);
    ALTER TABLE docs ENABLE ROW LEVEL SECURITY;
    GRANT ALL ON docs, members TO PUBLIC;
END $$;
CREATE VIEW report AS
    SELECT policy_names AS policies, command, roles, index_table, column_names AS wanted, coverage
    FROM nova_missing_rls_indexes() ORDER BY index_table::text, column_names, command;

-- Policies that want the same index are one row, with the commands and roles of all.
SELECT fresh_tables();
CREATE POLICY s ON docs FOR SELECT USING (org_id = uid());
CREATE POLICY u ON docs FOR UPDATE TO regress_nova_a USING (org_id = 4);
CREATE POLICY d ON docs FOR DELETE TO regress_nova_b USING (org_id = uid());
CREATE POLICY i ON docs FOR INSERT WITH CHECK (owner_id = uid());
SELECT * FROM report;

-- Permissive policies of the same roles are one OR; an open branch makes indexes useless.
SELECT fresh_tables();
CREATE POLICY a ON docs USING (org_id = uid());
CREATE POLICY b ON docs FOR SELECT USING (owner_id = uid());
CREATE POLICY c ON docs FOR UPDATE USING (note <> 'private');
SELECT * FROM report;
-- For a role that the open branch does not apply to, they are of use.
ALTER POLICY c ON docs TO regress_nova_b;
SELECT * FROM report;
-- What all branches of an OR share is pulled out of it after policies have been joined, not before.
SELECT fresh_tables();
CREATE POLICY a ON docs USING (org_id = 1 OR (org_id = 1 AND note = 'x'));
SELECT * FROM report;
CREATE POLICY b ON docs USING (owner_id = uid());
SELECT * FROM report;
-- An OR of equalities is of all policies that it comes from.
SELECT fresh_tables();
CREATE POLICY a ON docs USING (org_id = 1);
CREATE POLICY b ON docs FOR SELECT TO regress_nova_a USING (org_id = 2);
SELECT * FROM report;
-- What has a value and what has none are two indexes.
SELECT fresh_tables();
CREATE POLICY a ON docs USING (org_id = 1 AND note IS NULL);
CREATE POLICY b ON docs FOR SELECT TO regress_nova_a USING (org_id = 2 AND note IS NOT NULL);
SELECT unnest(create_statements) FROM nova_missing_rls_indexes() ORDER BY 1;
-- Nobody but roles that policies do not bind is under this one.
SELECT fresh_tables();
CREATE POLICY a ON docs TO regress_nova_service USING (org_id = uid());
SELECT * FROM report;

-- Restrictive policies come first, each at a level of its own: what is above the lowest level must be leakproof.
SELECT fresh_tables();
CREATE POLICY permissive ON docs USING (owner_id = uid());
CREATE POLICY restrictive ON docs AS RESTRICTIVE USING (org_id = uid());
SELECT * FROM report;
ALTER POLICY permissive ON docs USING (amount = 5);
SELECT * FROM report;
ALTER POLICY restrictive ON docs USING (true);
SELECT * FROM report;
-- Until 16 the planner checks this one, and keeps its level.
ALTER POLICY restrictive ON docs USING (NOT (id IS NULL));
SELECT (count(*) = 1) = (current_setting('server_version_num')::integer >= 170000) AS as_planned FROM report;
ALTER POLICY restrictive ON docs USING (id IS NOT NULL OR note <> 'x');
SELECT (count(*) = 1) = (current_setting('server_version_num')::integer >= 170000) AS as_planned FROM report;
-- Restrictive ones alone let nothing through.
DROP POLICY permissive ON docs;
ALTER POLICY restrictive ON docs USING (org_id = 1);
SELECT * FROM report;

-- Of equalities those that are leakproof come first: they search at any level, as where SELECT FOR UPDATE checks the
-- policies for SELECT behind those for UPDATE.
DROP POLICY restrictive ON docs;
CREATE POLICY owners ON docs USING (amount = 5 AND owner_id = uid());
SELECT * FROM report;

-- Nothing is found by clauses that contradict each other, so that nothing is wanted; a branch of an OR is searched for
-- all the same, as the others would be useless without it.
ALTER POLICY owners ON docs USING (amount = 5 AND owner_id IS NULL);
CREATE POLICY restrictive ON docs AS RESTRICTIVE USING (owner_id = uid() OR owner_id = 4);
SELECT * FROM report;
ALTER POLICY restrictive ON docs USING (EXISTS (SELECT FROM members m WHERE m.role IS NULL AND m.role = 'admin'));
SELECT * FROM report;
DROP POLICY restrictive ON docs;
ALTER POLICY owners ON docs USING ((owner_id = uid() AND owner_id IS NULL) OR org_id = 3);
SELECT * FROM report;
ALTER POLICY owners ON docs USING ((owner_id <= uid() AND owner_id IS NULL) OR org_id = 3);
SELECT * FROM report;

-- An index search has room for one OR; it takes equalities with it.
ALTER POLICY owners ON docs USING (org_id = 3 AND (owner_id = 4 OR owner_id = ANY (ARRAY[5, 6])) AND
    (amount = 1 OR amount = ANY (ARRAY[2, 3])));
SELECT * FROM report;
ALTER POLICY owners ON docs USING (org_id = 3 AND (org_id = 4 OR org_id = ANY (ARRAY[5, 6])));
SELECT * FROM report;

-- An OR that another implies asks for nothing.
ALTER POLICY owners ON docs USING ((org_id = 3 OR owner_id = 4 OR amount = 1) AND (owner_id = 4 OR org_id = 3));
SELECT * FROM report;
ALTER POLICY owners ON docs USING ((org_id IS NOT NULL OR amount > 7) AND (org_id = 3 OR amount = 8));
SELECT * FROM report;

-- The same clause, whichever side the column stands on.
ALTER POLICY owners ON docs USING ((4 = owner_id AND org_id = 3) OR owner_id = 4);
SELECT * FROM report;
-- The planner does not see that, and looks up what one of them makes superfluous; unless they read alike.
ALTER POLICY owners ON docs USING (
    (4 = owner_id AND org_id IN (SELECT org_id FROM members WHERE role = 'admin')) OR owner_id = 4);
SELECT * FROM report WHERE index_table = 'members'::regclass;
ALTER POLICY owners ON docs USING (
    (owner_id = 4 AND org_id IN (SELECT org_id FROM members WHERE role = 'admin')) OR owner_id = 4);
SELECT * FROM report WHERE index_table = 'members'::regclass;

-- What a NOT NULL column holds.
ALTER TABLE docs ALTER owner_id SET NOT NULL;
ALTER POLICY owners ON docs USING (owner_id IS NOT NULL AND org_id = 3);
SELECT * FROM report;
ALTER POLICY owners ON docs USING (owner_id IS NOT NULL OR org_id = 3);
SELECT * FROM report;
ALTER POLICY owners ON docs USING (owner_id IS NULL AND org_id = 3);
SELECT * FROM report;
ALTER POLICY owners ON docs USING (org_id IS NULL AND (org_id = uid() OR (org_id > 5 AND note = 'x')));
SELECT * FROM report;
ALTER POLICY owners ON docs USING (org_id IS NULL AND (org_id = uid() OR note = 'x'));
SELECT * FROM report;

-- Subqueries: what is compared with the row around comes last where the server may hash the subquery.
SELECT fresh_tables();
CREATE POLICY p ON docs USING (EXISTS (SELECT FROM members m WHERE m.org_id = docs.org_id AND m.user_id = uid()));
SELECT * FROM report;
SELECT problem FROM nova_missing_rls_indexes();
CREATE INDEX ON members (user_id);
SELECT * FROM report;
CREATE INDEX ON members (user_id, org_id);
SELECT * FROM report;
SELECT fresh_tables();
CREATE POLICY p ON docs USING (org_id IN (SELECT m.org_id FROM members m WHERE m.user_id = uid()));
SELECT * FROM report;
ALTER POLICY p ON docs USING (org_id = ANY (ARRAY(SELECT m.org_id FROM members m WHERE m.user_id = uid())));
SELECT * FROM report;
ALTER POLICY p ON docs USING (EXISTS (SELECT FROM members m WHERE m.org_id = docs.org_id));
SELECT * FROM report;
ALTER POLICY p ON docs USING (EXISTS (SELECT FROM members m JOIN docs d ON d.id = m.org_id WHERE m.user_id = uid()
    AND d.owner_id = docs.owner_id));
SELECT * FROM report;
ALTER POLICY p ON docs USING (EXISTS (SELECT FROM (SELECT * FROM members m WHERE m.role = 'x') s WHERE s.org_id = docs.id));
SELECT * FROM report;
-- In functions whose body can be read.
CREATE FUNCTION my_org() RETURNS integer LANGUAGE sql STABLE SECURITY DEFINER
    AS 'SELECT org_id FROM members WHERE user_id = uid()';
CREATE FUNCTION is_member(integer) RETURNS boolean LANGUAGE sql STABLE
    BEGIN ATOMIC SELECT EXISTS (SELECT FROM members WHERE role = 'x' AND org_id = $1); END;
CREATE FUNCTION in_other_words(integer) RETURNS boolean LANGUAGE plpgsql STABLE
    AS 'BEGIN RETURN EXISTS (SELECT FROM members WHERE user_id = $1); END';
ALTER POLICY p ON docs USING (org_id = my_org());
SELECT * FROM report;
ALTER POLICY p ON docs USING (is_member(org_id));
SELECT * FROM report;
ALTER POLICY p ON docs USING (in_other_words(org_id));
SELECT * FROM report;

-- Row security off: nothing. FORCE changes nothing.
SELECT fresh_tables();
CREATE POLICY p ON docs USING (org_id = 1);
ALTER TABLE docs DISABLE ROW LEVEL SECURITY;
SELECT * FROM report;
ALTER TABLE docs ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
SELECT * FROM report;

-- Who can reach the table?
ALTER TABLE docs NO FORCE ROW LEVEL SECURITY;
ANALYZE docs;
SELECT severity, problem FROM nova_missing_rls_indexes();
REVOKE ALL ON docs FROM PUBLIC;
SELECT severity, problem FROM nova_missing_rls_indexes();
GRANT SELECT ON docs TO regress_nova_service;
SELECT severity, problem FROM nova_missing_rls_indexes();
GRANT UPDATE (note) ON docs TO regress_nova_a;
SELECT severity, problem FROM nova_missing_rls_indexes();

-- Severity: every query pays. Pages of 8 kB, as pg_class has them.
UPDATE pg_class SET relpages = 99, reltuples = 10000 WHERE oid = 'docs'::regclass;
SELECT severity, table_rows, table_bytes FROM nova_missing_rls_indexes();
UPDATE pg_class SET relpages = 100 WHERE oid = 'docs'::regclass;
SELECT severity FROM nova_missing_rls_indexes();
UPDATE pg_class SET relpages = 1000 WHERE oid = 'docs'::regclass;
SELECT severity FROM nova_missing_rls_indexes();
DROP TABLE docs;

-- Partitions have column numbers of their own; inheritance children are read under the parent's policy.
CREATE TABLE docs (drop_me integer, id integer, org_id integer) PARTITION BY LIST (id);
ALTER TABLE docs DROP COLUMN drop_me;
CREATE TABLE docs_1 (org_id integer, id integer);
ALTER TABLE docs ATTACH PARTITION docs_1 FOR VALUES IN (1);
CREATE TABLE docs_2 PARTITION OF docs FOR VALUES IN (2);
ALTER TABLE docs ENABLE ROW LEVEL SECURITY;
GRANT ALL ON docs TO PUBLIC;
CREATE POLICY p ON docs USING (org_id = uid());
CREATE INDEX ON docs_1 (org_id);
SELECT index_table, column_names, coverage, problem, unnest(create_statements) FROM nova_missing_rls_indexes();
CREATE INDEX ON docs_2 (org_id);
SELECT index_table, column_names, coverage, problem, unnest(create_statements) FROM nova_missing_rls_indexes();
CREATE INDEX ON docs (org_id);
SELECT * FROM report;
DROP TABLE docs;
CREATE TABLE docs (id integer PRIMARY KEY, org_id integer);
CREATE TABLE old_docs (archived date) INHERITS (docs);
ALTER TABLE docs ENABLE ROW LEVEL SECURITY;
GRANT ALL ON docs TO PUBLIC;
CREATE POLICY p ON docs USING (org_id = uid());
CREATE INDEX ON docs (org_id);
SELECT policies, index_table, wanted FROM report;
-- Names that need quotes.
DROP TABLE docs CASCADE;
CREATE SCHEMA "odd ""schema";
CREATE TABLE "odd ""schema"."Ta'ble" ("Or""g" integer, "select" text);
ALTER TABLE "odd ""schema"."Ta'ble" ENABLE ROW LEVEL SECURITY;
GRANT ALL ON "odd ""schema"."Ta'ble" TO PUBLIC;
CREATE POLICY "Po""l" ON "odd ""schema"."Ta'ble" USING ("Or""g" = uid() AND lower("select") = 'x');
SELECT policy_names, column_names, problem, create_statements FROM nova_missing_rls_indexes();

DROP SCHEMA "odd ""schema" CASCADE;
DROP VIEW report;
DROP FUNCTION fresh_tables, my_org, in_other_words;
DROP TABLE members;
DROP FUNCTION uid;
DROP ROLE regress_nova_b, regress_nova_a, regress_nova_service;
