# nova_workload() with pg_stat_statements: every statement is accounted for, whatever it is.
use strict;
use warnings;
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;

my $plain = PostgreSQL::Test::Cluster->new('plain');
$plain->init;
$plain->append_conf('postgresql.conf', "fsync = off\n");
$plain->start;
$plain->safe_psql('postgres', 'CREATE EXTENSION nova_fkindex');
my (undef, $out, $err) = $plain->psql('postgres', 'SELECT count(*) FROM nova_workload()');
like($err, qr/does not have the extension pg_stat_statements/, 'a hint without the extension');
is($out, '0', 'and no statements');
$plain->safe_psql('postgres', 'CREATE EXTENSION pg_stat_statements');
(undef, $out, $err) = $plain->psql('postgres', 'SELECT count(*) FROM nova_workload()');
like($err, qr/add it to shared_preload_libraries/, 'a hint without the library');
is($out, '0', 'and no statements');
$plain->stop;

my $node = PostgreSQL::Test::Cluster->new('main');
$node->init;
$node->append_conf('postgresql.conf', q{
fsync = off
shared_preload_libraries = 'pg_stat_statements'
pg_stat_statements.max = 10000
pg_stat_statements.track = all
max_locks_per_transaction = 64
});
$node->start;

sub run_as { # a session of its own
    my ($role, $sql) = @_;
    return $node->safe_psql('postgres', $sql, extra_params => [ '-U', $role ]);
}
sub seen { # status and reason of the statements like that, as the superuser sees them
    my ($pattern, $columns) = @_;
    $columns //= "status, reason";
    return $node->safe_psql('postgres',
        "SELECT $columns FROM nova_workload() WHERE query LIKE \$p\$$pattern\$p\$ AND query NOT LIKE '%nova\\_%' ORDER BY 1, 2");
}

$node->safe_psql('postgres', q{
    CREATE SCHEMA "Odd 'schema";
    CREATE EXTENSION pg_stat_statements SCHEMA "Odd 'schema";
    GRANT USAGE ON SCHEMA "Odd 'schema" TO PUBLIC;
    CREATE EXTENSION nova_fkindex;
    CREATE ROLE app LOGIN;
    CREATE ROLE other LOGIN;
    CREATE ROLE leaver LOGIN;
    CREATE SCHEMA app AUTHORIZATION app;
    ALTER ROLE app SET search_path = app;
    ALTER ROLE app IN DATABASE postgres SET search_path = app, public;
    CREATE TABLE app.posts (id int PRIMARY KEY, org int, title text, happened date, deleted boolean DEFAULT false);
    INSERT INTO app.posts SELECT i, i % 100, 'title ' || i, date '2020-01-01' + i % 1000 FROM generate_series(1, 20000) i;
    CREATE TABLE app.raised (LIKE app.posts);
    CREATE TABLE app.ran (LIKE app.posts);
    CREATE TABLE app.held (LIKE app.posts);
    CREATE TABLE app.doomed (LIKE app.posts);
    CREATE TABLE app.secret (id int, what text);
    CREATE TABLE app.reads (at timestamptz);
    CREATE FUNCTION app.raise() RETURNS int LANGUAGE plpgsql STABLE AS $$ BEGIN
        IF current_setting('app.raises', true) = 'on' THEN RAISE 'ran in a report'; END IF; RETURN 1; END $$;
    CREATE FUNCTION app.run_sql() RETURNS int LANGUAGE plpgsql AS $$ BEGIN
        IF current_setting('app.raises', true) = 'on' THEN INSERT INTO app.reads VALUES (now()); END IF;
        RETURN (SELECT 1 FROM app.posts LIMIT 1); END $$;
    ALTER FUNCTION app.run_sql() STABLE SECURITY DEFINER;
    ALTER TABLE app.raised ENABLE ROW LEVEL SECURITY;
    ALTER TABLE app.ran ENABLE ROW LEVEL SECURITY;
    ALTER TABLE app.posts ENABLE ROW LEVEL SECURITY;
    CREATE POLICY p ON app.raised USING (org = app.raise() AND id = current_setting('app.id')::int);
    CREATE POLICY p ON app.ran USING (org = app.run_sql());
    CREATE POLICY p ON app.posts USING (org = 7);
    GRANT ALL ON ALL TABLES IN SCHEMA app TO app, other, leaver;
    GRANT USAGE ON SCHEMA app TO other, leaver;
    ANALYZE;
});

# The application's day.
run_as('app', q{
    SET app.id = '5';
    SELECT count(*) FROM posts WHERE title = 'title 5';
    SELECT count(*) FROM posts WHERE title = 'title 6';
    SELECT id FROM posts WHERE happened >= date '2020-02-01' AND happened < date'2020-02-01' + interval '1' month;
    SELECT extract(year FROM happened), count(*) FROM posts GROUP BY extract(year FROM happened);
    SELECT id FROM posts ORDER BY happened DESC LIMIT 20;
    UPDATE posts SET title = 'new' WHERE id = 107 AND deleted = false;
    SELECT count(*) AS raised FROM raised WHERE title = 'x';
    SELECT count(*) AS ran FROM ran WHERE title = 'x';
    SELECT count(*) AS held FROM held WHERE title = 'x';
    SELECT count(*) AS doomed FROM doomed WHERE title = 'x';
    SELECT count(*) AS secrets FROM secret WHERE what = 'x';
    DO $$ DECLARE wanted int := 7; found bigint; BEGIN
        SELECT count(*) INTO found FROM posts nested WHERE nested.id = wanted; END $$;
    CREATE TABLE copied AS SELECT id FROM posts WHERE happened > date '2020-02-01';
    CREATE INDEX ON copied (id);
    EXPLAIN ANALYZE SELECT id FROM posts WHERE happened > date '2020-02-02';
    EXPLAIN SELECT count(*) FROM posts WHERE title = 'title 7';
    SELECT FROM posts WHERE id < 1; EXPLAIN SELECT FROM posts WHERE id < 2;
    SELECT FROM posts WHERE id <= 1; EXPLAIN SELECT FROM posts WHERE id <= 2;
    SELECT FROM posts WHERE id > 1; EXPLAIN SELECT FROM posts WHERE id > 2;
    SELECT FROM posts WHERE id >= 1; EXPLAIN SELECT FROM posts WHERE id >= 2;
    SELECT FROM posts WHERE id <> 1; EXPLAIN SELECT FROM posts WHERE id <> 2;
    EXPLAIN SELECT max(org) AS explained FROM posts WHERE title = 'x';
});
run_as('other', q{SET search_path = app; SELECT count(*) FROM posts WHERE title = 'title 5';});
run_as('leaver', q{SELECT count(*) AS leavers FROM app.posts;});
$node->safe_psql('postgres', q{
    DROP TABLE app.doomed;
    REVOKE ALL ON app.secret FROM app;
    DROP OWNED BY leaver; DROP ROLE leaver;
});
$node->safe_psql('postgres', 'SELECT count(*) AS many FROM app.posts WHERE id IN (' . join(',', 1 .. 10000) . ')');

# What helper functions would do from here on.
$node->append_conf('postgresql.conf', "app.raises = 'on'");
$node->reload;

is(seen('SELECT count(*) FROM posts WHERE title = %', 'role, calls, status, cost > 0'),
    "app|2|planned|t\nother|1|unreadable|", 'a statement for each role; the role\'s own search_path');
is(seen('SELECT count(*) FROM posts WHERE title = %', 'DISTINCT reason IS NULL, reason'),
    "f|relation \"posts\" does not exist\nt|", 'with the server\'s message');
is(seen('%date%interval%'), 'planned|', 'literals of dates and intervals');
is(seen('SELECT extract%'), 'planned|', 'extract');
is(seen('SELECT id FROM posts ORDER BY%'), 'planned|', 'a limit');
is(seen('UPDATE posts%'), 'planned|', 'an update');
is(seen('%AS ran %'), 'planned|', 'a policy whose function runs SQL');
is(seen('%AS raised %'), 'planned|', 'a policy whose function raises');
is($node->safe_psql('postgres', 'SELECT count(*) FROM app.reads'), '0', 'none was run');
is(seen('%AS doomed %'), 'unreadable|relation "doomed" does not exist', 'a dropped table');
is(seen('%AS leavers %'), 'skipped|its role was dropped', 'a dropped role');
is(seen('%AS secrets %'), 'skipped|permission denied for table secret', 'what the role may not read');
is(seen('%AS many %'), 'planned|', 'a list of 10,000');
is(seen('SELECT count(*)%nested.id = wanted%'), 'planned|', 'a statement with a variable of PL/pgSQL');
is(seen('CREATE TABLE copied%', 'DISTINCT status, reason'), 'planned|', 'the query of CREATE TABLE AS');
is(seen('CREATE INDEX%'), 'skipped|utility statement: CREATE INDEX', 'another utility statement');
is(seen('EXPLAIN ANALYZE%', 'DISTINCT status, reason'), 'planned|', 'the query of EXPLAIN ANALYZE');
is(seen('%AS explained %', 'DISTINCT status, reason'), "skipped|it was planned, but never run\nskipped|utility statement: EXPLAIN",
    'what EXPLAIN alone planned is no call');
is(seen('SELECT FROM posts WHERE id %', 'count(*), sum(calls), max(status)'), '5|5|planned',
    'a statement that is also explained keeps its text and calls');

my $costs = $node->safe_psql('postgres', q{
    SELECT max(cost) FILTER (WHERE query LIKE '%ORDER BY happened%') BETWEEN 1 AND 10000,
           count(*) FILTER (WHERE status = 'planned' AND cost IS NULL), count(*) FILTER (WHERE reason = '')
    FROM nova_workload()});
is($costs, 't|0|0', 'costs of what is planned');

# A table that another session holds.
my $holder = $node->background_psql('postgres');
$holder->query_safe('BEGIN; LOCK TABLE app.held IN ACCESS EXCLUSIVE MODE;');
is(seen('%AS held %'), 'skipped|table app.held is locked', 'a locked table is not waited for');
is(seen('%AS ran %'), 'planned|', 'others are planned');
$holder->query_safe('COMMIT; BEGIN; LOCK TABLE app.posts IN SHARE MODE;');
is(seen('UPDATE posts%'), 'skipped|a table of it is locked', 'nor is a lock against writers');
is(seen('SELECT extract%'), 'planned|', 'readers do not mind');
$holder->query_safe('COMMIT;');
$holder->quit;
is(seen('%AS held %'), 'planned|', 'later it is planned');

# Nothing of this is counted.
my $calls = q{SELECT sum(calls) FROM "Odd 'schema".pg_stat_statements WHERE query NOT LIKE '%nova%' AND query NOT LIKE '%Odd %'};
my $before = $node->safe_psql('postgres', $calls);
$node->safe_psql('postgres', 'SELECT count(*) FROM nova_workload()');
is($node->safe_psql('postgres', $calls), $before, 'pg_stat_statements counts nothing of it');

# Other callers.
is(run_as('app', q{SELECT count(*) FROM nova_workload() WHERE query LIKE '%posts WHERE title%' AND status = 'planned'}),
    '1', 'a role sees its own statements');
is(run_as('other', q{SELECT DISTINCT status, reason FROM nova_workload() WHERE query = '<insufficient privilege>'}),
    'skipped|pg_stat_statements does not show it: insufficient privilege', 'and that there are others');
$node->safe_psql('postgres', 'GRANT pg_read_all_stats TO other');
is(run_as('other', q{SELECT status, reason FROM nova_workload() WHERE query LIKE '%AS ran %' AND query NOT LIKE '%nova%'}),
    'skipped|not a member of its role', 'reading statistics is not being the role');
$node->safe_psql('postgres', 'GRANT app TO other');
is(run_as('other', q{SELECT status, reason FROM nova_workload() WHERE query LIKE '%AS ran %' AND query NOT LIKE '%nova%'}),
    'planned|', 'being a member is');
$node->safe_psql('postgres', q{REVOKE SELECT ON "Odd 'schema".pg_stat_statements FROM PUBLIC;
    REVOKE USAGE ON SCHEMA "Odd 'schema" FROM PUBLIC});
(undef, $out, $err) = $node->psql('postgres', 'SELECT count(*) FROM nova_workload()', extra_params => [ '-U', 'app' ]);
like($err, qr/pg_stat_statements cannot be read: permission denied/, 'a view that is closed is a hint');

# 5,000 statements.
my $script = $node->basedir . '/many.sql';
append_to_file($script, q{
    CREATE TABLE app.wide (} . join(', ', map { "c$_ int" } 0 .. 12) . q{);
    SELECT 'SELECT count(*) FROM app.wide WHERE ' || string_agg(format('c%s = %s', c, c), ' AND ' ORDER BY c)
    FROM generate_series(1, 5000) i, generate_series(0, 12) c WHERE i & (1 << c) <> 0 GROUP BY i
    \gexec
});
$node->command_ok([ 'psql', '-XAtq', '-o', '/dev/null', '-f', $script, $node->connstr('postgres') ], '5,000 statements');
my $start = time;
(undef, $out, $err) = $node->psql('postgres', q{SET nova_fkindex.progress = '1ms';
    SELECT status, count(*) FROM nova_workload() WHERE query LIKE '%app.wide WHERE%' AND query NOT LIKE '%gener%' GROUP BY 1});
my $elapsed = time - $start;
is($out, 'planned|5000', 'are all planned');
note("5,000 statements were read and planned in $elapsed s");
like($err, qr/NOTICE:  nova_fkindex: \d+ of 5\d\d\d statements read/, 'with progress of reading');
like($err, qr/NOTICE:  nova_fkindex: \d+ of 5\d\d\d statements planned/, 'and of planning');
(undef, $out, $err) = $node->psql('postgres', q{SET nova_fkindex.progress = '1s';
    SELECT table_name, count(*) > 0 FROM nova_suggest_indexes('{workload}') WHERE table_name = 'app.wide'::regclass GROUP BY 1});
is($out, 'app.wide|t', 'there is advice on them');
like($err, qr/NOTICE:  nova_fkindex: \d+ plans compared/, 'with progress of comparing');
(undef, $out, $err) = $node->psql('postgres', q{SET statement_timeout = '100ms'; SELECT count(*) FROM nova_workload()});
like($err, qr/canceling statement due to statement timeout/, 'and a timeout is heard');

# A key weighs what its counted deletes have read where the statements of its trigger were not recorded.
$node->safe_psql('postgres', q{
    CREATE DATABASE keys;
    ALTER DATABASE keys SET pg_stat_statements.track = 'top';
});
$node->safe_psql('keys', q{
    CREATE EXTENSION pg_stat_statements;
    CREATE EXTENSION nova_fkindex;
    CREATE TABLE parents (id int PRIMARY KEY);
    CREATE TABLE deleted_from (id int PRIMARY KEY);
    CREATE TABLE used (id int REFERENCES parents, parent int REFERENCES deleted_from, searched int, note text);
    INSERT INTO parents SELECT generate_series(1, 1000);
    INSERT INTO deleted_from SELECT generate_series(1, 1000);
    INSERT INTO used SELECT i % 1000 + 1, i % 500 + 1, i, repeat('x', 100) FROM generate_series(1, 20000) i;
    ANALYZE;
    SELECT pg_stat_statements_reset();
});
$node->safe_psql('keys', 'SELECT note FROM used WHERE searched = 5');
$node->safe_psql('keys', "DELETE FROM deleted_from WHERE id = $_") for 501 .. 510;
$node->safe_psql('keys', 'SELECT pg_stat_force_next_flush()');
is($node->safe_psql('keys', "SELECT string_agg(key_columns[1] || ' ' || evidence, ', ' ORDER BY rank) FROM nova_suggest_indexes()"),
    'parent fk, searched workload, id fk', 'a key with deletes comes before the statement of one call, one without last');

# An update of a column that a predicate speaks of is not HOT: where such updates are many, the index goes without.
$node->safe_psql('postgres', "CREATE DATABASE hot");
$node->safe_psql('hot', q{
    CREATE EXTENSION pg_stat_statements;
    CREATE EXTENSION nova_fkindex;
    CREATE TABLE messages (id int PRIMARY KEY, reader int, is_read boolean NOT NULL, note text);
    INSERT INTO messages SELECT i, i % 100, i % 1000 >= 200, repeat('x', 100) FROM generate_series(1, 40000) i;
    VACUUM ANALYZE messages;
    SELECT pg_stat_statements_reset();
});
$node->safe_psql('hot', "SELECT note FROM messages WHERE reader = $_ AND NOT is_read") for 1 .. 20;
my $advice = "SELECT key_columns[1], predicate FROM nova_suggest_indexes('{workload}')";
is($node->safe_psql('hot', $advice), 'reader|(NOT is_read)', 'a flag in the predicate');
$node->safe_psql('hot', 'UPDATE messages SET is_read = NOT is_read');
is($node->safe_psql('hot', $advice), 'reader|', 'but not where it is updated often');

# One bound without its value: the rows of a call tell whether it was for what is new, or for nearly all.
$node->safe_psql('postgres', 'CREATE DATABASE ranges');
$node->safe_psql('ranges', q{
    CREATE EXTENSION pg_stat_statements;
    CREATE EXTENSION nova_fkindex;
    CREATE TABLE news (id int PRIMARY KEY, happened timestamptz, note text);
    INSERT INTO news SELECT i, timestamptz '2026-01-01' + (i * 7919 % 40000) * interval '1 minute', repeat('x', 100)
    FROM generate_series(1, 40000) i;
    CREATE TABLE archive AS TABLE news;
    CREATE TABLE counted AS TABLE news;
    VACUUM ANALYZE;
    SELECT pg_stat_statements_reset();
});
$node->safe_psql('ranges', q{
    SELECT note FROM news WHERE happened > timestamptz '2026-01-01' + interval '39990 minutes';
    SELECT note FROM archive WHERE happened > timestamptz '2026-01-01' + interval '4000 minutes';
    SELECT count(DISTINCT note) FROM counted WHERE happened <= timestamptz '2026-01-01' + interval '39990 minutes'});
is($node->safe_psql('ranges', "SELECT table_name, key_columns FROM nova_suggest_indexes('{workload}') ORDER BY 1"),
    "news|{happened}\ncounted|{happened}", 'what is new is searched for; where nothing tells, it may be');

done_testing();
