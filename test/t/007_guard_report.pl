# What the guard says while a schema is loaded is what the reports list afterwards, with all in one transaction; with each
# statement in one of its own it says that and more. The schemas are the demo's.
use strict;
use warnings;
use FindBin;
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;

my $node = PostgreSQL::Test::Cluster->new('main');
$node->init;
$node->append_conf('postgresql.conf', "fsync = off\nmax_locks_per_transaction = 512");
$node->start;
$node->safe_psql('postgres', 'CREATE ROLE app_user');

# The keys and policies of the messages, sorted: "fk public.tasks tasks_org_id_fkey (org_id)".
sub said {
    my ($messages) = @_;
    my %said;
    while ($messages =~ /WARNING:  (foreign key|polic(?:y|ies)) (".*") on table (\S+) ha(?:s|ve) no index on (\(.*?\))(?: of table (\S+))?$/mg) {
        my ($kind, $names, $table, $columns, $index_table) = ($1, $2, $3, $4, $5);
        $index_table = $table unless defined $index_table;
        $said{($kind eq 'foreign key' ? 'fk' : 'rls') . " $table $1 $index_table $columns"} = 1 while $names =~ /"(.*?)"/g;
    }
    return join("\n", sort keys %said);
}

my $listed = q{
    SET search_path = '';
    SELECT line FROM (
        SELECT format('fk %s %s %s (%s)', table_name, constraint_name, table_name, array_to_string(column_names, ', '))
        FROM public.nova_missing_fk_indexes()
        UNION
        SELECT format('rls %s %s %s (%s)', table_name, unnest(policy_names), index_table, array_to_string(column_names, ', '))
        FROM public.nova_missing_rls_indexes()) AS lines (line)
    ORDER BY line COLLATE "C"};

for my $schema ('saas', 'social') {
    for my $mode ('', '-1') {
        my $database = "$schema$mode";
        $database =~ tr/-1/_a/;
        $node->safe_psql('postgres', "CREATE DATABASE $database");
        $node->safe_psql($database, 'CREATE EXTENSION nova_fkindex');
        my ($out, $err) = ('', '');
        my $ok = IPC::Run::run([ 'psql', '-Xq', '-v', 'ON_ERROR_STOP=1', ($mode ? $mode : ()), '-d', $node->connstr($database),
                '-c', 'SET nova_fkindex.guard_max = 100000', '-f', "$FindBin::Bin/../demo.d/${schema}_schema.sql" ], '>', \$out, '2>', \$err);
        ok($ok, "$database is loaded") or diag($err);
        my $report = $node->safe_psql($database, $listed);
        cmp_ok(scalar(split(/\n/, $report)), '>', 10, "$database: the reports list something");
        my $said = said($err);
        if (!$mode) {
            # It could not know of the indexes that came behind.
            my %listed = map { $_ => 1 } split(/\n/, $report);
            $said = join("\n", grep { $listed{$_} } split(/\n/, $said));
        }
        is($said, $report, "$database: the guard said what they list");
        # Their statements clear them, under a guard that refuses everything.
        $node->safe_psql('postgres', "ALTER DATABASE $database SET nova_fkindex.guard = error");
        ok(IPC::Run::run([ 'psql', '-Xq', '-v', 'ON_ERROR_STOP=1', '-d', $node->connstr($database) ],
                '<', \"SELECT unnest(create_statements) FROM nova_missing_fk_indexes() \\gexec\nSELECT unnest(create_statements) FROM nova_missing_rls_indexes() \\gexec\n",
                '>', \$out, '2>', \$err), "$database: the statements run") or diag($err);
        is($node->safe_psql($database, $listed), '', "$database: nothing is left");
    }
}

done_testing();
