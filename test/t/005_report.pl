# Reports as CI uses them: exit statuses of psql, documents that programs read, fingerprints that stay.
use strict;
use warnings;
use File::Basename qw(dirname);
use File::Spec;
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;

my $sarif = File::Spec->rel2abs(dirname(__FILE__) . '/../sarif/validate');
my $node = PostgreSQL::Test::Cluster->new('main');
$node->init(extra => [ '-E', 'UTF8', '--no-locale' ]);
$node->start;
$node->safe_psql('postgres', 'CREATE EXTENSION nova_fkindex');
my @psql = ('psql', '-XAtq', '-v', 'ON_ERROR_STOP=1', '-h', $node->host, '-p', $node->port, '-d', 'postgres');

# Writes nova_report(FORMAT) to a file, as the documentation says.
sub report
{
    my ($format, $name) = @_;
    my $file = $node->basedir . "/$name";
    system(@psql, '-c', "SELECT nova_report('$format')", '-o', $file) == 0 or die "no report as $format";
    return $file;
}

# The exit status of a script that asserts, and what psql says.
sub assertion
{
    my ($severity) = @_;
    my $script = $node->basedir . '/assert.sql';
    open(my $file, '>', $script) or die $!;
    print $file "SELECT nova_assert('$severity');\nSELECT 'went on';\n";
    close($file);
    my ($out, $err) = ('', '');
    IPC::Run::run([ @psql, '-f', $script ], '>', \$out, '2>', \$err);
    return ($? >> 8, $out, $err);
}

sub is_valid_sarif
{
    my ($file, $what) = @_;
    my $out = '';
    my $valid = IPC::Run::run([ 'python3', $sarif, $file ], '>', \$out, '2>&1');
    ok($valid, "SARIF: $what") or diag($out);
}

is_valid_sarif(report('sarif', 'empty.sarif'), 'no findings');
my ($code, $out, $err) = assertion('low');
is("$code$out$err", "0\nwent on\n", 'without findings the script goes on');

$node->safe_psql('postgres', q{
    CREATE SCHEMA "odd ""schema""
of é";
    CREATE TABLE orgs (id int PRIMARY KEY, other int UNIQUE);
    CREATE TABLE tasks (org_id int REFERENCES orgs, other int REFERENCES orgs (other));
    CREATE TABLE "odd ""schema""
of é"."表 {0} [a](b)" (org_id int CONSTRAINT "k\	k" REFERENCES orgs);
    CREATE TABLE docs (org_id int, owner text, body text);
    ALTER TABLE docs ENABLE ROW LEVEL SECURITY;
    CREATE POLICY "by org" ON docs USING (org_id = current_setting('app.org')::int);
    CREATE POLICY "by owner" ON docs USING (owner = current_setting('app.owner') OR body = current_setting('app.body'));
    ANALYZE orgs, docs;
});
my $findings = $node->safe_psql('postgres',
    q{SELECT (SELECT count(*) FROM nova_missing_fk_indexes()) + (SELECT count(*) FROM nova_missing_rls_indexes())});
cmp_ok($findings, '>=', 6, 'keys and policies lack indexes');

($code, $out, $err) = assertion('low');
is($code, 3, 'psql ends with status 3');
is($out, '', 'and at once');
like($err, qr/ERROR:  nova_fkindex has \d+ findings: /, 'the error counts');
like($err, qr/^DETAIL:  .*tasks_other_fkey/ms, 'and lists');
like($err, qr/^HINT:  SELECT nova_report\(\)/m, 'and says how to go on');
($code, $out, $err) = assertion('high');
is("$code$out$err", "0\nwent on\n", 'nothing is high');

my $log = report('sarif', 'findings.sarif');
is_valid_sarif($log, 'findings with odd names');
my $before = slurp_file($log);
my @fingerprints = $before =~ /"novaFinding\/v1": "([0-9a-f]+)"/g;
cmp_ok(scalar(@fingerprints), '>=', $findings, 'a result a finding');

# Sizes and severities change, fingerprints stay.
$node->safe_psql('postgres', 'INSERT INTO tasks SELECT NULL, NULL FROM generate_series(1, 30000); ANALYZE');
my $after = slurp_file(report('sarif', 'later.sarif'));
isnt($after, $before, 'the report is another one');
is(join(' ', sort $after =~ /"novaFinding\/v1": "([0-9a-f]+)"/g), join(' ', sort @fingerprints),
    'of the same findings');

# Other readers of the documents.
my $json = report('json', 'findings.json');
my $count = '';
IPC::Run::run([ 'python3', '-c', 'import json, sys; print(len(json.load(open(sys.argv[1]))["findings"]))', $json ],
    '>', \$count);
cmp_ok($count, '>=', $findings, 'JSON is read by another parser');
unlike(slurp_file(report('markdown', 'findings.md')), qr/^of é.*\|/m, 'no name breaks a row of a table');

# The statements of the text, pasted, clear what they are about.
my $script = $node->basedir . '/paste.sql';
open(my $file, '>', $script) or die $!;
my $text = slurp_file(report('text', 'findings.txt'));
print $file "$1\n" while $text =~ /^    (CREATE INDEX .*?;)\n(?=\n|    |\z)/msg;
close($file);
command_ok([ @psql, '-f', $script ], 'statements can be pasted');
is($node->safe_psql('postgres',
        q{SELECT (SELECT count(*) FROM nova_missing_fk_indexes()) + (SELECT count(*) FROM nova_missing_rls_indexes())}),
    '0', 'and clear the findings');

# A log in which a reference is wrong is refused: the check checks.
my $wrong = $node->basedir . '/wrong.sarif';
(my $changed = $before) =~ s/"ruleIndex": 0/"ruleIndex": 99/;
append_to_file($wrong, $changed);
isnt(system("python3 $sarif $wrong >/dev/null"), 0, 'a wrong index of a rule is found');
($changed = $before) =~ s/"level": "note"/"level": "low"/;
append_to_file("$wrong-level", $changed);
isnt(system("python3 $sarif $wrong-level >/dev/null"), 0, 'a word that SARIF does not have is found');

done_testing();
