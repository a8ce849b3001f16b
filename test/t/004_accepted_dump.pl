# Dump and restore keep what was accepted: names, however odd, also of what is gone.
use strict;
use warnings;
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;

my $node = PostgreSQL::Test::Cluster->new('main');
$node->init;
$node->start;
$node->safe_psql('postgres', $_)
    for ('CREATE DATABASE source', 'CREATE DATABASE custom', 'CREATE DATABASE plain', 'CREATE DATABASE structure',
        'CREATE ROLE regress_nova_dumper LOGIN BYPASSRLS');
$node->safe_psql('source', q{
    CREATE SCHEMA "Odd ""schema""";
    CREATE EXTENSION nova_fkindex SCHEMA "Odd ""schema""";
    CREATE SCHEMA app;
    CREATE TABLE app.orgs (id int PRIMARY KEY);
    CREATE TABLE app."Ta'sks" (org_id int, boss_id int REFERENCES app.orgs, CONSTRAINT "the ""key""" FOREIGN KEY (org_id) REFERENCES app.orgs);
    CREATE TABLE app.gone (org_id int REFERENCES app.orgs);
    CREATE TABLE app.docs (org_id int);
    CREATE POLICY "po li.cy" ON app.docs USING (org_id = 1);
    ALTER TABLE app.docs ENABLE ROW LEVEL SECURITY;
    GRANT SELECT ON ALL TABLES IN SCHEMA app TO regress_nova_dumper;
    GRANT USAGE ON SCHEMA app, "Odd ""schema""" TO regress_nova_dumper;
    SET search_path = app, "Odd ""schema""";
    SELECT nova_accept('"Ta''sks"', 'the "key"', E'first line\nit''s \\ fine', 'missing_fk_index');
    SELECT nova_accept('gone', 'gone_org_id_fkey', 'goes');
    SELECT nova_accept('docs', 'po li.cy', 'few rows');
    SELECT nova_accept('orgs', 'orgs_pkey', 'wanted', 'unused');
    DROP TABLE gone;
});

my $rows = q{SELECT * FROM "Odd ""schema""".nova_accepted ORDER BY 1, 2, 3, 4};
my $findings = q{
    SELECT table_name, constraint_name FROM "Odd ""schema""".nova_missing_fk_indexes()
    UNION ALL SELECT table_name, unnest(policy_names) FROM "Odd ""schema""".nova_missing_rls_indexes()};
my $before = $node->safe_psql('source', $rows);
is($node->safe_psql('source', 'SELECT count(*) FROM "Odd ""schema""".nova_accepted'), '4', 'four rows before');
is($node->safe_psql('source', $findings), q{app."Ta'sks"|Ta'sks_boss_id_fkey}, 'one finding is left');

my @from = ('-h', $node->host, '-p', $node->port);
my $file = $node->basedir . '/dump';
command_ok([ 'pg_dump', @from, '-Fc', '-f', "$file.custom", 'source' ], 'dump');
command_ok([ 'pg_restore', @from, '-j', '2', '-d', 'custom', "$file.custom" ], 'parallel restore');
command_ok([ 'pg_dump', @from, '-f', "$file.sql", 'source' ], 'dump as SQL');
$node->command_ok([ 'psql', '-X', '-q', '-v', 'ON_ERROR_STOP=1', '-d', 'plain', '-f', "$file.sql" ], 'restore of SQL');
for my $database ('custom', 'plain') {
    is($node->safe_psql($database, $rows), $before, "the rows are in $database as they were");
    is($node->safe_psql($database, $findings), q{app."Ta'sks"|Ta'sks_boss_id_fkey}, 'and are honoured');
    is($node->safe_psql($database, q{SELECT tgname FROM pg_trigger WHERE tgrelid = '"Odd ""schema""".nova_accepted'::regclass}),
        'nova_accepted_protect', 'the table is protected, once');
}

# Restored, they can be taken back and accepted as before.
$node->safe_psql('custom', q{
    SET search_path = app, "Odd ""schema""";
    SELECT nova_unaccept('app.gone', 'gone_org_id_fkey');
    SELECT nova_unaccept('"Ta''sks"', 'the "key"');
    SELECT nova_accept('docs', 'po li.cy', 'still few rows');
});
is($node->safe_psql('custom', 'SELECT object_name, reason FROM "Odd ""schema""".nova_accepted ORDER BY 1'),
    "orgs_pkey|wanted\npo li.cy|still few rows", 'changed after the restore');

# Without data there are no rows, and with data alone nothing but rows.
command_ok([ 'pg_dump', @from, '-s', '-Fc', '-f', "$file.structure", 'source' ], 'dump without data');
command_ok([ 'pg_restore', @from, '-d', 'structure', "$file.structure" ], 'restore without data');
is($node->safe_psql('structure', 'SELECT count(*) FROM "Odd ""schema""".nova_accepted'), '0', 'nothing is accepted');
command_ok([ 'pg_restore', @from, '--data-only', '-d', 'structure', "$file.custom" ], 'restore of data alone');
is($node->safe_psql('structure', $rows), $before, 'the rows again');

# Whoever may read the tables may dump.
command_ok([ 'pg_dump', @from, '-U', 'regress_nova_dumper', '-f', "$file.other", 'source' ], 'dump by another role');
like(slurp_file("$file.other"), qr/COPY "Odd ""schema""".nova_accepted/, 'has the table');

$node->safe_psql('custom', 'DROP EXTENSION nova_fkindex');
is($node->safe_psql('custom', q{SELECT count(*) FROM pg_class WHERE relname LIKE 'nova%'}), '0',
    'DROP EXTENSION takes the table along');

done_testing();
