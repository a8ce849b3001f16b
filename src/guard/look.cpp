#include "guard/look.hpp"

#include "catalog/relation_rows.hpp"
#include "catalog/server_names.hpp"
#include "guard/contain.hpp"
#include "guard/key_watch.hpp"
#include "guard/resolve.hpp"
#include "guard/say.hpp"
#include "pg/memory.hpp"

namespace nova::guard {

namespace {

constexpr std::string_view citus_backends[] = {"citus_internal gpid=", "citus_rebalancer gpid=", "citus_shard_"};

// A cluster's own work: what it makes on other nodes was judged where it was ordered.
bool works_for_citus() {
    const std::string_view name = application_name == nullptr ? "" : application_name;
    return std::any_of(std::begin(citus_backends), std::end(citus_backends),
                       [name](std::string_view prefix) { return name.starts_with(prefix); });
}

bool is_silent() {
    return IsBinaryUpgrade || SessionReplicationRole == SESSION_REPLICATION_ROLE_REPLICA || works_for_citus();
}

// A snapshot that is active, as what runs below may call functions of the server's that ask for one.
class ActiveSnapshot {
  public:
    ActiveSnapshot() {
        pg::call([] {
            CommandCounterIncrement(); // what the last command changed is not visible yet
            PushActiveSnapshot(GetLatestSnapshot());
        });
    }
    void pop() {
        pg::call([] { PopActiveSnapshot(); });
    }
};

void add_key_messages(const sql_api::MissingKeys &missing, std::vector<GuardMessage> &messages) {
    if (missing.findings.empty())
        return;
    pg::CatalogSnapshot snapshot;
    const catalog::Citus citus(snapshot);
    const RelationCatalog relations = catalog::look_up_relations(snapshot, citus);
    catalog::ServerNames names(relations);
    for (const MissingKeyFinding &finding : missing.findings) {
        GuardMessage message = key_message({.name = finding.key->name,
                                            .table = finding.key->referencing,
                                            .columns = finding.columns,
                                            .referenced = finding.key->referenced,
                                            .problem = finding.problem},
                                           names);
        message.statements = finding.create_statements;
        messages.push_back(std::move(message));
    }
    snapshot.release();
}

std::vector<GuardMessage> find(const Transaction &transaction) {
    const Touched touched = resolve(transaction);
    std::vector<GuardMessage> messages;
    if (!touched.keys.tables.empty())
        add_key_messages(find_worse_keys(touched.keys), messages);
    return messages;
}

} // namespace

void look(Transaction &transaction) {
    if (is_silent())
        return;
    std::vector<GuardMessage> findings;
    Mode mode = session_mode();
    const bool done = contain([&] {
        const pg::ReportMemory memory;
        ActiveSnapshot snapshot;
        // What the database prescribes is looked up only where it matters.
        if (mode == Mode::Off)
            mode = guard::mode();
        if (mode != Mode::Off) {
            findings = find(transaction);
            if (!findings.empty())
                mode = guard::mode();
        }
        snapshot.pop();
    });
    if (done)
        say(findings, mode, transaction);
}

void look_after_statement(Transaction &transaction) {
    look(transaction);
    clear_touched(transaction, pg::call([] { return GetCurrentCommandId(false); }));
}

} // namespace nova::guard
