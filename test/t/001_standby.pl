# A hot standby gives the primary's findings; its change counters are its own, so severity is unknown there.
use strict;
use warnings;
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;

my $primary = PostgreSQL::Test::Cluster->new('primary');
$primary->init(allows_streaming => 1);
$primary->start;
$primary->safe_psql('postgres', q{
    CREATE EXTENSION nova_fkindex;
    CREATE TABLE orgs (id int PRIMARY KEY);
    CREATE TABLE tasks (org_id int REFERENCES orgs, filler text);
    CREATE INDEX ON tasks (org_id) WHERE org_id > 0;
    CREATE UNLOGGED TABLE scratch (org_id int REFERENCES orgs);
    INSERT INTO orgs SELECT generate_series(1, 100);
    INSERT INTO tasks SELECT 1, repeat('x', 1000) FROM generate_series(1, 2000);
    DELETE FROM orgs WHERE id > 50;
    ANALYZE orgs, tasks, scratch;
    SELECT pg_stat_force_next_flush();
});
$primary->backup('backup');
my $standby = PostgreSQL::Test::Cluster->new('standby');
$standby->init_from_backup($primary, 'backup', has_streaming => 1);
$standby->start;
$primary->wait_for_catchup($standby, 'replay', $primary->lsn('flush'));

my $findings = q{SELECT table_name, coverage, nearest_index, table_rows, create_statements
                 FROM nova_missing_fk_indexes() ORDER BY table_name::text};
is($standby->safe_psql('postgres', $findings), $primary->safe_psql('postgres', $findings),
    'the standby reports what the primary reports');
is($primary->safe_psql('postgres',
        q{SELECT severity, referenced_deletes FROM nova_missing_fk_indexes() WHERE table_name = 'tasks'::regclass}),
    'medium|50', 'the primary knows the deletes');
is($standby->safe_psql('postgres', q{SELECT DISTINCT severity, referenced_deletes FROM nova_missing_fk_indexes()}),
    'unknown|', 'the standby does not');

# What is accepted on the primary is left out on the standby, where nothing can be accepted.
$primary->safe_psql('postgres', q{SELECT nova_accept('scratch', 'scratch_org_id_fkey', 'short-lived')});
$primary->wait_for_catchup($standby, 'replay', $primary->lsn('flush'));
is($standby->safe_psql('postgres', 'SELECT table_name FROM nova_missing_fk_indexes()'), 'tasks',
    'the standby leaves out what was accepted');
is($standby->safe_psql('postgres', 'SELECT count(*) FROM nova_missing_fk_indexes(true)'), '2', 'unless asked for');
for my $call (q{nova_accept('tasks', 'tasks_org_id_fkey', 'r')}, q{nova_unaccept('scratch', 'scratch_org_id_fkey')}) {
    my ($fails, undef, $message) = $standby->psql('postgres', "\\set VERBOSITY verbose\nSELECT $call");
    isnt($fails, 0, "$call fails on the standby");
    like($message, qr/25006: cannot execute nova_\w+\(\) during recovery/, 'and says why');
}
$primary->safe_psql('postgres', q{SELECT nova_unaccept('scratch', 'scratch_org_id_fkey')});
$primary->wait_for_catchup($standby, 'replay', $primary->lsn('flush'));

$standby->promote;
$standby->safe_psql('postgres', q{CREATE INDEX ON tasks (org_id)});
is($standby->safe_psql('postgres', q{SELECT table_name FROM nova_missing_fk_indexes()}), 'scratch',
    'works on after promotion');

done_testing();
