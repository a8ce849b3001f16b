#include "policy/printer.hpp"

#include "pg/confinement.hpp"

namespace nova::policy {

namespace {

char *deparse(Node *expression, Oid table, bool qualified) {
    if (qualified)
        (void)set_config_option("search_path", "pg_catalog", PGC_USERSET, PGC_S_SESSION, GUC_ACTION_LOCAL, true, ERROR,
                                false);
    const char *const name = get_rel_name(table);
    return name == nullptr ? nullptr
                           : deparse_expression(expression, deparse_context_for(name, table), false, false);
}

} // namespace

std::optional<std::string> print(Node *expression, RelationId table, bool qualified) {
    char *text = nullptr;
    const bool done = pg::probe([&] {
        text = pg::call([expression, table, qualified] {
            return deparse(expression, static_cast<Oid>(table), qualified);
        });
    });
    if (!done || text == nullptr)
        return std::nullopt;
    return std::string(text);
}

} // namespace nova::policy
