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

# Private memory in kB, and the contexts of ours that are left.
my $session = $node->background_psql('postgres', on_error_stop => 0);
sub resident {
    my $status = $session->query_safe(q{SELECT pg_read_file('/proc/self/status')});
    my ($anonymous) = $status =~ /RssAnon:\s+(\d+)/;
    return $anonymous;
}
$session->query_safe('CALL migrate(100)');
my $before = resident();
$session->query_safe('CALL migrate(500)');
my $after = resident();
cmp_ok($after - $before, '<', 1024, "3,000 transactions later: $before kB, $after kB");

$session->query_safe('SET nova_fkindex.guard = error');
$session->query('CREATE TABLE refused (org_id int REFERENCES orgs);') for 1 .. 50;
$before = resident();
$session->query('CREATE TABLE refused (org_id int REFERENCES orgs);') for 1 .. 300;
$session->query(q{BEGIN; CREATE TABLE refused (org_id int REFERENCES orgs); PREPARE TRANSACTION 'x';}) for 1 .. 20;
$after = resident();
cmp_ok($after - $before, '<', 1024, "320 refusals later: $before kB, $after kB");
is($session->query_safe(q{SELECT count(*) FROM pg_backend_memory_contexts WHERE name LIKE 'nova%'}), '0', 'no context is left');
$session->quit;

is($node->safe_psql('postgres', q{SELECT count(*) FROM pg_class WHERE relname = 'refused'}), '0', 'and no table');
done_testing();
