// nova_accept(table_name regclass, object_name name, reason text, rule text) accepts the findings about a foreign key,
// policy or index of a table that the caller owns (42501): by one rule, or by all of them (NULL). Once more for the
// same object and rule replaces the reason. Locks nothing but nova_accepted. 25006 where nothing can be written, 22004
// for NULL, 22023 for an empty reason or a rule that is none, 42P01, 42809 and 42704 for a table or object that is not
// there.
#include "catalog/acceptable_table.hpp"
#include "catalog/accepted_changes.hpp"
#include "pg/arguments.hpp"
#include "pg/enter.hpp"
#include "pg/user_error.hpp"
#include "pg/writable.hpp"
#include "render/acceptance_texts.hpp"

extern "C" {
PG_FUNCTION_INFO_V1(nova_accept);
}

namespace {

using namespace nova;
using namespace nova::pg;

std::string required_reason(FunctionCallInfo fcinfo) {
    std::string reason = text_argument(fcinfo, 2);
    if (reason.find_first_not_of(" \t\r\n\f\v") == std::string::npos)
        raise({.sqlstate = ERRCODE_INVALID_PARAMETER_VALUE,
               .message = "reason must not be empty",
               .hint = "Say why the finding may stay, for whoever reads nova_accepted later."});
    return reason;
}

const Rule *requested_rule(FunctionCallInfo fcinfo) {
    if (PG_ARGISNULL(3))
        return nullptr;
    const std::string name = text_argument(fcinfo, 3);
    const Rule *const rule = find_rule(name);
    if (rule == nullptr)
        raise({.sqlstate = ERRCODE_INVALID_PARAMETER_VALUE,
               .message = "unrecognized rule \"" + name + "\"",
               .hint = valid_rules_hint()});
    return rule;
}

catalog::TableIdentity required_table(Oid table) {
    auto identity = catalog::identify(table);
    if (!identity)
        raise({.sqlstate = ERRCODE_UNDEFINED_TABLE,
               .message = "relation with OID " + std::to_string(table) + " does not exist"});
    catalog::require_owner(table, *identity);
    const bool is_table = identity->kind == RELKIND_RELATION || identity->kind == RELKIND_PARTITIONED_TABLE ||
                          identity->kind == RELKIND_MATVIEW;
    if (!is_table || identity->temporary)
        raise({.sqlstate = ERRCODE_WRONG_OBJECT_TYPE,
               .message = "\"" + identity->name + "\" is " + (is_table ? "a temporary table" : "not a table"),
               .hint = "Findings are about tables, partitioned tables and materialized views that are not temporary."});
    return std::move(*identity);
}

void require_object(Oid table, const catalog::TableIdentity &identity, const std::string &name, const Rule *rule) {
    const AcceptableObjects objects = catalog::read_acceptable_objects(table);
    const auto kind = rule == nullptr ? std::nullopt : std::optional(rule->kind);
    if (objects.contain(name, kind))
        return;
    UserError error{.sqlstate = ERRCODE_UNDEFINED_OBJECT,
                    .message = no_such_object(identity.qualified, name, kind),
                    .detail = rule == nullptr ? std::string() : rule_detail(*rule),
                    .hint = objects_hint(objects, kind)};
    if (objects.derives(name))
        error.detail = "The key was derived from another one, which is reported where it was declared.";
    raise(error);
}

// Who is responsible: the role that logged in, whatever role it works as.
std::string session_role() {
    std::string name;
    call([&name] { name.assign(GetUserNameFromId(GetSessionUserId(), false)); });
    return name;
}

} // namespace

Datum nova_accept(PG_FUNCTION_ARGS) {
    return enter([fcinfo]() -> Datum {
        require_writable("nova_accept()");
        require_argument(fcinfo, 0, "table_name");
        require_argument(fcinfo, 1, "object_name");
        require_argument(fcinfo, 2, "reason");
        const std::string reason = required_reason(fcinfo);
        const Rule *const rule = requested_rule(fcinfo);
        const Oid table = PG_GETARG_OID(0);
        const std::string object = name_argument(fcinfo, 1);
        const auto identity = required_table(table);
        require_object(table, identity, object, rule);
        catalog::write_accepted({.schema = identity.schema,
                                 .table = identity.name,
                                 .object = object,
                                 .rule = rule == nullptr ? std::nullopt : std::optional(std::string(rule->name)),
                                 .accepted_by = session_role()},
                                reason);
        PG_RETURN_VOID();
    });
}
