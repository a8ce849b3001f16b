# The guard while databases are restored, copied and upgraded: it speaks of what a restore leaves unindexed, as it is
# live from CREATE EXTENSION on, and keeps silent where no user runs DDL.
use strict;
use warnings;
use Cwd qw(abs_path getcwd);
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;

my $node = PostgreSQL::Test::Cluster->new('main');
$node->init(allows_streaming => 'logical');
$node->start;

# With an index for each key but one, and a policy without.
$node->safe_psql('postgres', 'CREATE DATABASE source');
$node->safe_psql('source', q{
    SET client_min_messages = error;
    CREATE EXTENSION nova_fkindex;
    CREATE TABLE orgs (id int PRIMARY KEY);
    CREATE TABLE tasks (id int PRIMARY KEY, org_id int REFERENCES orgs);
    CREATE INDEX ON tasks (org_id);
    CREATE TABLE notes (id int PRIMARY KEY, org_id int REFERENCES orgs, task_id int REFERENCES tasks);
    CREATE INDEX ON notes (task_id);
    CREATE TABLE parts (id int, org_id int REFERENCES orgs) PARTITION BY LIST (id);
    CREATE TABLE parts_1 PARTITION OF parts FOR VALUES IN (1);
    CREATE INDEX ON parts (org_id);
    ALTER TABLE notes ENABLE ROW LEVEL SECURITY;
    CREATE POLICY tenant ON notes USING (org_id = 1);
    CREATE TABLE accepted (org_id int REFERENCES orgs);
    SELECT nova_accept('accepted', 'accepted_org_id_fkey', 'never deleted');
});
my @from = ('-h', $node->host, '-p', $node->port);
my $dump = $node->basedir . '/source.dump';
command_ok([ 'pg_dump', @from, '-Fc', '-f', $dump, 'source' ], 'pg_dump');

# The keys come last, behind the indexes, and what was accepted before them.
my @says = (qr/foreign key "notes_org_id_fkey" on table public\.notes has no index on \(org_id\)/,
    qr/policy "tenant" on table public\.notes has no index on \(org_id\)/);

sub restored {
    my ($name, $said, @options) = @_;
    $node->safe_psql('postgres', "CREATE DATABASE $name");
    my $offset = -s $node->logfile;
    command_ok([ 'pg_restore', @from, '-d', $name, @options, $dump ], "$name: restored");
    # pg_restore itself shows the server's warnings with -v only.
    my $err = substr(slurp_file($node->logfile), $offset);
    if ($said) {
        like($err, $_, "$name: says so") for @says;
        my @warnings = $err =~ /WARNING:/g;
        # Parallel workers may make a key before the index of its columns.
        cmp_ok(scalar(@warnings), $name eq 'parallel' ? '>=' : '==', 2, "$name: and nothing else");
    }
    else {
        unlike($err, qr/WARNING/, "$name: silent");
    }
    is($node->safe_psql($name, 'SELECT count(*) FROM nova_missing_fk_indexes()'), '1', "$name: one key is reported");
    return;
}
restored('one', 1);
restored('parallel', 1, '-j', '3');
restored('single', 1, '-1');
{
    local $ENV{PGOPTIONS} = '-c nova_fkindex.guard=off';
    restored('quiet', 0, '-j', '3');
}
{
    # As PGOPTIONS is a superuser's, it may refuse as well.
    local $ENV{PGOPTIONS} = '-c nova_fkindex.guard=error';
    $node->safe_psql('postgres', 'CREATE DATABASE refused');
    command_fails_like([ 'pg_restore', @from, '-d', 'refused', '-1', $dump ],
        qr/ERROR:.* foreign keys or policies would be left without an index/, 'refused in one transaction');
    is($node->safe_psql('refused', q{SELECT count(*) FROM pg_class WHERE relname = 'orgs'}), '0', 'and undone');
}

# Logical replication: the apply worker is a replica.
my $subscriber = PostgreSQL::Test::Cluster->new('subscriber');
$subscriber->init;
$subscriber->append_conf('postgresql.conf', "shared_preload_libraries = 'nova_fkindex'\nnova_fkindex.guard = error");
$subscriber->start;
$subscriber->safe_psql('postgres', q{
    CREATE EXTENSION nova_fkindex;
    CREATE TABLE orgs (id int PRIMARY KEY);
    CREATE TABLE tasks (id int PRIMARY KEY, org_id int);
    CREATE FUNCTION on_row() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            EXECUTE format('CREATE TABLE public.made_%s (org_id int REFERENCES public.orgs)', new.id);
            RETURN new;
        END$$;
    CREATE TRIGGER on_row AFTER INSERT ON tasks FOR EACH ROW EXECUTE FUNCTION on_row();
    ALTER TABLE tasks ENABLE ALWAYS TRIGGER on_row;
});
$node->safe_psql('source', 'CREATE PUBLICATION p FOR TABLE orgs, tasks');
my $connection = $node->connstr . ' dbname=source';
$subscriber->safe_psql('postgres', "CREATE SUBSCRIPTION s CONNECTION '$connection' PUBLICATION p");
$node->wait_for_catchup('s');
$node->safe_psql('source', 'INSERT INTO orgs VALUES (1); INSERT INTO tasks VALUES (1, 1)');
$node->wait_for_catchup('s');
ok($subscriber->poll_query_until('postgres', q{SELECT to_regclass('made_1') IS NOT NULL}), 'apply worker: its DDL passes');
my ($status, $out, $err) = $subscriber->psql('postgres', 'INSERT INTO tasks VALUES (2, 1)');
like($err, qr/foreign key "made_2_org_id_fkey"/, 'a session: the same is refused');
$subscriber->safe_psql('postgres', 'DROP SUBSCRIPTION s');
unlike(slurp_file($subscriber->logfile), qr/PANIC|signal 11/, 'no crash');

# pg_upgrade, to the same version: silent, and live again behind it.
$node->safe_psql('postgres', "DROP DATABASE $_") for ('one', 'parallel', 'single', 'quiet', 'refused');
$node->stop;
my $new = PostgreSQL::Test::Cluster->new('new');
$new->init;
$new->append_conf('postgresql.conf', "shared_preload_libraries = 'nova_fkindex'\nnova_fkindex.guard = error");
my $bin = $node->config_data('--bindir');
my ($old_data, $new_data) = (abs_path($node->data_dir), abs_path($new->data_dir));
my $here = getcwd();
chdir $node->basedir or die; # for its logs
my ($upgrade_out, $upgrade_err) = ('', '');
my $upgraded = IPC::Run::run([ 'pg_upgrade', '-d', $old_data, '-D', $new_data, '-b', $bin, '-B', $bin,
        '-p', $node->port, '-P', $new->port, '-s', $node->host ], '>', \$upgrade_out, '2>', \$upgrade_err);
chdir $here or die;
ok($upgraded, 'pg_upgrade') or diag($upgrade_out, $upgrade_err);
unlike($upgrade_out . $upgrade_err, qr/has no index/, 'silent');
$new->start;
is($new->safe_psql('source', q{SELECT string_agg(evtname || ' ' || evtenabled::text, ', ' ORDER BY evtname) FROM pg_event_trigger}),
    'nova_fkindex_ddl O, nova_fkindex_drop O, nova_fkindex_start O', 'the event triggers are there');
($status, $out, $err) = $new->psql('source', 'CREATE TABLE afterwards (org_id int REFERENCES orgs)');
like($err, qr/ERROR:  foreign key "afterwards_org_id_fkey"/, 'and live again');
is($new->safe_psql('source', 'SELECT count(*) FROM nova_missing_fk_indexes()'), '1', 'and so is the report');

done_testing();
