# A server that dies in the middle of a report, of what the guard looks at, and between PREPARE and COMMIT PREPARED:
# after the restart everything is as it was committed, and the reports say the same.
use strict;
use warnings;
use IPC::Run;
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;

my $node = PostgreSQL::Test::Cluster->new('main');
$node->init;
$node->append_conf('postgresql.conf', q{
restart_after_crash = on
max_prepared_transactions = 2
});
$node->start;
$node->safe_psql('postgres', q{
    CREATE EXTENSION nova_fkindex;
    CREATE TABLE orgs (id int PRIMARY KEY);
    DO $$ BEGIN FOR i IN 1..100 LOOP
        EXECUTE format('CREATE TABLE t%s (org_id int REFERENCES orgs, owner_id int)', i);
        EXECUTE format('ALTER TABLE t%s ENABLE ROW LEVEL SECURITY', i);
        EXECUTE format('CREATE POLICY p ON t%s USING (owner_id = 1)', i);
    END LOOP; END $$;
    SELECT nova_accept('t1', 't1_org_id_fkey', 'small');
});
my $reports = q{
    SELECT nova_report('json');
    SELECT * FROM nova_accepted;};
my $before = $node->safe_psql('postgres', $reports);
like($before, qr/t100_org_id_fkey/, 'findings before');

# Runs the statements again and again in a session that is killed in the middle, which takes all others along.
sub crash_during
{
    my ($statements, $what) = @_;
    my $script = PostgreSQL::Test::Utils::tempdir() . '/statements.sql';
    append_to_file($script, "$statements\n" x 10000);
    my $output;
    my $session = IPC::Run::start(
        [ 'psql', '-X', '-d', $node->connstr('postgres') . ' application_name=victim', '-f', $script ], '>&', \$output);
    my $victim = q{SELECT pid FROM pg_stat_activity WHERE application_name = 'victim'};
    $node->poll_query_until('postgres', "SELECT EXISTS ($victim)");
    my $pid = $node->safe_psql('postgres', $victim);
    select(undef, undef, undef, rand(0.2));
    is(kill('KILL', $pid), 1, "$what: killed");
    $session->finish;
    ok($node->poll_query_until('postgres', 'SELECT true'), "$what: the server is back");
    is($node->safe_psql('postgres', $reports), $before, "$what: the reports are as they were");
}

crash_during($_, $_)
  for 'SELECT count(*) FROM nova_missing_fk_indexes();', 'SELECT count(*) FROM nova_policy_problems();',
  q{SELECT count(*) FROM nova_suggest_indexes('{fk,rls}');};
crash_during(
    'BEGIN; CREATE TABLE n (org_id int REFERENCES orgs); SET LOCAL nova_fkindex.guard = error; COMMIT;', 'the guard at commit');

$node->safe_psql('postgres', q{BEGIN; CREATE TABLE prepared (org_id int REFERENCES orgs); PREPARE TRANSACTION 'one'});
$node->stop('immediate');
$node->start;
$node->safe_psql('postgres', q{COMMIT PREPARED 'one'});
is( $node->safe_psql('postgres', q{SELECT column_names FROM nova_missing_fk_indexes() WHERE table_name = 'prepared'::regclass}),
    '{org_id}', 'a transaction that was prepared before the crash is committed, and reported');

done_testing();
