# The script of nova_migration() on a database in use: beside writers, cancelled in the middle and run again, run
# twice, undone.
use strict;
use warnings;
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;

my $node = PostgreSQL::Test::Cluster->new('main');
$node->init;
$node->append_conf('postgresql.conf', "fsync = off\n");
$node->start;
$node->safe_psql('postgres', q{
    CREATE EXTENSION nova_fkindex;
    CREATE TABLE orgs (id int PRIMARY KEY);
    INSERT INTO orgs SELECT generate_series(1, 100);
    CREATE TABLE first (id int, org_id int REFERENCES orgs);
    CREATE TABLE "Odd 'na:me" (id int, "org's id" int REFERENCES orgs);
    CREATE TABLE parts (id int, org_id int REFERENCES orgs) PARTITION BY HASH (id);
    CREATE TABLE parts_0 PARTITION OF parts FOR VALUES WITH (MODULUS 2, REMAINDER 0);
    CREATE TABLE parts_1 PARTITION OF parts FOR VALUES WITH (MODULUS 2, REMAINDER 1);
    CREATE TABLE short (id int, org_id int, kind int);
    CREATE INDEX short_org ON short (org_id);
    ALTER TABLE short ENABLE ROW LEVEL SECURITY;
    GRANT ALL ON short TO PUBLIC;
    CREATE POLICY by_both ON short USING (org_id = 1 AND kind = 2);
    INSERT INTO first SELECT i, 1 + i % 100 FROM generate_series(1, 20000) i;
});

my $script = $node->basedir . '/add_indexes.sql';
append_to_file($script, $node->safe_psql('postgres', 'SELECT * FROM nova_migration()'));
like(slurp_file($script), qr/^-- DROP INDEX CONCURRENTLY IF EXISTS public\.short_org;$/m, 'what becomes superfluous is a comment');
my @psql = ('psql', '-XAtq', '-v', 'ON_ERROR_STOP=1', '-d', $node->connstr('postgres'));
sub count_of { return $node->safe_psql('postgres', "SELECT count(*) FROM $_[0]"); }

# A transaction that has written to a table keeps the build of its index waiting; cancelling the build leaves a ruin.
my $writer = $node->background_psql('postgres');
$writer->query_safe('BEGIN; INSERT INTO first VALUES (0, 1);');
my ($out, $err) = ('', '');
my $running = IPC::Run::start([ @psql, '-f', $script ], '>', \$out, '2>', \$err);
$node->poll_query_until('postgres', q{SELECT EXISTS (SELECT FROM pg_stat_activity
    WHERE query LIKE 'CREATE INDEX CONCURRENTLY%first%' AND wait_event_type = 'Lock')}) or die 'the build does not wait';
$node->safe_psql('postgres', q{SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE query LIKE 'CREATE INDEX CONC%'});
$running->finish;
like($err, qr/canceling statement due to user request/, 'the script is cancelled in the middle');
is(count_of("pg_index WHERE NOT indisvalid AND indrelid = 'first'::regclass"), 1, 'and has left a ruin');
$writer->query_safe('COMMIT;');
$writer->quit;

# Again, while others write.
my $writes = $node->basedir . '/writes.sql';
append_to_file($writes, q{
    INSERT INTO first VALUES (1, 1 + :client_id);
    UPDATE parts SET org_id = 2 WHERE id = :client_id;
    INSERT INTO parts VALUES (:client_id, 1);
    DELETE FROM "Odd 'na:me" WHERE id = :client_id;
});
my ($written, $complaints) = ('', '');
my $writing = IPC::Run::start([ 'pgbench', '-n', '-h', $node->host, '-p', $node->port, '-c', '2', '-T', '5', '-f', $writes,
        'postgres' ], '>', \$written, '2>', \$complaints);
command_ok([ @psql, '-f', $script ], 'the script runs again, beside writers');
$writing->finish;
unlike($complaints, qr/ERROR|aborted/, 'who are not hurt');
is(count_of('pg_index WHERE NOT indisvalid'), 0, 'no ruin is left');
is(count_of('nova_missing_fk_indexes()'), 0, 'no foreign key lacks an index');
is(count_of('nova_missing_rls_indexes()'), 0, 'nor does a policy');
is(count_of('nova_suggest_indexes()'), 0, 'nothing is left to suggest');

my $indexes = count_of('pg_index');
command_ok([ @psql, '-f', $script ], 'it runs once more');
is(count_of('pg_index'), $indexes, 'and changes nothing');

# Its undo.
my ($undo) = slurp_file($script) =~ /^-- Undo:\n(.*)\z/ms;
$undo =~ s/^-- //mg;
my $undo_script = $node->basedir . '/undo.sql';
append_to_file($undo_script, $undo);
command_ok([ @psql, '-f', $undo_script ], 'the undo runs');
is(count_of('nova_missing_fk_indexes()'), 3, 'and the findings are back');
is(count_of('nova_missing_rls_indexes()'), 1, 'all of them');

done_testing();
