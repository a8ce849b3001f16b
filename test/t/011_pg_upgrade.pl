# pg_upgrade keeps the extension, its findings and what was accepted. From NOVA_OLD_PREFIX (the directory above bin/ of
# an older major's server that has the extension, too), or else from this version to itself, which does all but
# change the catalogs' layout.
use strict;
use warnings;
use Cwd qw(getcwd);
use File::Spec;
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;

my $prefix = $ENV{NOVA_OLD_PREFIX};
my $old = PostgreSQL::Test::Cluster->new('old', $prefix ? (install_path => $prefix) : ());
my $new = PostgreSQL::Test::Cluster->new('new');
# 18 has checksums by default, older ones have none: pg_upgrade wants them alike.
my @checksums = $new->pg_version >= 18 && $old->pg_version < 18 ? ('--no-data-checksums') : ();
my @same = ('-E', 'UTF8', '--locale', 'C');
$old->init(extra => [@same]);
$new->init(extra => [ @same, @checksums ]);

$old->start;
$old->safe_psql('postgres', $_) for ('CREATE DATABASE app', 'CREATE ROLE regress_nova_owner');
$old->safe_psql('app', q{
    CREATE SCHEMA "Odd ""schema""";
    CREATE EXTENSION nova_fkindex SCHEMA "Odd ""schema""";
    CREATE TABLE orgs (id int PRIMARY KEY);
    CREATE TABLE tasks (org_id int REFERENCES orgs, lead_id int REFERENCES orgs);
    CREATE TABLE events (org_id int REFERENCES orgs, day int) PARTITION BY RANGE (day);
    CREATE TABLE events_1 PARTITION OF events FOR VALUES FROM (0) TO (10);
    CREATE INDEX ON ONLY events (org_id);
    ALTER TABLE tasks OWNER TO regress_nova_owner;
    ALTER TABLE tasks ENABLE ROW LEVEL SECURITY;
    CREATE POLICY tenant ON tasks USING (org_id = current_setting('app.org')::int);
    SET search_path = public, "Odd ""schema""";
    SELECT nova_accept('tasks', 'tasks_lead_id_fkey', E'never\nleft');
});
my $findings = q{
    SET search_path = public, "Odd ""schema""";
    SELECT table_name, constraint_name, coverage, create_statements FROM nova_missing_fk_indexes() ORDER BY 1::text, 2;
    SELECT table_name, policy_names, create_statements FROM nova_missing_rls_indexes();
    SELECT * FROM nova_accepted;
};
my $before = $old->safe_psql('app', $findings);
like($before, qr/tasks_org_id_fkey/, 'findings before');
$old->stop;

# It writes into the directory that it is run in.
my $here = getcwd();
my ($old_data, $new_data) = map { File::Spec->rel2abs($_->data_dir) } $old, $new;
chdir($new->basedir) or die $!;
command_ok(
    [
        'pg_upgrade', '--link', '-d', $old_data, '-D', $new_data,
        '-b', $old->config_data('--bindir'), '-B', $new->config_data('--bindir'),
        '-s', $new->host, '-p', $old->port, '-P', $new->port
    ],
    'pg_upgrade');
chdir($here) or die $!;

$new->start;
is($new->safe_psql('app', $findings), $before, 'the same findings after, and the same accepted');
my ($code, undef, $message) = $new->psql('app', q{SELECT unnest(create_statements) FROM "Odd ""schema""".nova_missing_fk_indexes() \gexec},
    on_error_stop => 1);
is($code, 0, "the statements run: $message");
is($new->safe_psql('app', q{SELECT count(*) FROM "Odd ""schema""".nova_missing_fk_indexes()}), '0', 'and clear them');
$new->safe_psql('app', 'DROP EXTENSION nova_fkindex');
is($new->safe_psql('app', q{SELECT count(*) FROM pg_proc WHERE proname LIKE 'nova%'}), '0', 'DROP EXTENSION leaves nothing');

done_testing();
