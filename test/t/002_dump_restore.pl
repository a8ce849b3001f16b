# Dump and restore keep the extension, also in a schema with an odd name, and the findings.
use strict;
use warnings;
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;

my $node = PostgreSQL::Test::Cluster->new('main');
$node->init;
$node->start;
$node->safe_psql('postgres', 'CREATE DATABASE source');
$node->safe_psql('postgres', 'CREATE DATABASE target');
$node->safe_psql('source', q{
    CREATE SCHEMA "Odd ""schema""";
    CREATE EXTENSION nova_fkindex SCHEMA "Odd ""schema""";
    CREATE TABLE orgs (id int PRIMARY KEY);
    CREATE TABLE tasks (org_id int REFERENCES orgs);
    CREATE TABLE events (org_id int REFERENCES orgs, day int) PARTITION BY RANGE (day);
    CREATE TABLE events_1 PARTITION OF events FOR VALUES FROM (0) TO (10);
    CREATE INDEX ON ONLY events (org_id);
});

my $findings = q{SELECT table_name, constraint_name, coverage, nearest_index, problem, create_statements
                 FROM "Odd ""schema""".nova_missing_fk_indexes() ORDER BY constraint_name};
my $before = $node->safe_psql('source', $findings);
is(scalar(split(/\n/, $before)), 2, 'two findings before');

my $file = $node->basedir . '/dump';
command_ok([ 'pg_dump', '-h', $node->host, '-p', $node->port, '-Fc', '-f', $file, 'source' ], 'dump');
command_ok([ 'pg_restore', '-h', $node->host, '-p', $node->port, '-j', '2', '-d', 'target', $file ], 'parallel restore');
is($node->safe_psql('target', $findings), $before, 'the same findings after');

# The statements, run as the documentation says, clear them.
my ($code, $out, $err) = $node->psql('target',
    q{SELECT unnest(create_statements) FROM "Odd ""schema""".nova_missing_fk_indexes() \gexec},
    on_error_stop => 1);
is($code, 0, "statements run: $err");
is($node->safe_psql('target', $findings), '', 'nothing is left');

my ($fails, undef, $message) = $node->psql('target', 'ALTER EXTENSION nova_fkindex SET SCHEMA public');
isnt($fails, 0, 'the extension does not move');
like($message, qr/does not support SET SCHEMA/, 'and says so');
$node->safe_psql('target', 'DROP EXTENSION nova_fkindex');
is($node->safe_psql('target', q{SELECT count(*) FROM pg_proc WHERE proname LIKE 'nova%'}), '0',
    'DROP EXTENSION leaves nothing');

done_testing();
