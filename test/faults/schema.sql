-- Enough of everything that a report takes some tenths of a second, so that faults meet it in all of its parts.
CREATE EXTENSION nova_fkindex;
CREATE FUNCTION org() RETURNS int STABLE LANGUAGE plpgsql AS 'BEGIN RETURN 1; END';
CREATE FUNCTION inlined(x int) RETURNS int IMMUTABLE LANGUAGE sql AS 'SELECT x + 1';
CREATE TABLE orgs (id int PRIMARY KEY);
CREATE TABLE members (org_id int REFERENCES orgs, user_id int);
CREATE FUNCTION make_table(name text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('CREATE TABLE %1$I (id int PRIMARY KEY, org_id int REFERENCES orgs ON DELETE CASCADE, owner_id numeric, kind int,
                                       note text, parent_id int REFERENCES %1$I, UNIQUE (org_id, id))', name);
    EXECUTE format('CREATE INDEX ON %I (parent_id) WHERE parent_id > 0', name);
    EXECUTE format('CREATE INDEX ON %I (kind)', name);
    EXECUTE format('CREATE INDEX ON %I (kind, note)', name);
    EXECUTE format('CREATE INDEX ON %I (lower(note)) WHERE kind > 3', name);
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('CREATE POLICY tenant ON %I USING (org_id = org())', name);
    EXECUTE format('CREATE POLICY members ON %1$I USING (EXISTS (SELECT FROM members m WHERE m.org_id = %1$I.org_id AND m.user_id = org()))', name);
    EXECUTE format('CREATE POLICY several ON %I USING (lower(note) = ''x'' OR kind = ANY (ARRAY(SELECT user_id FROM members)) OR id = inlined(3))', name);
END $$;
SELECT make_table('t' || i) FROM generate_series(1, 60) i;
CREATE TABLE parts (org_id int REFERENCES orgs, day int) PARTITION BY RANGE (day);
SELECT format('CREATE TABLE parts_%s PARTITION OF parts FOR VALUES FROM (%s) TO (%s)', i, i, i + 1) FROM generate_series(1, 20) i \gexec
CREATE INDEX ON parts_3 (org_id);
INSERT INTO orgs SELECT generate_series(1, 100);
INSERT INTO t1 SELECT i, 1 + i % 100, i, i % 7, 'note ' || i FROM generate_series(1, 2000) i;
INSERT INTO members SELECT 1 + i % 100, i % 9 FROM generate_series(1, 500) i;
ANALYZE;
