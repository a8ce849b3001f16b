# One extension in a database, in any schema but always there; databases made from a template have it; DROP EXTENSION
# leaves the catalogs as they were.
use strict;
use warnings;
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;

my $node = PostgreSQL::Test::Cluster->new('main');
$node->init;
$node->start;

sub fails_with
{
    my ($database, $statement, $expected, $what) = @_;
    my ($code, undef, $message) = $node->psql($database, "\\set VERBOSITY verbose\n$statement");
    isnt($code, 0, "$what: refused");
    like($message, $expected, "$what: and says why");
}

# Every row of every catalog that CREATE EXTENSION could write to. Of this database; oids and what grows aside.
my $catalog_rows = q{
    SELECT c.relname, (xpath('/row/n/text()', query_to_xml(format('SELECT count(*) AS n FROM pg_catalog.%I', c.relname),
                                                           false, true, '')))[1]
    FROM pg_class c
    WHERE c.relnamespace = 'pg_catalog'::regnamespace AND c.relkind = 'r'
      AND c.relname NOT IN ('pg_statistic', 'pg_largeobject') ORDER BY 1};

my $empty = $node->safe_psql('postgres', $catalog_rows);
$node->safe_psql('postgres', 'CREATE EXTENSION nova_fkindex');
isnt($node->safe_psql('postgres', $catalog_rows), $empty, 'CREATE EXTENSION shows in the catalogs');
$node->safe_psql('postgres', q{
    CREATE TABLE orgs (id int PRIMARY KEY);
    CREATE TABLE tasks (org_id int REFERENCES orgs);
    SELECT nova_accept('tasks', 'tasks_org_id_fkey', 'small');
    DROP TABLE tasks, orgs;
    DROP EXTENSION nova_fkindex;
});
is($node->safe_psql('postgres', $catalog_rows), $empty, 'DROP EXTENSION leaves the catalogs as they were');
is($node->safe_psql('postgres', q{SELECT count(*) FROM pg_settings WHERE name LIKE 'nova%' AND source <> 'default'}),
    '0', 'and no setting behind');

# A session that used it goes on when it is dropped and made again under its feet.
my $session = $node->background_psql('postgres', on_error_stop => 0)
    if $node->can('background_psql');
$node->safe_psql('postgres', 'CREATE EXTENSION nova_fkindex');
if ($session && $session->can('query'))
{
    is($session->query('SELECT count(*) FROM nova_missing_fk_indexes()'), '0', 'a session uses it');
    $node->safe_psql('postgres', 'DROP EXTENSION nova_fkindex');
    $session->query('SELECT count(*) FROM nova_missing_fk_indexes()');
    $node->safe_psql('postgres', 'CREATE EXTENSION nova_fkindex');
    is($session->query('SELECT count(*) FROM nova_missing_fk_indexes()'), '0', 'and again after it was made anew');
    $session->quit;
}

# A second schema, and elsewhere.
$node->safe_psql('postgres', 'CREATE SCHEMA second; CREATE SCHEMA third');
fails_with('postgres', 'CREATE EXTENSION nova_fkindex SCHEMA second', qr/42710.*already exists/, 'a second schema');
fails_with('postgres', 'ALTER EXTENSION nova_fkindex SET SCHEMA second',
    qr/0A000.*does not support SET SCHEMA/, 'ALTER EXTENSION SET SCHEMA');
$node->safe_psql('postgres', 'DROP EXTENSION nova_fkindex; CREATE EXTENSION nova_fkindex SCHEMA second');
is($node->safe_psql('postgres', 'SELECT count(*) FROM second.nova_missing_fk_indexes()'), '0',
    'it works in another schema, which is not in search_path');
is( $node->safe_psql('postgres', q{
        SELECT count(*) FROM pg_depend d JOIN pg_extension e ON d.refobjid = e.oid AND d.refclassid = 'pg_extension'::regclass
        JOIN pg_proc p ON d.objid = p.oid AND d.classid = 'pg_proc'::regclass
        WHERE e.extname = 'nova_fkindex' AND p.pronamespace <> 'second'::regnamespace}),
    '0', 'all of it is there');
fails_with('postgres', 'DROP SCHEMA second', qr/2BP01.*other objects depend on it/, 'dropping its schema');
$node->safe_psql('postgres', 'DROP SCHEMA second CASCADE');
is($node->safe_psql('postgres', q{SELECT count(*) FROM pg_extension WHERE extname = 'nova_fkindex'}), '0',
    'DROP SCHEMA CASCADE drops it');
fails_with('postgres', 'ALTER EXTENSION nova_fkindex UPDATE', qr/42704.*does not exist/, 'an update of what is not there');

# Only a superuser may, whatever the rights on the database.
$node->safe_psql('postgres', 'CREATE ROLE regress_nova_owner LOGIN; CREATE DATABASE owned OWNER regress_nova_owner');
my ($code, undef, $message) = $node->psql('owned', 'CREATE EXTENSION nova_fkindex',
    extra_params => [ '-U', 'regress_nova_owner' ]);
isnt($code, 0, 'the owner of a database may not create it');
like($message, qr/permission denied to create extension/, 'and hears why');

# Template databases.
$node->safe_psql('template1', 'CREATE EXTENSION nova_fkindex');
$node->safe_psql('postgres', 'CREATE DATABASE made');
$node->safe_psql('made', q{
    CREATE TABLE orgs (id int PRIMARY KEY);
    CREATE TABLE tasks (org_id int REFERENCES orgs);
    CREATE TABLE notes (org_id int REFERENCES orgs);
    SELECT nova_accept('notes', 'notes_org_id_fkey', 'small');
});
$node->safe_psql('postgres', 'CREATE DATABASE copy TEMPLATE made');
is($node->safe_psql('copy', 'SELECT table_name FROM nova_missing_fk_indexes()'), 'tasks',
    'a copy of a database has the extension and what was accepted');
is($node->safe_psql('template1', 'SELECT count(*) FROM nova_accepted'), '0', 'the template has none of it');

# Dump and restore of a database that its template has already given the extension to.
my $file = $node->basedir . '/dump';
$node->safe_psql('postgres', 'CREATE DATABASE target');
command_ok([ 'pg_dump', '-h', $node->host, '-p', $node->port, '-Fd', '-j', '2', '-f', $file, 'made' ], 'parallel dump');
command_ok([ 'pg_restore', '-h', $node->host, '-p', $node->port, '-j', '3', '--exit-on-error', '-d', 'target', $file ],
    'parallel restore where the template has the extension');
is($node->safe_psql('target', 'SELECT table_name FROM nova_missing_fk_indexes()'), 'tasks', 'the findings are the same');
command_ok(
    [ 'pg_restore', '-h', $node->host, '-p', $node->port, '-j', '3', '--clean', '--if-exists', '-d', 'target', $file ],
    'restored once more over itself');
is($node->safe_psql('target', 'SELECT object_name FROM nova_accepted'), 'notes_org_id_fkey', 'accepted once');

# Restarts and a crash.
$node->restart;
is($node->safe_psql('target', 'SELECT table_name FROM nova_missing_fk_indexes()'), 'tasks', 'works after a restart');
$node->stop('immediate');
$node->start;
is($node->safe_psql('target', 'SELECT table_name FROM nova_missing_fk_indexes()'), 'tasks', 'works after a crash');

done_testing();
