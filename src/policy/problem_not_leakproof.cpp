#include "policy/problem_not_leakproof.hpp"

#include "policy/problem_shadowed_by_policy.hpp"

namespace nova::policy {

namespace {

// Who filters the table, and for which commands.
struct Filtering {
    const Policy *policy = nullptr; // the first by name
    std::vector<PolicyCommand> commands;
    bool searched = true; // by the policies' own clauses
};

Filtering filtering(const RuleContext &context) {
    Filtering result;
    for (const PolicySet &set : context.sets.sets) {
        if (set.conditions.empty())
            continue;
        for (const Policy *policy : set.policies)
            if (context.sets.table->filters.at(policy).kind != Filter::Kind::True &&
                (result.policy == nullptr || policy < result.policy))
                result.policy = policy; // they lie in the order of their names
        result.commands.push_back(set.command);
        result.searched = result.searched && set.searched;
    }
    return result;
}

// What an index on the type is mostly searched by: equality where there is an order, LIKE for an order of characters,
// else the operator class's first operator.
Oid usual_operator(Oid method, Oid family, Oid type) {
    if (family == TEXT_PATTERN_BTREE_FAM_OID)
        return OID_TEXT_LIKE_OP;
    if (family == BPCHAR_PATTERN_BTREE_FAM_OID)
        return OID_BPCHAR_LIKE_OP;
    if (method == BTREE_AM_OID || method == HASH_AM_OID)
        return get_opfamily_member(family, type, type,
                                   method == HASH_AM_OID ? HTEqualStrategyNumber : BTEqualStrategyNumber);
    Oid first = InvalidOid;
    int16 lowest = 0;
    CatCList *const members = SearchSysCacheList1(AMOPSTRATEGY, ObjectIdGetDatum(family));
    for (int i = 0; i < members->n_members; ++i) {
        auto *const row = reinterpret_cast<Form_pg_amop>(GETSTRUCT(&members->members[i]->tuple));
        if (row->amoppurpose != AMOP_SEARCH || row->amoplefttype != type ||
            (OidIsValid(first) && row->amopstrategy >= lowest))
            continue;
        first = row->amopopr;
        lowest = row->amopstrategy;
    }
    ReleaseCatCacheList(members);
    return first;
}

// What an index has in its first place, and why a query cannot search by it; trivially destructible.
struct Leak {
    Node *key;
    Oid op; // none: the key itself is not leakproof
    Oid function;
};

Leak find_leak(const Index &index, Oid table, const char *expressions) {
    const IndexColumn &first = index.keys.front();
    Leak leak{};
    if (first.attribute > 0) {
        if (get_attname(table, first.attribute, true) == nullptr)
            return {};
        Oid type = InvalidOid;
        int32 modifier = -1;
        Oid collation = InvalidOid;
        get_atttypetypmodcoll(table, first.attribute, &type, &modifier, &collation);
        leak.key = reinterpret_cast<Node *>(makeVar(1, first.attribute, type, modifier, collation, 0));
    } else if (expressions != nullptr) {
        leak.key = static_cast<Node *>(linitial(static_cast<List *>(stringToNode(expressions))));
        leak.function = leaky_function(leak.key);
        if (OidIsValid(leak.function))
            return leak;
    } else {
        return {};
    }
    leak.op = usual_operator(static_cast<Oid>(index.method->id), static_cast<Oid>(first.family),
                             static_cast<Oid>(first.input_type));
    leak.function = OidIsValid(leak.op) ? get_opcode(leak.op) : InvalidOid;
    if (OidIsValid(leak.function) && get_func_leakproof(leak.function))
        leak.function = InvalidOid;
    return leak;
}

// Do the policies themselves search by it?
bool is_searched_by_policies(Node *key, const RuleContext &context) {
    for (const PolicySet &set : context.sets.sets)
        for (const Clause *clause : set.answered)
            if (pg::call([clause, key] { return equal(clause->search.operand, key); }))
                return true;
    return false;
}

std::string operator_name(Oid op) {
    return pg::call([op] { return DatumGetCString(DirectFunctionCall1(regoperatorout, ObjectIdGetDatum(op))); });
}

} // namespace

std::vector<Problem> find_not_leakproof(const RuleContext &context) {
    std::vector<Problem> problems;
    const Filtering filters = filtering(context);
    if (filters.policy == nullptr)
        return problems;
    for (const Index &index : context.indexes.of(context.table_id())) {
        if (!index.usable() || index.method == nullptr || index.keys.empty())
            continue;
        const std::string expressions = is_valid(index.expressions) ? context.texts.text(index.expressions) : "";
        const Leak leak = pg::call([&] {
            return find_leak(index, static_cast<Oid>(context.table_id()),
                             expressions.empty() ? nullptr : expressions.c_str());
        });
        if (!OidIsValid(leak.function) || is_searched_by_policies(leak.key, context))
            continue;
        Problem problem;
        problem.rule = PolicyRule::NotLeakproof;
        problem.policy = filters.policy;
        problem.command = command_list(filters.commands);
        problem.expression = context.print(leak.key);
        const bool of_expression = !OidIsValid(leak.op);
        problem.sentence = not_leakproof_problem(
            {.table = context.table(),
             .index = context.names.relation(index.id),
             .operation = of_expression ? problem.expression.value_or("its expression") : operator_name(leak.op),
             .function = function_name(leak.function),
             .of_expression = of_expression});
        problem.cost.searched = filters.searched;
        problem.cost.most = Severity::Medium;
        problems.push_back(std::move(problem));
    }
    return problems;
}

} // namespace nova::policy
