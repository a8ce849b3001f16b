-- nova_policy_problems(): what is said of a policy, and what its rewrite does.
SET client_min_messages = warning;
CREATE ROLE regress_nova_reader;
CREATE SCHEMA auth;
GRANT USAGE ON SCHEMA auth TO PUBLIC;
-- Functions of policies raise, except where this test itself queries the table.
CREATE FUNCTION auth.running() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF current_setting('test.running', true) IS DISTINCT FROM 'yes' THEN
        RAISE EXCEPTION 'a report ran a function of a policy';
    END IF;
END $$;
CREATE FUNCTION auth.uid() RETURNS integer LANGUAGE plpgsql STABLE AS 'BEGIN PERFORM auth.running(); RETURN 3; END';
CREATE FUNCTION auth.orgs() RETURNS integer[] LANGUAGE plpgsql STABLE AS 'BEGIN PERFORM auth.running(); RETURN ARRAY[3, NULL]; END';
CREATE FUNCTION auth.is_admin() RETURNS boolean LANGUAGE plpgsql STABLE AS 'BEGIN PERFORM auth.running(); RETURN false; END';
CREATE FUNCTION auth.setting() RETURNS text LANGUAGE sql STABLE AS $$ SELECT current_setting('app.org', true) $$;
CREATE FUNCTION auth.orgs_of_user() RETURNS SETOF integer LANGUAGE plpgsql STABLE AS 'BEGIN PERFORM auth.running(); RETURN QUERY VALUES (3), (4); END';
CREATE FUNCTION dice() RETURNS integer LANGUAGE plpgsql AS 'BEGIN PERFORM auth.running(); RETURN 4; END';
CREATE TYPE mood AS ENUM ('good', 'bad');
CREATE TABLE members (org_id integer, user_id integer, kind varchar(10));
INSERT INTO members SELECT nullif(i % 100, 7), i % 60, 'k' || i % 5 FROM generate_series(1, 600) i;
CREATE TABLE many (org_id integer);
INSERT INTO many SELECT i FROM generate_series(1, 3000) i;
CREATE TABLE unknown (org_id integer);
ANALYZE members, many;
GRANT SELECT ON members, many, unknown TO regress_nova_reader;

CREATE FUNCTION fresh_docs(policy text, prepare text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    DROP TABLE IF EXISTS docs;
    CREATE TABLE docs (id integer PRIMARY KEY, org_id integer, owner_id integer, small_id smallint, kind varchar(10),
        email text, amount numeric, feeling mood, data jsonb, created timestamptz, filler text);
    INSERT INTO docs SELECT i, nullif(i % 100, 9), i % 50, i % 90, 'k' || i % 70, 'e' || i, i, 'good', '{}', '2020-01-01',
        repeat('x', 200) FROM generate_series(1, 4000) i;
    CREATE INDEX docs_org ON docs (org_id);
    ALTER TABLE docs ENABLE ROW LEVEL SECURITY;
    GRANT SELECT, UPDATE, DELETE ON docs TO regress_nova_reader;
    EXECUTE prepare;
    ANALYZE docs;
    IF policy <> '' THEN
        EXECUTE 'CREATE POLICY p ON docs ' || policy;
    END IF;
END $$;

-- What is said of a table with that policy.
CREATE FUNCTION problems(policy text, prepare text DEFAULT '') RETURNS TABLE (
    rule text, command text, expression text, problem text, severity text)
LANGUAGE plpgsql AS $$
BEGIN
    PERFORM fresh_docs(policy, prepare);
    RETURN QUERY SELECT p.rule, p.command, p.expression, p.problem, p.severity
        FROM nova_policy_problems() p WHERE table_name = 'docs'::regclass ORDER BY p.rule, p.expression, policy_name;
END $$;

-- The ids that a reader sees, and how the server finds them. Versions print the conditions differently.
CREATE FUNCTION seen() RETURNS integer[] LANGUAGE plpgsql
    SET role = 'regress_nova_reader' SET test.running = 'yes' SET app.org = '3' AS $$
BEGIN
    RETURN ARRAY(SELECT id FROM docs ORDER BY id);
END $$;
CREATE FUNCTION plan() RETURNS text LANGUAGE plpgsql
    SET role = 'regress_nova_reader' SET test.running = 'yes' SET app.org = '3'
    SET enable_indexscan = off SET random_page_cost = 1 SET max_parallel_workers_per_gather = 0 SET jit = off AS $$
DECLARE
    line text;
    result text := '';
BEGIN
    FOR line IN EXECUTE 'EXPLAIN (COSTS OFF) SELECT * FROM docs' LOOP
        result := result || coalesce(substring(line FROM '(?:Seq|Heap) Scan on docs\M'), '');
    END LOOP;
    RETURN result;
END $$;

-- The rewrite, and what becomes of the policy when it is run.
CREATE FUNCTION rewritten(policy text, prepare text DEFAULT '') RETURNS TABLE (
    rules text[], rewrite text, before text, after text, same_rows boolean, rows integer, rules_left text[])
LANGUAGE plpgsql AS $$
DECLARE
    ids integer[];
BEGIN
    PERFORM fresh_docs(policy, prepare);
    SELECT array_agg(p.rule ORDER BY p.rule), min(p.rewrite) INTO rules, rewrite
        FROM nova_policy_problems() p WHERE table_name = 'docs'::regclass AND p.rewrite IS NOT NULL
        HAVING count(DISTINCT p.rewrite) = 1;
    before := plan();
    ids := seen();
    rows := cardinality(ids);
    IF rewrite IS NOT NULL THEN
        PERFORM set_config('search_path', '', true);
        EXECUTE rewrite;
        PERFORM set_config('search_path', 'public', true);
        after := plan();
        same_rows := seen() = ids;
        rules_left := ARRAY(SELECT p.rule FROM nova_policy_problems() p WHERE table_name = 'docs'::regclass ORDER BY 1);
    END IF;
    RETURN NEXT;
END $$;
\x on
\pset tuples_only on

-- ---- subquery -----------------------------------------------------------------------------------------------------
SELECT * FROM problems('USING (org_id IN (SELECT org_id FROM members WHERE user_id = 3))');
SELECT * FROM rewritten('USING (org_id IN (SELECT org_id FROM members WHERE user_id = 3))');
SELECT * FROM rewritten('USING (org_id = ANY (SELECT org_id FROM members m JOIN many USING (org_id) WHERE user_id = 3))');
SELECT * FROM rewritten('USING (kind IN (SELECT kind FROM members WHERE user_id = 3))', 'CREATE INDEX ON docs (kind)');
SELECT * FROM rewritten('USING (email IN (SELECT kind FROM members WHERE user_id = 3))', 'CREATE INDEX ON docs (email)');
SELECT * FROM rewritten('USING (org_id IN (SELECT org_id FROM members WHERE user_id = 3 UNION SELECT 5) )');
SELECT * FROM problems('USING (EXISTS (SELECT FROM members m WHERE m.org_id = docs.org_id AND m.user_id = 3))');
SELECT * FROM rewritten('USING (EXISTS (SELECT FROM members m WHERE m.org_id = docs.org_id AND m.user_id = 3))');
SELECT * FROM rewritten('USING (EXISTS (SELECT m.kind FROM members m LEFT JOIN many ON many.org_id = m.user_id
    WHERE m.user_id = 3 AND docs.org_id = m.org_id ORDER BY 1 LIMIT 1) IS TRUE)');
SELECT * FROM rewritten('USING (id = 7 OR (EXISTS (SELECT FROM members m WHERE m.org_id = docs.org_id AND m.user_id = 3)) = true)');
SELECT * FROM rewritten('USING (EXISTS (SELECT FROM members m WHERE m.org_id = docs.small_id AND m.user_id = 3))', 'CREATE INDEX ON docs (small_id)');
-- A list that may be long; one of which nothing is known; a function that says how many rows it gives.
SELECT * FROM problems('USING (org_id IN (SELECT org_id FROM many))');
SELECT * FROM problems('USING (org_id IN (SELECT org_id FROM unknown))');
SELECT * FROM problems('USING (org_id IN (SELECT auth.orgs_of_user()))');
ALTER FUNCTION auth.orgs_of_user() ROWS 5;
SELECT * FROM rewritten('USING (org_id IN (SELECT auth.orgs_of_user()))');
-- Nothing that would mean something else.
SELECT p.rule, p.problem FROM unnest(ARRAY[
    'org_id NOT IN (SELECT org_id FROM members WHERE user_id = 3)',
    'NOT EXISTS (SELECT FROM members m WHERE m.org_id = docs.org_id)',
    '(org_id IN (SELECT org_id FROM members WHERE user_id = 3)) IS NOT FALSE',
    'EXISTS (SELECT FROM members m WHERE m.org_id = docs.org_id AND m.user_id = docs.owner_id)',
    'EXISTS (SELECT FROM members m WHERE m.org_id > docs.org_id)',
    'EXISTS (SELECT FROM members m WHERE m.org_id = docs.org_id + 1)',
    'EXISTS (SELECT FROM members m WHERE m.org_id = docs.org_id OR m.user_id = 3)',
    'EXISTS (SELECT count(*) FROM members m WHERE m.org_id = docs.org_id)',
    'EXISTS (SELECT FROM members m WHERE m.org_id = docs.org_id GROUP BY user_id HAVING count(*) > 1)',
    'EXISTS (SELECT generate_series(1, 0) FROM members m WHERE m.org_id = docs.org_id)',
    'EXISTS (SELECT FROM members m WHERE m.org_id = docs.org_id OFFSET 1)',
    'EXISTS (SELECT FROM members m WHERE m.org_id = docs.org_id LIMIT 0)',
    'EXISTS (SELECT FROM members m WHERE m.org_id = docs.org_id AND m.user_id = dice())',
    'EXISTS (WITH w AS (SELECT * FROM members) SELECT FROM w WHERE w.org_id = docs.org_id)',
    'EXISTS (SELECT FROM members m LEFT JOIN many ON many.org_id = docs.org_id WHERE m.org_id = docs.org_id)',
    '(org_id, owner_id) IN (SELECT org_id, user_id FROM members)',
    'org_id IN (SELECT org_id FROM members WHERE user_id = docs.owner_id)',
    'org_id + 1 IN (SELECT org_id FROM members WHERE user_id = 3)',
    'org_id < ANY (SELECT org_id FROM members WHERE user_id = 3)',
    'data IN (SELECT to_jsonb(org_id) FROM members WHERE user_id = 3)',
    '(SELECT m.user_id FROM members m WHERE m.org_id = docs.org_id LIMIT 1) = 3']) condition,
    LATERAL problems('USING (' || condition || ')') p WHERE p.rule = 'subquery';
-- The list is of use in one of the two policies only.
SELECT fresh_docs($$USING (email <> 'x' OR org_id IN (SELECT org_id FROM members WHERE user_id = 3))$$,
    'CREATE POLICY narrow ON docs AS RESTRICTIVE USING (org_id IN (SELECT org_id FROM members WHERE user_id = 3))');
SELECT policy_name, rewrite IS NOT NULL AS rewritten, problem FROM nova_policy_problems()
    WHERE table_name = 'docs'::regclass AND rule = 'subquery' ORDER BY policy_name;
SELECT count(*) FROM unnest(ARRAY[
    'org_id = ANY (ARRAY(SELECT org_id FROM members WHERE user_id = 3))',
    'EXISTS (SELECT FROM members WHERE user_id = 3)',
    'org_id = (SELECT max(org_id) FROM members)']) condition,
    LATERAL problems('USING (' || condition || ')') p WHERE p.rule = 'subquery';

-- ---- wrapped_column -----------------------------------------------------------------------------------------------
SELECT * FROM problems('USING (org_id::bigint = 3::bigint)');
SELECT * FROM rewritten('USING (org_id::bigint = 3::bigint)');
SELECT * FROM rewritten('USING (ARRAY[3, NULL]::bigint[] && ARRAY[1::bigint] OR (3::bigint = org_id::bigint AND small_id::integer = ANY (ARRAY[3, 4])))');
SELECT * FROM rewritten('USING (small_id::bigint > 88::integer)', 'CREATE INDEX ON docs (small_id)');
SELECT * FROM problems($$USING (org_id::text = '3')$$);
SELECT * FROM problems($$USING (lower(email) = 'e3')$$);
SELECT * FROM problems($$USING (lower(email) = 'e3')$$, 'CREATE INDEX ON docs (lower(email))');
SELECT * FROM problems($$USING (date_trunc('day', created) = '2020-01-01')$$);
SELECT * FROM problems($$USING (data ->> 'org' = '3')$$);
SELECT * FROM problems('USING (org_id::numeric = 3.0)');
-- No comparison that an index searches by, or the bare column.
SELECT * FROM problems($$USING (org_id::text <> '3' AND kind = 'k3' AND org_id = 3::bigint)$$);

-- ---- opaque_function ----------------------------------------------------------------------------------------------
CREATE FUNCTION o_plpgsql(integer) RETURNS boolean LANGUAGE plpgsql STABLE AS 'BEGIN PERFORM auth.running(); RETURN true; END';
CREATE FUNCTION o_definer(integer) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER AS 'SELECT $1 = 3';
CREATE FUNCTION o_set(integer) RETURNS boolean LANGUAGE sql STABLE SET search_path = '' AS 'SELECT $1 = 3';
CREATE FUNCTION o_reads(integer) RETURNS boolean LANGUAGE sql STABLE AS 'SELECT EXISTS (SELECT FROM members WHERE org_id = $1)';
CREATE FUNCTION o_two(integer) RETURNS boolean LANGUAGE sql STABLE AS 'SELECT false; SELECT true';
CREATE FUNCTION o_strict(integer) RETURNS boolean LANGUAGE sql STABLE STRICT AS 'SELECT coalesce($1, 3) = 3';
CREATE FUNCTION o_volatile(integer) RETURNS boolean LANGUAGE sql STABLE AS 'SELECT $1 = dice()';
CREATE FUNCTION o_value(integer) RETURNS integer LANGUAGE plpgsql STABLE AS 'BEGIN RETURN $1; END';
CREATE FUNCTION o_immutable(integer) RETURNS integer LANGUAGE plpgsql IMMUTABLE AS 'BEGIN RETURN $1; END';
CREATE FUNCTION o_inlined(integer) RETURNS boolean LANGUAGE sql AS 'SELECT $1 = 3';
SELECT p.rule, p.expression, p.problem FROM unnest(ARRAY['o_plpgsql(org_id)', 'o_definer(org_id) = true', 'o_set(org_id)',
    'o_reads(org_id)', 'o_two(org_id)', 'o_strict(org_id)', 'o_volatile(org_id)', 'o_value(org_id) = 3',
    'o_immutable(org_id) = 3', 'o_inlined(org_id)', 'abs(org_id) <> 3', 'o_plpgsql(3)']) condition,
    LATERAL problems('USING (' || condition || ')') p;

-- ---- volatile_function --------------------------------------------------------------------------------------------
SELECT * FROM problems('USING (org_id = dice())');
SELECT * FROM problems('USING (created < clock_timestamp())');
SELECT * FROM problems('USING (EXISTS (SELECT FROM members m WHERE m.org_id = docs.org_id AND m.user_id = dice()))');
SELECT * FROM problems('USING (org_id = (SELECT dice()) AND owner_id = ANY (ARRAY(SELECT dice())))');

-- ---- per_row_function ---------------------------------------------------------------------------------------------
SELECT * FROM problems('USING (owner_id = auth.uid())');
SELECT * FROM rewritten('USING (owner_id = auth.uid())', 'CREATE INDEX ON docs (owner_id)');
SELECT * FROM problems('USING (org_id = auth.uid())');
SELECT * FROM rewritten('USING (org_id = ANY (auth.orgs()))');
SELECT * FROM rewritten('USING (auth.is_admin() OR abs(auth.uid() + 1) - 1 = org_id)');
SELECT * FROM rewritten('USING (NOT auth.is_admin() AND (owner_id = auth.uid()) IS NOT FALSE)');
SELECT * FROM rewritten('USING (CASE WHEN org_id > 50 THEN owner_id ELSE auth.uid() END = 3)');
SELECT * FROM rewritten($$USING (owner_id = current_setting('app.org')::integer)$$);
SELECT * FROM rewritten($$USING (kind = auth.setting() COLLATE "C" OR owner_id::text = auth.setting())$$);
SELECT * FROM rewritten('USING (auth.uid() IN (SELECT user_id FROM members m WHERE m.org_id = docs.org_id))');
SELECT * FROM rewritten('USING ((org_id, owner_id) = (auth.uid(), auth.uid()) AND owner_id = auth.uid())');
-- What costs nothing, runs once, or is the planner's to fold.
CREATE FUNCTION constant(integer) RETURNS integer LANGUAGE plpgsql IMMUTABLE AS 'BEGIN PERFORM auth.running(); RETURN 3; END';
SELECT * FROM problems($$USING (created < now() AND email = current_user AND owner_id = (SELECT auth.uid()) AND
    owner_id = constant(4) AND owner_id = ANY ((SELECT auth.orgs())::integer[]) AND created > '2020-01-01'::text::timestamptz)$$);
SELECT * FROM problems($$USING (org_id = current_setting('app.org')::integer)$$);

-- ---- or_without_column --------------------------------------------------------------------------------------------
SELECT * FROM problems('USING (org_id = 3 OR (SELECT auth.is_admin()))');
SELECT * FROM problems('USING (org_id = 3 AND (owner_id = 4 OR (SELECT auth.is_admin())))');
SELECT * FROM problems('TO regress_nova_reader USING (org_id = 3)', 'CREATE POLICY admin ON docs FOR SELECT USING ((SELECT auth.is_admin()))');
SELECT count(*) FROM problems('USING (org_id = 3 OR owner_id = 4)');

-- ---- not_leakproof ------------------------------------------------------------------------------------------------
SELECT p.expression, p.problem, p.severity FROM problems('FOR SELECT USING (small_id = 3)', $$CREATE INDEX docs_amount ON docs (amount);
    CREATE INDEX docs_feeling ON docs (feeling, id); CREATE INDEX docs_data ON docs USING gin (data);
    CREATE INDEX docs_lower ON docs (lower(email)); CREATE INDEX docs_like ON docs (email text_pattern_ops);
    CREATE INDEX docs_email ON docs (email); CREATE INDEX docs_created ON docs USING brin (created);
    CREATE INDEX docs_cast ON docs ((org_id + 1))$$) p;
SELECT p.rule FROM problems('USING (true)', 'CREATE INDEX ON docs (amount)') p;
SELECT p.rule FROM problems('USING (amount = 5)', 'CREATE INDEX ON docs (amount)') p;
SELECT p.rule, p.severity FROM problems('USING (org_id = 5)', 'CREATE INDEX ON docs (amount)') p;
-- An index that finds many rows leaves the filter as much to check.
SELECT p.rule, p.severity FROM problems('USING (org_id > 5)', 'CREATE INDEX ON docs (amount)') p;
SELECT p.rule, p.severity FROM problems('USING (feeling = ''good'')', 'CREATE INDEX ON docs (amount); CREATE INDEX ON docs (feeling)') p;

-- ---- shadowed_by_policy -------------------------------------------------------------------------------------------
SELECT p.* FROM problems('FOR SELECT USING (amount = 5)', 'CREATE POLICY "Tenant" ON docs AS RESTRICTIVE USING (small_id = 3);
    CREATE INDEX ON docs (amount)') p;
SELECT p.* FROM problems('FOR SELECT USING (amount = 5 OR org_id = 4)', 'CREATE POLICY t ON docs AS RESTRICTIVE USING (id % 2 = 0)') p
    WHERE p.rule = 'shadowed_by_policy';
SELECT count(*) FROM problems('USING (org_id = 5)', 'CREATE POLICY t ON docs AS RESTRICTIVE USING (small_id = 3)');

-- ---- many_permissive ----------------------------------------------------------------------------------------------
SELECT fresh_docs('USING (org_id = 3)', 'CREATE POLICY a ON docs FOR SELECT USING (org_id = 4);
    CREATE POLICY "B" ON docs FOR SELECT TO regress_nova_reader USING (org_id = 5);
    CREATE POLICY c ON docs FOR UPDATE USING (org_id = 3); CREATE POLICY d ON docs FOR DELETE USING (false)');
SELECT policy_name, command, rule, expression, problem, severity FROM nova_policy_problems() WHERE table_name = 'docs'::regclass;

-- ---- all of a policy in one statement, whatever it is called ------------------------------------------------------
SELECT * FROM rewritten('TO regress_nova_reader USING (auth.is_admin() OR small_id::integer = auth.uid() OR
    (owner_id = auth.uid() AND EXISTS (SELECT FROM members m WHERE docs.org_id = m.org_id AND m.user_id = auth.uid())))
    WITH CHECK (org_id = dice())');
SELECT pg_get_expr(polwithcheck, polrelid) FROM pg_policy WHERE polrelid = 'docs'::regclass;
CREATE SCHEMA "My ""Schema";
CREATE DOMAIN "My ""Schema"."An id" AS integer;
CREATE TABLE "My ""Schema"."The.Docs" ("Org Id" "My ""Schema"."An id", "select" bigint);
CREATE TABLE "My ""Schema"."Members" ("Org Id" "My ""Schema"."An id", "user" integer);
CREATE FUNCTION "My ""Schema"."Who?"(text) RETURNS integer LANGUAGE plpgsql STABLE AS 'BEGIN RETURN 3; END';
CREATE FUNCTION "My ""Schema".same(integer, integer) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT $1 = $2';
CREATE OPERATOR "My ""Schema".= (FUNCTION = "My ""Schema".same, LEFTARG = integer, RIGHTARG = integer);
ALTER TABLE "My ""Schema"."The.Docs" ENABLE ROW LEVEL SECURITY;
CREATE POLICY "It's ""mine"";" ON "My ""Schema"."The.Docs" USING (
    "select" = "My ""Schema"."Who?"(E'\\ ''"') OR 3 OPERATOR("My ""Schema".=) "My ""Schema"."Who?"('x') OR
    EXISTS (SELECT FROM "My ""Schema"."Members" "The.Docs" WHERE "The.Docs"."user" = 1 AND "The.Docs"."Org Id" = "Org Id") OR
    EXISTS (SELECT FROM "My ""Schema"."Members" m WHERE m."user" = 1 AND m."Org Id" = "The.Docs"."Org Id"));
SELECT rule, expression, problem, rewrite FROM nova_policy_problems() WHERE table_name = '"My ""Schema"."The.Docs"'::regclass ORDER BY rule, expression;
SELECT DISTINCT rewrite AS statement FROM nova_policy_problems() WHERE table_name = '"My ""Schema"."The.Docs"'::regclass AND rewrite IS NOT NULL \gset
SET search_path = '';
:statement
RESET search_path;
SELECT rule, rewrite FROM nova_policy_problems() WHERE table_name = '"My ""Schema"."The.Docs"'::regclass ORDER BY rule;

-- ---- severity -----------------------------------------------------------------------------------------------------
SET allow_system_table_mods = on;
CREATE FUNCTION severities(pages integer, tuples real, policy text) RETURNS SETOF text LANGUAGE plpgsql AS $$
BEGIN
    PERFORM fresh_docs(policy, '');
    UPDATE pg_class SET relpages = pages, reltuples = tuples WHERE oid = 'docs'::regclass;
    RETURN QUERY SELECT rule || ': ' || severity FROM nova_policy_problems() WHERE table_name = 'docs'::regclass ORDER BY 1;
END $$;
\x off
SELECT severities(98, 5, 'USING (o_plpgsql(owner_id))');
SELECT severities(100, 5, 'USING (o_plpgsql(owner_id))');
SELECT severities(1000, 5, 'USING (o_plpgsql(owner_id))');
SELECT severities(1, 4000, 'USING (o_plpgsql(owner_id))');
SELECT severities(1000, 399, 'USING (owner_id = auth.uid())');
SELECT severities(1000, 400, 'USING (owner_id = auth.uid())');
SELECT severities(1000, 4000, 'USING (owner_id = auth.uid())');
SELECT severities(1000, 4000000, $$USING (owner_id = current_setting('x')::integer)$$);
SELECT severities(1000, 4000000, 'USING (org_id = 3 AND o_plpgsql(owner_id))');
SELECT severities(0, -1, 'USING (o_plpgsql(owner_id))');
REVOKE ALL ON docs FROM regress_nova_reader;
SELECT severity, problem FROM nova_policy_problems() WHERE table_name = 'docs'::regclass;

-- No row security, nothing to say; arguments; the select list; read-only.
ALTER TABLE docs DISABLE ROW LEVEL SECURITY;
SELECT count(*) FROM nova_policy_problems(true) WHERE table_name = 'docs'::regclass;
BEGIN READ ONLY;
SELECT nova_policy_problems(include_accepted => NULL) IS NULL;
COMMIT;

DROP FUNCTION severities, rewritten, plan, seen, problems, fresh_docs;
DROP SCHEMA "My ""Schema" CASCADE;
DROP TABLE docs, members, many, unknown CASCADE;
DROP SCHEMA auth CASCADE;
DROP FUNCTION o_plpgsql, o_definer, o_set, o_reads, o_two, o_strict, o_volatile, o_value, o_immutable, o_inlined, dice, constant;
DROP TYPE mood;
DROP ROLE regress_nova_reader;
