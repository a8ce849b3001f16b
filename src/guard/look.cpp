#include "guard/look.hpp"

#include "guard/contain.hpp"
#include "guard/key_watch.hpp"
#include "guard/messages.hpp"
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

std::vector<GuardMessage> find(const Question &question) {
    std::vector<GuardMessage> messages;
    if (!question.keys.tables.empty())
        report_worse_keys(question.keys, [&](MissingKeyFinding &&finding, const RelationCatalog &relations) {
            add_key_message(finding, relations, messages);
        });
    if (!question.policies.tables.empty())
        add_policy_messages(sql_api::find_missing_policy_indexes(question.policies), messages);
    if (!question.suspects.empty())
        add_slow_policies(question.suspects, messages);
    return messages;
}

// Asks for the question, which only a guard that is not off wants, and answers it. False when that failed.
bool answer(const std::function<Question()> &ask, Mode &mode, std::vector<GuardMessage> &messages) {
    return contain([&] {
        const pg::ReportMemory memory;
        ActiveSnapshot snapshot;
        // What the database prescribes is looked up only where it matters.
        if (mode == Mode::Off)
            mode = guard::mode();
        if (mode != Mode::Off) {
            messages = find(ask());
            if (!messages.empty())
                mode = guard::mode();
        }
        snapshot.pop();
    });
}

void look_and_say(const std::function<Question()> &ask, Transaction &transaction) {
    if (is_silent())
        return;
    std::vector<GuardMessage> messages;
    Mode mode = session_mode();
    if (answer(ask, mode, messages))
        say(messages, mode, transaction);
}

} // namespace

void look(Transaction &transaction) {
    look_and_say([&transaction] { return resolve(transaction); }, transaction);
}

void look_after_statement(Transaction &transaction) {
    if (transaction.worth_a_look)
        look(transaction);
    clear_touched(transaction, pg::call([] { return GetCurrentCommandId(false); }));
}

void look_before_drop(Oid index) {
    look_and_say([index] { return resolve_drop(index); }, open_transaction());
}

} // namespace nova::guard
