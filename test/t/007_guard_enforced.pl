# A session that tries to switch off what ALTER DATABASE prescribes, with the library preloaded and without.
use strict;
use warnings;
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;

my $key = qr/foreign key "\w+_org_id_fkey" on table public\.\w+ has no index on \(org_id\)/;
my $number = 0;

# What psql says of a migration by the role, with settings on the command line.
sub migrate {
    my ($node, $role, $options, $before) = @_;
    my $table = 't' . ++$number;
    local $ENV{PGOPTIONS} = $options;
    my ($status, $out, $err) =
        $node->psql('guarded', $before . "CREATE TABLE $table (org_id int REFERENCES orgs);", connstr => $node->connstr('guarded') . " user=$role");
    return $err;
}

for my $preloaded (0, 1) {
    my $node = PostgreSQL::Test::Cluster->new("preloaded_$preloaded");
    $node->init;
    $node->append_conf('postgresql.conf', "shared_preload_libraries = 'nova_fkindex'") if $preloaded;
    $node->start;
    my $super = $node->safe_psql('postgres', 'SELECT current_user');
    $node->safe_psql('postgres', 'CREATE DATABASE guarded');
    $node->safe_psql('guarded', q{
        CREATE EXTENSION nova_fkindex;
        CREATE TABLE orgs (id int PRIMARY KEY);
        CREATE ROLE migrator LOGIN;
        CREATE ROLE delegate LOGIN;
        GRANT CREATE ON SCHEMA public TO PUBLIC;
        GRANT REFERENCES ON orgs TO PUBLIC;
        GRANT SET ON PARAMETER nova_fkindex.guard TO delegate;
    });
    my $name = $preloaded ? 'preloaded' : 'not preloaded';

    # Nothing is prescribed: who may, may.
    like(migrate($node, 'migrator', '', ''), qr/WARNING:  $key/, "$name: the default");
    unlike(migrate($node, $super, '-c nova_fkindex.guard=off', ''), qr/$key/, "$name: off by a superuser's command line");
    unlike(migrate($node, 'delegate', '', 'SET nova_fkindex.guard = off;'), qr/$key/, "$name: off by a delegate");
    # Not preloaded, the server takes it and complains when the library comes; preloaded, it refuses the connection.
    like(migrate($node, 'migrator', '-c nova_fkindex.guard=off', ''), qr/permission denied to set parameter "nova_fkindex.guard"/,
        "$name: not by others' command line");
    like(migrate($node, 'migrator', '', 'SET nova_fkindex.guard = off;'),
        $preloaded ? qr/permission denied/ : qr/WARNING:  $key/, "$name: nor by SET");

    $node->safe_psql('postgres', 'ALTER DATABASE guarded SET nova_fkindex.guard = error');
    for my $role ($super, 'delegate') {
        like(migrate($node, $role, '', ''), qr/ERROR:  $key/, "$name: ALTER DATABASE holds for $role");
        like(migrate($node, $role, '-c nova_fkindex.guard=off', ''), qr/ERROR:  $key/, "$name: and beats the command line");
        like(migrate($node, $role, '-c nova_fkindex.guard=warning', ''), qr/ERROR:  $key/, "$name: warning, too");
        like(migrate($node, $role, '', 'SET nova_fkindex.guard = off;'), qr/ERROR:  $key/, "$name: and SET");
        like(migrate($node, $role, '', 'SET session_replication_role = origin; SET nova_fkindex.guard TO DEFAULT;'), qr/ERROR:  /, "$name: and DEFAULT");
    }
    like(migrate($node, 'migrator', '', 'SET nova_fkindex.guard = off;'), qr/ERROR:  $key|permission denied/, "$name: for others as well");
    like(migrate($node, 'migrator', '', 'RESET ALL;'), qr/ERROR:  $key/, "$name: after RESET ALL");
    is($node->safe_psql('guarded', q{SELECT count(*) FROM pg_class WHERE relname ~ '^t[0-9]+$'}), $preloaded ? 3 : 4 + 1,
        "$name: what was refused is not there");

    # A role's own setting is the more specific one.
    $node->safe_psql('postgres', 'ALTER ROLE migrator SET nova_fkindex.guard = off');
    unlike(migrate($node, 'migrator', '', ''), qr/$key/, "$name: ALTER ROLE is obeyed");
    $node->safe_psql('postgres', 'ALTER ROLE migrator IN DATABASE guarded SET nova_fkindex.guard = warning');
    like(migrate($node, 'migrator', '', ''), qr/WARNING:  $key/, "$name: in the database, before the role's own");
    $node->safe_psql('postgres', "ALTER ROLE migrator RESET ALL; ALTER ROLE migrator IN DATABASE guarded RESET ALL;
        ALTER DATABASE guarded RESET ALL; ALTER ROLE ALL SET nova_fkindex.guard = error");
    like(migrate($node, $super, '-c nova_fkindex.guard=off', ''), qr/ERROR:  $key/, "$name: ALTER ROLE ALL");
    $node->safe_psql('postgres', 'ALTER ROLE ALL RESET ALL');

    # A value that is none counts as warning, and one WARNING says so.
    my ($status, $out, $err) = $node->psql('postgres', q{ALTER DATABASE guarded SET nova_fkindex.guard = 'loud'});
    if ($preloaded) {
        like($err, qr/invalid value for parameter "nova_fkindex.guard": "loud"/, "$name: refused when it is set");
    }
    else {
        my $said = migrate($node, $super, '', "CREATE TABLE first_$number (org_id int REFERENCES orgs);");
        like($said, qr/WARNING:  $key/, "$name: a value that is none counts as warning");
        my @complaints = $said =~ /invalid value for parameter/g;
        is(scalar(@complaints), 1, "$name: and is complained of once");
        $said = migrate($node, $super, '-c nova_fkindex.guard=off', "CREATE TABLE second_$number (org_id int REFERENCES orgs);");
        like($said, qr/WARNING:  $key/, "$name: also where the session has it off");
        @complaints = $said =~ /invalid value for parameter/g;
        is(scalar(@complaints), 1, "$name: complained of once again");
    }
    $node->stop;
}

done_testing();
