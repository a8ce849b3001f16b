# Reports while other sessions create, change and drop everything in sight, types included: right answers about
# what stays, no error, no crash; and a cancel is obeyed at once.
use strict;
use warnings;
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;
use Time::HiRes qw(time);

my $node = PostgreSQL::Test::Cluster->new('main');
$node->init;
$node->append_conf('postgresql.conf', "fsync = off\nmax_locks_per_transaction = 1000\n");
$node->start;
$node->safe_psql('postgres', q{
    CREATE EXTENSION nova_fkindex;
    CREATE TABLE orgs (id int PRIMARY KEY);
    CREATE TABLE stays (org_id int REFERENCES orgs);
    ALTER TABLE stays ENABLE ROW LEVEL SECURITY;
    CREATE POLICY stays ON stays USING (org_id = 4);
});

my $churn = $node->basedir . '/churn.sql';
append_to_file($churn, q{
    BEGIN;
    CREATE TYPE mood_:client_id AS ENUM ('sad', 'happy');
    CREATE DOMAIN words_:client_id AS text;
    CREATE TABLE moods_:client_id (id mood_:client_id PRIMARY KEY, word words_:client_id UNIQUE, n numeric UNIQUE);
    CREATE TABLE churn_:client_id (m mood_:client_id REFERENCES moods_:client_id,
        w words_:client_id REFERENCES moods_:client_id (word), i int REFERENCES moods_:client_id (n), day int)
        PARTITION BY RANGE (day);
    CREATE TABLE churn_part_:client_id PARTITION OF churn_:client_id FOR VALUES FROM (0) TO (10);
    CREATE INDEX ON churn_part_:client_id (w) WHERE w IS NOT NULL;
    CREATE INDEX ON churn_part_:client_id ((i::numeric), (lower(w)));
    CREATE FUNCTION mine_:client_id(words_:client_id) RETURNS boolean LANGUAGE sql STABLE AS $f$ SELECT $1 = 'x' $f$;
    CREATE FUNCTION hidden_:client_id() RETURNS int LANGUAGE sql STABLE AS 'SELECT org_id FROM stays WHERE org_id > 3';
    ALTER TABLE churn_:client_id ENABLE ROW LEVEL SECURITY;
    CREATE POLICY a ON churn_:client_id FOR SELECT USING (mine_:client_id(w) AND lower(w) = 'x');
    CREATE POLICY b ON churn_:client_id FOR UPDATE USING (i = hidden_:client_id() AND m = 'sad');
    CREATE POLICY c ON churn_:client_id FOR DELETE USING (m IN (SELECT id FROM moods_:client_id WHERE n = 4));
    COMMIT;
    ALTER TABLE churn_:client_id ALTER m DROP NOT NULL, ADD COLUMN extra int REFERENCES orgs;
    ALTER TABLE churn_:client_id DROP COLUMN w CASCADE;
    DROP FUNCTION IF EXISTS mine_:client_id, hidden_:client_id CASCADE;
    BEGIN;
    DROP TABLE churn_:client_id, moods_:client_id;
    DROP TYPE mood_:client_id;
    DROP DOMAIN words_:client_id;
    COMMIT;
});
my @pgbench = ('pgbench', '-n', '-h', $node->host, '-p', $node->port);
my ($out, $err) = ('', '');
my $churning = IPC::Run::start([ @pgbench, '-c', '3', '-T', '8', '-f', $churn, 'postgres' ], '>', \$out, '2>', \$err);

my $report = $node->basedir . '/report.sql';
append_to_file($report, q{
    SELECT 1 / count(*) FILTER (WHERE constraint_name = 'stays_org_id_fkey') FROM nova_missing_fk_indexes();
});
append_to_file($report, q{
    SELECT 1 / count(*) FILTER (WHERE policy_names = '{stays}') FROM nova_missing_rls_indexes();
    SELECT count(*) FROM nova_policy_problems();
    SELECT 1 / count(*) FILTER (WHERE 'policy stays' = ANY (serves)) FROM nova_suggest_indexes();
});
my ($reports, $errors) = run_command([ @pgbench, '-c', '2', '-T', '6', '-f', $report, 'postgres' ]);
unlike($errors, qr/ERROR|FATAL|aborted/, 'reports see what stays and raise no error');
like($reports, qr/number of failed transactions: 0|number of transactions actually processed: [1-9]/, 'reports ran');
$churning->finish;
unlike($err, qr/deadlock|terminat/, 'nobody is hurt by reports');

# Cancel: enough keys for the report to be caught in the middle.
$node->safe_psql('postgres', q{
    DO $$ BEGIN FOR i IN 1..3000 LOOP
        EXECUTE format('CREATE TABLE many_%s (a int REFERENCES orgs, b int REFERENCES orgs)', i);
    END LOOP; END $$;
});
my $caught = 0;
for my $timeout (1 .. 20)
{
    my $start = time();
    my ($code, undef, $message) =
      $node->psql('postgres', "SET statement_timeout = '${timeout}ms'; SELECT count(*) FROM nova_missing_fk_indexes()");
    next if $code == 0;
    like($message, qr/canceling statement due to statement timeout/, "timeout of $timeout ms");
    $caught++;
}
cmp_ok($caught, '>', 0, 'some reports were cancelled');
is($node->safe_psql('postgres', 'SELECT count(*) FROM nova_missing_fk_indexes()'), '6001', 'and the next one is whole');

done_testing();
