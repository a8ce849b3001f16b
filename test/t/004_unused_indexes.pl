# The rule 'unused' of nova_index_problems(): believes counters only when they, and the index, are old enough. The
# server's clock is set forward by a preloaded library; file systems keep their own time.
use strict;
use warnings;
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;

my $node = PostgreSQL::Test::Cluster->new('counting');
$node->init(allows_streaming => 1);
$node->start;

# The server sees the clock so many days ahead; its own figures of the past stay what they are.
sub restart_ahead {
    my ($server, $days) = @_;
    my $dir = PostgreSQL::Test::Utils::tempdir();
    PostgreSQL::Test::Utils::append_to_file("$dir/ahead.c", <<"C");
#define _GNU_SOURCE
#include <dlfcn.h>
#include <sys/time.h>
int gettimeofday(struct timeval *restrict now, void *restrict zone)
{
    int (*next)(struct timeval *, void *) = dlsym(RTLD_NEXT, "gettimeofday");
    int result = next(now, zone);
    now->tv_sec += $days * 86400L;
    return result;
}
C
    system_or_bail('cc', '-shared', '-fPIC', '-o', "$dir/ahead.so", "$dir/ahead.c", '-ldl');
    local $ENV{LD_PRELOAD} = "$dir/ahead.so";
    $server->restart;
}

sub unused {
    my ($server) = @_;
    return $server->safe_psql('postgres',
        q{SELECT string_agg(index_name::text, ' ' ORDER BY index_name::text COLLATE "C")
          FROM nova_index_problems() WHERE rule = 'unused'});
}

$node->safe_psql('postgres', q{
    CREATE EXTENSION nova_fkindex;
    CREATE TABLE orgs (id int PRIMARY KEY, code int, old_code int UNIQUE);
    INSERT INTO orgs SELECT i, i, i FROM generate_series(1, 60000) i;
    CREATE INDEX orgs_code ON orgs (code);
    CREATE UNIQUE INDEX orgs_code_unique ON orgs ((code + 1));
    -- Three indexes each of which covers the foreign key: one stays
    CREATE TABLE tasks (id int, org_id int REFERENCES orgs, a int, b int, owner text);
    INSERT INTO tasks SELECT i, i, i, i, i FROM generate_series(1, 60000) i;
    CREATE INDEX tasks_org_a ON tasks (org_id, a);
    CREATE INDEX tasks_org_b ON tasks (org_id, b);
    CREATE INDEX tasks_org_hash ON tasks USING hash (org_id);
    -- The only one of a policy
    CREATE INDEX tasks_owner ON tasks (owner);
    ALTER TABLE tasks ENABLE ROW LEVEL SECURITY;
    CREATE POLICY own ON tasks USING (owner = current_setting('app.owner', true));
    -- Replaced, so that the other one has work to do
    CREATE INDEX tasks_a ON tasks (a);
    SET enable_seqscan = off;
    SELECT * FROM tasks WHERE a = 7;
    RESET enable_seqscan;
    CREATE INDEX tasks_a_b ON tasks (a, b);
    CREATE INDEX tasks_used ON tasks (id);
    CREATE INDEX tasks_small ON tasks (b) WHERE b < 10;
    CREATE INDEX tasks_clustered ON tasks ((id + 1));
    ALTER TABLE tasks CLUSTER ON tasks_clustered;
    CREATE TABLE never_read (a int);
    INSERT INTO never_read SELECT i FROM generate_series(1, 60000) i;
    CREATE TABLE parts (day int, org_id int REFERENCES orgs, a int) PARTITION BY RANGE (day);
    CREATE TABLE parts_1 PARTITION OF parts FOR VALUES FROM (0) TO (10);
    CREATE TABLE parts_2 PARTITION OF parts FOR VALUES FROM (10) TO (20);
    INSERT INTO parts SELECT i % 20, i, i FROM generate_series(1, 90000) i WHERE i <= 60000;
    CREATE INDEX parts_a ON parts (a);
    CREATE INDEX parts_day ON parts (day);
    CREATE INDEX parts_1_org ON parts_1 (org_id);
    CREATE MATERIALIZED VIEW summary AS SELECT a FROM tasks;
    CREATE INDEX summary_a ON summary (a);
    ANALYZE;
    SELECT count(*) FROM summary;
    SET enable_seqscan = off;
    SELECT * FROM tasks WHERE id = 7;
    SELECT * FROM parts WHERE day = 7;
    SELECT pg_stat_force_next_flush();
});
# To build an index reads the table, and counts as that.
$node->safe_psql('postgres', 'CREATE INDEX never_read_a ON never_read (a)');
$node->safe_psql('postgres', q{SELECT pg_stat_reset_single_table_counters('never_read'::regclass)});
is(unused($node), '', 'fresh counters prove nothing');

restart_ahead($node, 6);
is(unused($node), '', 'nor do those of six days');

restart_ahead($node, 30);
my $expected = 'orgs_code parts_a summary_a tasks_org_a tasks_org_hash';
is(unused($node), $expected, 'those of thirty days do');
is($node->safe_psql('postgres', q{SELECT problem, scans, drop_statements FROM nova_index_problems()
        WHERE index_name = 'orgs_code'::regclass}),
    'No search has used public.orgs_code in the 30 days that the statistics go back; every write maintains it; '
    . 'use on other servers, such as standbys, is not seen here.|0|{"DROP INDEX CONCURRENTLY public.orgs_code;"}',
    'says how old the statistics are');
is($node->safe_psql('postgres', q{SELECT index_name, kept_index FROM nova_index_problems() WHERE rule = 'redundant'}),
    'tasks_a|tasks_a_b', 'what replaces another index is not unused');
like($node->safe_psql('postgres', q{SELECT problem FROM nova_index_problems() WHERE rule = 'redundant'}),
    qr/public.tasks_a_b has not been used so far, but will be/, 'which is said');
is($node->safe_psql('postgres', q{SELECT string_agg(DISTINCT rule, ' ') FROM nova_index_problems()}),
    'redundant unused', 'no other rule');

# A standby sees its own use only, and leaves the decision to the primary.
$node->backup('backup');
my $standby = PostgreSQL::Test::Cluster->new('standby');
$standby->init_from_backup($node, 'backup', has_streaming => 1);
$standby->start;
is(unused($standby), '', 'a new standby has counted nothing');
restart_ahead($standby, 60);
$standby->safe_psql('postgres', 'SELECT count(*) FROM orgs');
is($standby->safe_psql('postgres', q{SELECT create_statements, drop_statements, problem FROM nova_index_problems()
        WHERE index_name = 'orgs_code'::regclass}) =~ s/\d+ days/N days/r,
    '{}|{}|No search has used public.orgs_code in the N days that the statistics go back; every write maintains it; '
    . 'this is a standby, and use on the primary and on other servers is not seen here: decide there.',
    'an old one gives no statements');
is($standby->safe_psql('postgres', q{SELECT count(*) FROM nova_index_problems()
        WHERE rule = 'redundant' AND drop_statements <> '{}'}), '1', 'but what the catalogs tell');
$standby->stop;

# All dropped, each key and policy is served as before.
my $covered = q{SELECT count(*) FROM nova_missing_fk_indexes() UNION ALL SELECT count(*) FROM nova_missing_rls_indexes()};
my $before = $node->safe_psql('postgres', $covered);
for my $statement (split /\n/, $node->safe_psql('postgres', 'SELECT unnest(drop_statements) FROM nova_index_problems()')) {
    $node->safe_psql('postgres', $statement);
}
is($node->safe_psql('postgres', $covered), $before, 'no key and no policy misses an index');
is(unused($node), 'tasks_a_b', 'only what was kept for the sake of one that is gone');
$node->safe_psql('postgres', 'SET enable_seqscan = off; SELECT * FROM tasks WHERE a = 7');
is(unused($node), '', 'until it is used instead');

# An index that is younger than the counters, distributed tables, a reset.
$node->safe_psql('postgres', 'CREATE INDEX orgs_code ON orgs (code)');
is(unused($node), 'orgs_code', 'files have a time of their own here');
$node->safe_psql('postgres', q{
    SET allow_system_table_mods = on;
    CREATE TABLE pg_catalog.pg_dist_partition (logicalrelid regclass, partmethod "char");
    INSERT INTO pg_dist_partition VALUES ('orgs', 'h');
});
is(unused($node), '', 'the shell of a distributed table counts nothing');
$node->safe_psql('postgres', 'SET allow_system_table_mods = on; DROP TABLE pg_catalog.pg_dist_partition');
is($node->safe_psql('postgres', q{SET track_counts = off; SELECT count(*) FROM nova_index_problems()}), '0',
    'nor does a server that does not count');
$node->safe_psql('postgres', 'SELECT pg_stat_reset()');
is(unused($node), '', 'nor counters that were reset');

$node->stop('immediate');
restart_ahead($node, 30) if $node->start;
is(unused($node), '', 'nor those that a crash lost');

done_testing();
