# The texts that pg_stat_statements makes of all kinds of statements can be read, those of TPC-H among them.
use strict;
use warnings;
use FindBin;
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;

my $node = PostgreSQL::Test::Cluster->new('main');
$node->init;
$node->append_conf('postgresql.conf', q{
fsync = off
shared_preload_libraries = 'pg_stat_statements'
});
$node->start;

sub run_file {
    my ($database, $file) = @_;
    my ($out, $err);
    IPC::Run::run([ 'psql', '-XAtq', '-v', 'fraction=0.0001', '-f', $file, $node->connstr($database) ], '>', \$out, '2>', \$err);
    return $err;
}
my $left_over = q{SELECT reason, query FROM nova_workload() WHERE status = 'unreadable' ORDER BY 1, 2};

for my $database ('texts', 'tpch') {
    $node->safe_psql('postgres', "CREATE DATABASE $database");
    $node->safe_psql($database, 'CREATE EXTENSION nova_fkindex; CREATE EXTENSION pg_stat_statements');
}

my $file = "$FindBin::Bin/workload_texts.sql";
is(run_file('texts', $file), '', 'all statements run');
is($node->safe_psql('texts', $left_over), '', 'all texts can be read');
my $statements = () = slurp_file($file) =~ /^(SELECT|WITH|INSERT|UPDATE|DELETE|MERGE)\b(?!.*set_config)/mg;
cmp_ok($node->safe_psql('texts', q{SELECT count(*) FROM nova_workload() WHERE status = 'planned'}), '>=', $statements,
    "and planned, all $statements");

my $tpch = "$FindBin::Bin/../bench/tpch.d";
run_file('tpch', "$tpch/schema.sql");
is(run_file('tpch', "$tpch/queries.sql"), '', 'the queries of TPC-H run');
is($node->safe_psql('tpch', $left_over), '', 'all can be read');
is($node->safe_psql('tpch', q{SELECT count(*) FROM nova_workload() WHERE status = 'planned' AND cost > 0 AND query LIKE '%$1%'}),
    '22', 'and planned');

done_testing();
