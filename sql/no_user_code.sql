-- No function of a user's is run by any report, whatever reads it: policies, views, defaults, indexes, operators,
-- casts, domains, or a search_path that leads to namesakes of the server's. A sequence counts the calls, as what it
-- counted stays after an error and a rollback.
SET client_min_messages = warning;
CREATE SCHEMA code;
GRANT USAGE ON SCHEMA code TO PUBLIC;
SET search_path = code, public;
CREATE SEQUENCE calls;
GRANT ALL ON SEQUENCE calls TO PUBLIC;
CREATE FUNCTION record_call() RETURNS void LANGUAGE plpgsql AS $$ BEGIN PERFORM nextval('code.calls'); END $$;

-- Functions of all kinds, and lies about them
CREATE FUNCTION is_immutable(int) RETURNS int IMMUTABLE LANGUAGE plpgsql AS $$ BEGIN PERFORM code.record_call(); RETURN $1; END $$;
CREATE FUNCTION is_stable(int) RETURNS int STABLE LANGUAGE plpgsql AS $$ BEGIN PERFORM nextval('code.calls'); RETURN $1; END $$;
CREATE FUNCTION is_volatile(int) RETURNS int LANGUAGE plpgsql AS $$ BEGIN PERFORM code.record_call(); RETURN $1; END $$;
CREATE FUNCTION is_leakproof(int, int) RETURNS bool IMMUTABLE LEAKPROOF LANGUAGE plpgsql AS $$ BEGIN PERFORM code.record_call(); RETURN true; END $$;
CREATE FUNCTION org() RETURNS int STABLE LANGUAGE plpgsql AS $$ BEGIN PERFORM nextval('code.calls'); RETURN 1; END $$;
CREATE FUNCTION definer() RETURNS int STABLE SECURITY DEFINER LANGUAGE plpgsql AS $$ BEGIN PERFORM nextval('code.calls'); RETURN 1; END $$;
CREATE FUNCTION inlined(x int) RETURNS int IMMUTABLE LANGUAGE sql AS 'SELECT code.is_immutable(x + 1)';
CREATE FUNCTION inlined_default(x int, y int DEFAULT code.is_immutable(7)) RETURNS bool IMMUTABLE LANGUAGE sql AS 'SELECT x = y';
CREATE FUNCTION standard(x int) RETURNS int STABLE LANGUAGE sql BEGIN ATOMIC; SELECT code.is_stable(x); END;
CREATE FUNCTION list() RETURNS SETOF int STABLE ROWS 3 LANGUAGE plpgsql AS $$ BEGIN PERFORM nextval('code.calls'); RETURN NEXT 1; END $$;
CREATE FUNCTION varies(VARIADIC int[]) RETURNS int IMMUTABLE LANGUAGE plpgsql AS $$ BEGIN PERFORM code.record_call(); RETURN 1; END $$;

-- A domain with a check, an operator class, a cast, an aggregate
CREATE DOMAIN checked AS int CHECK (code.is_immutable(VALUE) > 0);
CREATE FUNCTION sign_cmp(int, int) RETURNS int IMMUTABLE LANGUAGE plpgsql AS $$ BEGIN PERFORM nextval('code.calls'); RETURN sign($1) - sign($2); END $$;
CREATE FUNCTION sign_eq(int, int) RETURNS bool IMMUTABLE LEAKPROOF LANGUAGE plpgsql AS $$ BEGIN PERFORM nextval('code.calls'); RETURN sign($1) = sign($2); END $$;
CREATE FUNCTION sign_lt(int, int) RETURNS bool IMMUTABLE LEAKPROOF LANGUAGE plpgsql AS $$ BEGIN PERFORM nextval('code.calls'); RETURN sign($1) < sign($2); END $$;
CREATE FUNCTION sign_le(int, int) RETURNS bool IMMUTABLE LEAKPROOF LANGUAGE plpgsql AS $$ BEGIN PERFORM nextval('code.calls'); RETURN sign($1) <= sign($2); END $$;
CREATE FUNCTION sign_gt(int, int) RETURNS bool IMMUTABLE LEAKPROOF LANGUAGE plpgsql AS $$ BEGIN PERFORM nextval('code.calls'); RETURN sign($1) > sign($2); END $$;
CREATE FUNCTION sign_ge(int, int) RETURNS bool IMMUTABLE LEAKPROOF LANGUAGE plpgsql AS $$ BEGIN PERFORM nextval('code.calls'); RETURN sign($1) >= sign($2); END $$;
CREATE OPERATOR #= (FUNCTION = sign_eq, LEFTARG = int, RIGHTARG = int, COMMUTATOR = #=, RESTRICT = eqsel, JOIN = eqjoinsel, MERGES);
CREATE OPERATOR #< (FUNCTION = sign_lt, LEFTARG = int, RIGHTARG = int, RESTRICT = scalarltsel);
CREATE OPERATOR #<= (FUNCTION = sign_le, LEFTARG = int, RIGHTARG = int, RESTRICT = scalarlesel);
CREATE OPERATOR #> (FUNCTION = sign_gt, LEFTARG = int, RIGHTARG = int, RESTRICT = scalargtsel);
CREATE OPERATOR #>= (FUNCTION = sign_ge, LEFTARG = int, RIGHTARG = int, RESTRICT = scalargesel);
CREATE OPERATOR CLASS by_sign FOR TYPE int USING btree AS OPERATOR 1 #<, OPERATOR 2 #<=, OPERATOR 3 #=, OPERATOR 4 #>=,
    OPERATOR 5 #>, FUNCTION 1 sign_cmp(int, int);
CREATE TYPE money_like AS (amount int);
CREATE FUNCTION to_int(money_like) RETURNS int IMMUTABLE LANGUAGE plpgsql AS $$ BEGIN PERFORM nextval('code.calls'); RETURN $1.amount; END $$;
CREATE CAST (money_like AS int) WITH FUNCTION to_int(money_like) AS IMPLICIT;
CREATE FUNCTION step(int, int) RETURNS int IMMUTABLE LANGUAGE plpgsql AS $$ BEGIN PERFORM nextval('code.calls'); RETURN $2; END $$;
CREATE AGGREGATE last_of(int) (SFUNC = step, STYPE = int);

-- Tables that use all of that
CREATE TABLE orgs (id int PRIMARY KEY DEFAULT code.is_volatile(1), CHECK (code.is_immutable(id) IS NOT NULL));
CREATE TABLE members (org_id int REFERENCES orgs DEFAULT code.org(), user_id int, kind checked,
                      twice int GENERATED ALWAYS AS (code.is_immutable(org_id) * 2) STORED);
CREATE TABLE docs (id int PRIMARY KEY, org_id int REFERENCES orgs ON DELETE CASCADE, kind checked, price money_like,
                   owner_id int REFERENCES orgs, note text);
CREATE VIEW my_orgs AS SELECT code.is_stable(org_id) AS org_id FROM members WHERE user_id = code.org();
CREATE INDEX ON docs (code.is_immutable(org_id));
CREATE INDEX ON docs (org_id) WHERE code.is_immutable(org_id) > 0;
CREATE INDEX ON docs (owner_id) WHERE owner_id #> 5;
CREATE INDEX ON docs (owner_id by_sign);
CREATE INDEX ON members (org_id, (code.is_immutable(user_id)));
CREATE INDEX ON members (org_id) WHERE code.is_leakproof(org_id, 1);
CREATE STATISTICS doc_statistics ON (code.is_immutable(id)), org_id FROM docs;
CREATE TABLE parts (org_id int REFERENCES orgs, day int) PARTITION BY RANGE (code.is_immutable(day));
CREATE TABLE parts_1 PARTITION OF parts FOR VALUES FROM (1) TO (9);
CREATE FUNCTION on_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM nextval('code.calls'); RETURN NEW; END $$;
CREATE TRIGGER on_change BEFORE INSERT ON docs FOR EACH ROW EXECUTE FUNCTION on_change();
CREATE RULE on_select AS ON INSERT TO members DO ALSO SELECT code.is_volatile(1);

ALTER TABLE docs ENABLE ROW LEVEL SECURITY;
ALTER TABLE members ENABLE ROW LEVEL SECURITY;
ALTER TABLE parts ENABLE ROW LEVEL SECURITY;
CREATE POLICY p01 ON docs USING (org_id = code.org());
CREATE POLICY p02 ON docs USING (org_id = (SELECT code.definer()));
CREATE POLICY p03 ON docs USING (code.is_immutable(org_id) = 1);
CREATE POLICY p04 ON docs USING (org_id = code.is_immutable(1));
CREATE POLICY p05 ON docs USING (org_id = code.inlined(2) OR owner_id = code.standard(3));
CREATE POLICY p06 ON docs USING (code.inlined_default(org_id));
CREATE POLICY p07 ON docs USING (org_id IN (SELECT org_id FROM my_orgs WHERE code.is_stable(1) = 1));
CREATE POLICY p08 ON docs USING (EXISTS (SELECT FROM members m WHERE m.org_id = docs.org_id AND m.user_id = code.org()));
CREATE POLICY p09 ON docs USING (org_id = ANY (ARRAY(SELECT code.list())));
CREATE POLICY p10 ON docs USING (org_id = ANY (ARRAY[code.is_immutable(1), code.org()]));
CREATE POLICY p11 ON docs USING (owner_id #= 7);
CREATE POLICY p12 ON docs USING (owner_id #= 7 AND owner_id #< 3 AND kind = '7'::checked);
CREATE POLICY p13 ON docs USING (kind = 5::checked OR price = 3);
CREATE POLICY p14 ON docs USING (org_id = (SELECT last_of(org_id) FROM members));
CREATE POLICY p15 ON docs USING (org_id = code.varies(1, 2, 3) AND is_leakproof(1, 2));
CREATE POLICY p16 ON docs AS RESTRICTIVE USING (CASE WHEN code.is_immutable(1) = 1 THEN org_id = 1 ELSE code.org() = 1 END);
CREATE POLICY p17 ON docs AS RESTRICTIVE USING (coalesce(org_id, code.is_immutable(4)) = nullif(code.org(), 2));
CREATE POLICY p18 ON docs FOR INSERT WITH CHECK (code.is_volatile(org_id) = 1);
CREATE POLICY p19 ON docs USING (org_id = code.is_volatile(1) AND note LIKE code.org()::text || '%');
CREATE POLICY p20 ON docs TO pg_read_all_data USING ((SELECT code.is_stable(1)) = org_id AND row(org_id, owner_id) = row(code.org(), 1));
CREATE POLICY p21 ON members USING (user_id = code.org() AND org_id = ANY (ARRAY(SELECT d.org_id FROM docs d WHERE d.org_id = code.org())));
CREATE POLICY p22 ON parts USING (day = code.is_immutable(3) AND org_id = code.org());

-- Rows and statistics: estimates are made from most common values, with the operators' own functions
ALTER TABLE docs DISABLE TRIGGER on_change;
INSERT INTO orgs SELECT generate_series(1, 10);
INSERT INTO docs SELECT i, 1 + i % 3, 1 + i % 4, row(i)::money_like, 1 + i % 5 FROM generate_series(1, 200) i;
ANALYZE orgs, docs, members;
SELECT nextval('calls') > 200 AS calls_are_counted;

CREATE FUNCTION calls_of(query text) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE before bigint; after bigint;
BEGIN
    SELECT last_value INTO before FROM code.calls;
    BEGIN
        EXECUTE query;
    EXCEPTION WHEN OTHERS THEN
        IF query NOT LIKE '%nova_assert%' THEN RAISE; END IF;
    END;
    SELECT last_value INTO after FROM code.calls;
    RETURN after - before;
END $$;
-- The planner runs them, of the caller's rights: so the count tells
SELECT calls_of('EXPLAIN SELECT FROM code.docs WHERE org_id = code.is_immutable(1)') > 0 AS folding_counts,
       calls_of('EXPLAIN SELECT FROM code.docs WHERE owner_id #< 3') > 0 AS estimates_count,
       calls_of('EXPLAIN SELECT FROM code.docs WHERE owner_id #= 7') > 0 AS proofs_count;
CREATE VIEW reports AS
    SELECT 'SELECT * FROM ' || p.oid::regproc || CASE p.proname WHEN 'nova_report' THEN format('(%L)', argument) ELSE '()' END AS query
    FROM pg_proc p JOIN pg_depend d ON d.objid = p.oid AND d.classid = 'pg_proc'::regclass
         JOIN pg_extension e ON e.oid = d.refobjid AND d.refclassid = 'pg_extension'::regclass,
         unnest(CASE p.proname WHEN 'nova_report' THEN '{text,json,sarif,markdown}' ELSE '{NULL}'::text[] END) argument
    WHERE e.extname = 'nova_fkindex' AND p.pronargs = p.pronargdefaults
          AND p.prorettype <> 'trigger'::regtype AND p.prorettype <> 'event_trigger'::regtype;
-- Every function of the extension, by turns
SELECT count(*) >= 12 AS all_reports FROM reports;
SELECT query, calls_of(query) FROM reports WHERE calls_of(query) <> 0;

SELECT (SELECT count(*) FROM nova_policy_problems()) > 10 AS there_are_problems, (SELECT count(*) FROM nova_missing_rls_indexes()) > 2 AS and_needs;

-- With accepted ones, and on an acceptance
SELECT calls_of('SELECT nova_accept(''code.docs'', ''p01'', ''r'')'), calls_of('SELECT nova_unaccept(''code.docs'', ''p01'')');
SELECT calls_of(format('SELECT * FROM %s(true)', f)) FROM unnest('{nova_missing_fk_indexes,nova_missing_fk_shapes,nova_missing_rls_indexes,nova_policy_problems,nova_index_problems}'::text[]) f;

-- For another role, who owns nothing
CREATE ROLE regress_reader;
GRANT SELECT ON ALL TABLES IN SCHEMA code TO regress_reader;
SET ROLE regress_reader;
SELECT query, calls_of(query) FROM reports WHERE calls_of(query) <> 0;
RESET ROLE;

-- Namesakes of the server's functions and operators, ahead of them
CREATE SCHEMA trap;
GRANT USAGE ON SCHEMA trap TO PUBLIC;
CREATE FUNCTION trap.eq(name, name) RETURNS bool LANGUAGE plpgsql AS $$ BEGIN PERFORM nextval('code.calls'); RETURN true; END $$;
CREATE FUNCTION trap.eq(oid, oid) RETURNS bool LANGUAGE plpgsql AS $$ BEGIN PERFORM nextval('code.calls'); RETURN true; END $$;
CREATE FUNCTION trap.eq(int, int) RETURNS bool LANGUAGE plpgsql AS $$ BEGIN PERFORM nextval('code.calls'); RETURN true; END $$;
CREATE FUNCTION trap.eq(text, text) RETURNS bool LANGUAGE plpgsql AS $$ BEGIN PERFORM nextval('code.calls'); RETURN true; END $$;
CREATE OPERATOR trap.= (FUNCTION = trap.eq, LEFTARG = name, RIGHTARG = name);
CREATE OPERATOR trap.= (FUNCTION = trap.eq, LEFTARG = oid, RIGHTARG = oid);
CREATE OPERATOR trap.= (FUNCTION = trap.eq, LEFTARG = int, RIGHTARG = int);
CREATE OPERATOR trap.= (FUNCTION = trap.eq, LEFTARG = text, RIGHTARG = text);
CREATE FUNCTION trap.quote_ident(text) RETURNS text LANGUAGE plpgsql AS $$ BEGIN PERFORM nextval('code.calls'); RETURN $1; END $$;
CREATE FUNCTION trap.format(text, VARIADIC "any") RETURNS text LANGUAGE internal AS 'text_format';
CREATE FUNCTION trap.lower(text) RETURNS text LANGUAGE plpgsql AS $$ BEGIN PERFORM nextval('code.calls'); RETURN $1; END $$;
CREATE FUNCTION trap.now() RETURNS timestamptz LANGUAGE plpgsql AS $$ BEGIN PERFORM nextval('code.calls'); RETURN NULL; END $$;
CREATE TABLE trap.pg_class ();
CREATE TABLE trap.pg_constraint ();
CREATE TABLE trap.nova_accepted (schema_name int);
SELECT array_agg(query) AS queries, count(*) FROM reports \gset
SET search_path = trap, pg_catalog, code, public;
SELECT sum(code.calls_of(query)) FROM unnest(:'queries'::text[]) query;
RESET search_path;

DROP SCHEMA trap CASCADE;
DROP OWNED BY regress_reader;
DROP ROLE regress_reader;
DROP SCHEMA code CASCADE;
