# A session with thousands of DDL statements does not grow by the guard, however its transactions end.
use strict;
use warnings;
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;

plan skip_all => 'needs /proc' unless -r '/proc/self/status';
my $node = PostgreSQL::Test::Cluster->new('main');
$node->init;
$node->append_conf('postgresql.conf', "fsync = off\nclient_min_messages = error\nmax_prepared_transactions = 2\nautovacuum = off");
$node->start;
$node->safe_psql('postgres', q{
    CREATE EXTENSION nova_fkindex;
    CREATE TABLE orgs (id int PRIMARY KEY);
    -- findings and none, committed, rolled back, failed; of one table each, so that the caches stay as they are
    CREATE PROCEDURE migrate(times int) LANGUAGE plpgsql AS $$
    BEGIN
        FOR i IN 1 .. times LOOP
            CREATE TABLE t (org_id int REFERENCES orgs, code text);
            ALTER TABLE t ENABLE ROW LEVEL SECURITY;
            CREATE POLICY p ON t USING (code = 'x');
            COMMIT;
            CREATE INDEX i ON t (org_id);
            COMMIT;
            DROP INDEX i;
            COMMIT;
            BEGIN
                ALTER TABLE t ADD boss_id int REFERENCES orgs;
                PERFORM 1 / 0;
            EXCEPTION WHEN division_by_zero THEN NULL;
            END;
            ROLLBACK;
            DROP TABLE t;
            COMMIT;
        END LOOP;
    END$$;
});

# Runs the statements in one session, a part after the other; returns its private memory in kB behind each part.
sub resident_after {
    my (@parts) = @_;
    my $script = join("\n", map { "$_\nSELECT pg_read_file('/proc/self/status');" } @parts);
    my ($status, $out, $err) = $node->psql('postgres', $script, on_error_stop => 0);
    is(() = $err =~ /(?:FATAL|PANIC|could not look)/g, 0, 'nothing else happens');
    return ($err, $out =~ /RssAnon:\s+(\d+)/g);
}

my ($said, $before, $after) = resident_after('CALL migrate(200);', 'CALL migrate(500);');
cmp_ok($after - $before, '<', 1024, "2,500 transactions: $before kB, $after kB");

my $refused = "CREATE TABLE refused (org_id int REFERENCES orgs);\n";
my $prepared = "BEGIN; $refused PREPARE TRANSACTION 'x';\n";
($said, $before, $after) = resident_after('SET nova_fkindex.guard = error;' . $refused x 100 . $prepared x 20, $refused x 300 . $prepared x 100);
my $count = () = $said =~ /ERROR:  foreign key "refused_org_id_fkey"/g;
is($count, 520, 'all are refused');
cmp_ok($after - $before, '<', 1024, "400 refusals: $before kB, $after kB");
is($node->safe_psql('postgres', q{
    CREATE TABLE last (org_id int REFERENCES orgs);
    SELECT count(*) FROM pg_backend_memory_contexts WHERE name LIKE 'nova%'}), '0', 'no context is left');
is($node->safe_psql('postgres', q{SELECT count(*) FROM pg_class WHERE relname = 'refused'}), '0', 'and no table');
done_testing();
