-- nova_missing_rls_indexes(): which clauses of a policy want an index, and which.
CREATE ROLE regress_nova_member;
CREATE FUNCTION uid() RETURNS integer LANGUAGE plpgsql STABLE
    AS $$ BEGIN RAISE EXCEPTION 'a report ran a function of a policy'; END $$;
CREATE FUNCTION tags_of_uid() RETURNS text[] LANGUAGE plpgsql STABLE
    AS $$ BEGIN RAISE EXCEPTION 'a report ran a function of a policy'; END $$;
CREATE FUNCTION dice() RETURNS integer LANGUAGE plpgsql VOLATILE AS 'BEGIN RETURN 4; END';
CREATE FUNCTION answer(integer) RETURNS integer LANGUAGE plpgsql IMMUTABLE
    AS $$ BEGIN RAISE EXCEPTION 'a report ran a function of a policy'; END $$;
CREATE FUNCTION is_mine(integer) RETURNS boolean LANGUAGE sql STABLE AS 'SELECT $1 = uid()';
CREATE FUNCTION opaque(integer) RETURNS boolean LANGUAGE plpgsql STABLE AS 'BEGIN RETURN $1 = 1; END';
CREATE FUNCTION first_word(text) RETURNS text LANGUAGE sql IMMUTABLE AS $$ SELECT split_part($1, ' ', 1) $$;
CREATE TYPE mood AS ENUM ('good', 'bad');

-- A table with the policy, and what the report says of it: columns, command, coverage, statements.
CREATE FUNCTION report(policy text, indexes text DEFAULT '') RETURNS TABLE (
    wanted text[], expression text, coverage text, nearest text, create_statements text[])
LANGUAGE plpgsql AS $$
BEGIN
    CREATE TABLE docs (id integer PRIMARY KEY, org_id integer, owner_id integer, email text COLLATE "und-x-icu", title varchar(80) COLLATE "und-x-icu",
        code text COLLATE "C", amount numeric, feeling mood, active boolean, created_at timestamptz, deleted_at timestamptz,
        tags text[], data jsonb, words tsvector, span int4range, plan_id bigint);
    ALTER TABLE docs ENABLE ROW LEVEL SECURITY;
    GRANT ALL ON docs TO regress_nova_member;
    EXECUTE indexes;
    EXECUTE 'CREATE POLICY p ON docs FOR SELECT ' || policy;
    RETURN QUERY SELECT column_names, r.expression, r.coverage, nearest_index::text, r.create_statements
        FROM nova_missing_rls_indexes() r WHERE table_name = 'docs'::regclass ORDER BY 1;
    DROP TABLE docs;
END $$;
\x auto
\pset tuples_only on

-- What an index answers.
SELECT * FROM report('USING (org_id = uid())');
SELECT * FROM report('USING (uid() = org_id)');
SELECT * FROM report('USING (org_id = (SELECT uid()))');
SELECT * FROM report($$USING (org_id = current_setting('app.org')::integer)$$);
SELECT * FROM report('USING (org_id = ANY (ARRAY[1, 2]))');
SELECT * FROM report('USING (org_id IN (1, 2))');
SELECT * FROM report('USING (org_id = 1 OR org_id = 2)');
SELECT * FROM report('USING (email = ANY (tags_of_uid()))');
SELECT * FROM report('USING (email = ANY (ARRAY(SELECT ''x'')))');
SELECT * FROM report('USING (active)');
SELECT * FROM report('USING (NOT active)');
SELECT * FROM report('USING (active IS TRUE)');
SELECT * FROM report('USING (deleted_at IS NULL)');
SELECT * FROM report('USING (created_at > now() - interval ''1 day'')');
SELECT * FROM report('USING (created_at BETWEEN ''2020-01-01'' AND ''2021-01-01'')');
SELECT * FROM report('USING (NOT org_id <> 4)');
SELECT * FROM report('USING (is_mine(org_id))');
SELECT * FROM report('USING (plan_id = 7::smallint)');
SELECT * FROM report('USING (title = ''x'')');
SELECT * FROM report('USING (amount = 1.5)');
SELECT * FROM report('USING (feeling = ''good'')');
SELECT * FROM report('USING ((org_id, owner_id) > (1, 2))');
-- Other access methods and operator classes.
SELECT * FROM report('USING (tags && ARRAY[''a''])');
SELECT * FROM report('USING (tags @> tags_of_uid())');
SELECT * FROM report('USING (data @> ''{"a": 1}'')');
SELECT * FROM report('USING (data ? ''a'')');
SELECT * FROM report('USING (words @@ ''cat''::tsquery)');
SELECT * FROM report('USING (span @> 4)');
SELECT * FROM report('USING (email LIKE ''adm%'')');
SELECT * FROM report('USING (title LIKE ''adm%'')');
SELECT * FROM report('USING (code LIKE ''adm%'')');
SELECT * FROM report('USING (starts_with(email, ''adm''))');
SELECT * FROM report('USING (lower(email) = ''x'')');
SELECT * FROM report('USING (first_word(email) = ''x'')');
SELECT * FROM report('USING (data ->> ''org'' = ''x'')');

-- What none answers.
SELECT * FROM report('USING (true)');
SELECT * FROM report('USING (org_id <> 4)');
SELECT * FROM report('USING (org_id = dice())');
SELECT * FROM report('USING (org_id = dice() AND org_id IS NULL)');
SELECT * FROM report('USING (opaque(org_id))');
SELECT * FROM report('USING (org_id = owner_id)');
SELECT * FROM report('USING (email LIKE ''%adm'')');
SELECT * FROM report('USING (created_at::date = current_date)');
SELECT * FROM report('USING (1 = ANY (ARRAY[org_id, owner_id]))');
SELECT * FROM report('USING (org_id IS NOT DISTINCT FROM 4)');
SELECT * FROM report('USING (org_id IN (SELECT 1))');
SELECT * FROM report('USING (current_setting(''app.all'', true) = ''on'' OR org_id = 1)');
SELECT * FROM report('USING (opaque(org_id) OR org_id = 1)');
SELECT * FROM report('USING (false)');
SELECT * FROM report('USING (answer(1) = 2 AND opaque(org_id))');

-- AND: one index, equalities first. OR: one for each branch.
SELECT * FROM report('USING (created_at > now() AND org_id = 1 AND owner_id = uid())');
SELECT * FROM report('USING (org_id = 1 AND deleted_at IS NULL)');
SELECT * FROM report('USING (org_id = 1 AND org_id IS NOT NULL)');
SELECT * FROM report('USING (org_id = 1 AND opaque(owner_id))');
SELECT * FROM report('USING (tags = ARRAY[''a''] AND tags && ARRAY[''a'', ''b''])');
-- A column that is compared with a list and more comes behind others, also behind those that are not leakproof.
SELECT * FROM report('USING (org_id = ANY (ARRAY(SELECT 1)) AND org_id = 1 AND owner_id = ANY (ARRAY(SELECT 2)))');
SELECT * FROM report('USING (org_id = ANY (ARRAY(SELECT 1)) AND org_id = ANY (ARRAY(SELECT 2)) AND amount = 3)');
SELECT * FROM report('USING (org_id = 1 AND tags && ARRAY[''a''])');
SELECT * FROM report('USING (org_id = 1 OR owner_id = uid())');
SELECT * FROM report('USING ((org_id = 1 AND active) OR (org_id = 1 AND owner_id = 2))');
SELECT * FROM report('USING (org_id = 1 AND (active OR owner_id = 2))');
SELECT * FROM report('USING (org_id IS NOT NULL AND (active OR owner_id = 2))');
SELECT * FROM report('USING (plan_id = 3 OR (org_id IS NOT NULL AND (active OR owner_id = 2)))');

-- Indexes that are there.
SELECT * FROM report('USING (org_id = 1)', 'CREATE INDEX i ON docs (org_id)');
SELECT * FROM report('USING (org_id = 1)', 'CREATE INDEX i ON docs (owner_id, org_id)');
SELECT * FROM report('USING (org_id = 1)', 'CREATE INDEX i ON docs (org_id) WHERE active');
SELECT * FROM report('USING (org_id = 1)', 'CREATE INDEX i ON docs (org_id) WHERE org_id > 0');
SELECT * FROM report('USING (org_id = uid())', 'CREATE INDEX i ON docs (org_id) WHERE org_id > 0');
SELECT * FROM report('USING (org_id = uid())', 'CREATE INDEX i ON docs (org_id) WHERE org_id IS NOT NULL');
SELECT * FROM report('USING (org_id = 1 AND active)', 'CREATE INDEX i ON docs (org_id) WHERE active');
-- A SELECT searches by nothing that the predicate says already, an UPDATE does.
SELECT * FROM report('USING (org_id = 1 AND owner_id = 2)', 'CREATE INDEX i ON docs (org_id, owner_id) WHERE org_id = 1');
SELECT * FROM report('USING (true); CREATE POLICY u ON docs FOR UPDATE USING (org_id = 1 AND owner_id = 2)', 'CREATE INDEX i ON docs (org_id, owner_id) WHERE org_id = 1');
SELECT * FROM report('USING (org_id = 1 AND active)', 'CREATE INDEX i ON docs (org_id)');
SELECT * FROM report('USING (org_id = 1 AND deleted_at IS NULL)', 'CREATE INDEX i ON docs (deleted_at, org_id)');
SELECT * FROM report('USING (lower(email) = ''x'')', 'CREATE INDEX i ON docs (lower(email))');
SELECT * FROM report('USING (lower(email) = ''x'')', 'CREATE INDEX i ON docs (email)');
SELECT * FROM report('USING (first_word(email) = ''x'')', 'CREATE INDEX i ON docs (first_word(email))');
SELECT * FROM report('USING (email LIKE ''adm%'')', 'CREATE INDEX i ON docs (email)');
SELECT * FROM report('USING (email LIKE ''adm%'')', 'CREATE INDEX i ON docs (email COLLATE "C")');
SELECT * FROM report('USING (email LIKE ''adm%'')', 'CREATE INDEX i ON docs (email text_pattern_ops)');
SELECT * FROM report('USING (email = ''adm'')', 'CREATE INDEX i ON docs (email text_pattern_ops)');
SELECT * FROM report('USING (email = ''adm'')', 'CREATE INDEX i ON docs (email COLLATE "C")');
SELECT * FROM report('USING (org_id = 1)', 'CREATE INDEX i ON docs USING hash (org_id)');
SELECT * FROM report('USING (data @> ''{}'')', 'CREATE INDEX i ON docs USING gin (data jsonb_path_ops)');
SELECT * FROM report('USING (data ? ''a'')', 'CREATE INDEX i ON docs USING gin (data jsonb_path_ops)');
SELECT * FROM report('USING (org_id = 1 OR owner_id = 2)', 'CREATE INDEX i ON docs (org_id)');
-- Of two that are partial cover, the one with more columns, or with an equality rather than a range.
SELECT * FROM report('USING (org_id = 1 AND owner_id = 2 AND active)', 'CREATE INDEX i ON docs (org_id); CREATE INDEX j ON docs (org_id, owner_id)');
SELECT * FROM report('USING (org_id = 1 AND created_at > now())', 'CREATE INDEX i ON docs (created_at); CREATE INDEX j ON docs (org_id)');
-- IS NOT NULL needs no index beside what another access method searches by.
SELECT * FROM report('USING (deleted_at IS NOT NULL AND data ? ''a'')');
SELECT * FROM report('USING (deleted_at IS NOT NULL AND created_at > now() AND created_at < ''2030-01-01'')');
-- All that the index has is wanted, wherever in it the column stands.
SELECT * FROM report('USING (org_id = 1 OR deleted_at IS NOT NULL)', 'CREATE INDEX i ON docs (code, deleted_at) WHERE deleted_at IS NOT NULL');

\pset tuples_only off
DROP FUNCTION report;
DROP FUNCTION uid, tags_of_uid, dice, answer, is_mine, opaque, first_word;
DROP TYPE mood;
DROP ROLE regress_nova_member;
