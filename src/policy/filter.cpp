#include "policy/filter.hpp"

#include "pg/compat.hpp"
#include "pg/confinement.hpp"

namespace nova::policy {

namespace {

// An AND or OR.
bool is_junction(Node *node) { return IsA(node, BoolExpr) && reinterpret_cast<BoolExpr *>(node)->boolop != NOT_EXPR; }

template <class Read> Filter read_junction(Node *junction, Read read) {
    auto *const expression = reinterpret_cast<BoolExpr *>(junction);
    std::vector<Filter> parts;
    for (int i = 0; i < list_length(expression->args); ++i)
        parts.push_back(read(static_cast<Node *>(list_nth(expression->args, i))));
    return expression->boolop == AND_EXPR ? all_of(std::move(parts)) : any_of(std::move(parts));
}

bool contains(const std::vector<Filter> &filters, const Filter &wanted,
              bool (*equals)(const Filter &, const Filter &) = same) {
    return std::any_of(filters.begin(), filters.end(), [&](const Filter &filter) { return equals(filter, wanted); });
}

// `a = b` and `b = a`.
bool is_commuted(Node *a, Node *b) {
    if (!IsA(a, OpExpr) || !IsA(b, OpExpr))
        return false;
    auto *const x = reinterpret_cast<OpExpr *>(a);
    auto *const y = reinterpret_cast<OpExpr *>(b);
    return list_length(x->args) == 2 && list_length(y->args) == 2 && x->inputcollid == y->inputcollid &&
           get_commutator(x->opno) == y->opno && equal(linitial(x->args), lsecond(y->args)) &&
           equal(lsecond(x->args), linitial(y->args));
}

// Is it the same condition to the planner, too?
bool identical(const Filter &a, const Filter &b) {
    return pg::call([&a, &b] { return equal(planned_expression(a), planned_expression(b)); });
}

bool may_query(const Filter &filter) {
    return filter.kind == Filter::Kind::Clause ? filter.clause->may_query
                                               : std::any_of(filter.parts.begin(), filter.parts.end(), may_query);
}

// A subquery, or a call of a function that may have one. The server's own read nothing of interest.
bool may_have_queries(Node *node, void *context) {
    if (node == nullptr)
        return false;
    if (IsA(node, SubLink) || IsA(node, Query) ||
        (IsA(node, FuncExpr) && reinterpret_cast<FuncExpr *>(node)->funcid >= FirstNormalObjectId))
        return true;
    return pg::walk_expression(node, may_have_queries, context);
}

// The parts of a filter seen as a list of that kind.
std::vector<Filter> parts_of(const Filter &filter, Filter::Kind kind) {
    if (filter.kind == kind)
        return filter.parts;
    return {filter};
}

Filter combine(Filter::Kind kind, std::vector<Filter> parts) {
    const Filter::Kind neutral = kind == Filter::Kind::And ? Filter::Kind::True : Filter::Kind::False;
    const Filter::Kind absorbing = kind == Filter::Kind::And ? Filter::Kind::False : Filter::Kind::True;
    const bool checked = std::any_of(parts.begin(), parts.end(), [](const Filter &part) { return part.checked; });
    Filter result;
    for (Filter &part : parts) {
        if (part.kind == absorbing)
            return {absorbing, nullptr, {}, part.checked};
        if (part.kind == neutral)
            continue;
        for (Filter &flat : parts_of(part, kind))
            if (!contains(result.parts, flat))
                result.parts.push_back(std::move(flat));
    }
    if (result.parts.empty())
        return {neutral, nullptr, {}, checked};
    if (result.parts.size() == 1) {
        Filter only = std::move(result.parts.front());
        return only;
    }
    result.kind = kind;
    return result;
}

// Simplifying leaves many times its result behind.
Node *simplify_into_caller(Node *expression) {
    MemoryContext const caller = CurrentMemoryContext;
    MemoryContext const scratch = AllocSetContextCreate(caller, "nova_fkindex expression", ALLOCSET_DEFAULT_SIZES);
    MemoryContextSwitchTo(scratch);
    Node *const simplified = simplify(expression);
    MemoryContextSwitchTo(caller);
    Node *const result = static_cast<Node *>(copyObjectImpl(simplified));
    MemoryContextDelete(scratch);
    return result;
}

// Does each branch have the conditions in the very same words?
bool shared_as_planned(const Filter &either, const std::vector<Filter> &conditions) {
    return std::all_of(either.parts.begin(), either.parts.end(), [&](const Filter &branch) {
        const auto own = parts_of(branch, Filter::Kind::And);
        return std::all_of(conditions.begin(), conditions.end(),
                           [&own](const Filter &condition) { return contains(own, condition, identical); });
    });
}

} // namespace

bool same(const Clause &a, const Clause &b) {
    return &a == &b || pg::call([&a, &b] { return equal(a.planned, b.planned) || is_commuted(a.planned, b.planned); });
}

bool same(const Filter &a, const Filter &b) {
    if (a.kind != b.kind || a.parts.size() != b.parts.size())
        return false;
    if (a.kind == Filter::Kind::Clause)
        return same(*a.clause, *b.clause);
    return std::equal(a.parts.begin(), a.parts.end(), b.parts.begin(),
                      [](const Filter &x, const Filter &y) { return same(x, y); });
}

bool implies(const Filter &narrower, const Filter &wider) {
    bool implied = false;
    pg::probe([&] {
        implied = pg::call([&narrower, &wider] {
            return predicate_implied_by(list_make1(planned_expression(wider)), list_make1(planned_expression(narrower)),
                                        false);
        });
    });
    return implied;
}

Filter all_of(std::vector<Filter> parts) { return combine(Filter::Kind::And, std::move(parts)); }

Filter any_of(std::vector<Filter> parts) { return combine(Filter::Kind::Or, std::move(parts)); }

Filter factored(const Filter &filter) {
    if (filter.parts.empty())
        return filter;
    std::vector<Filter> parts;
    for (const Filter &part : filter.parts)
        parts.push_back(factored(part));
    Filter either = combine(filter.kind, std::move(parts));
    if (either.kind != Filter::Kind::Or)
        return either;
    std::vector<Filter> shared = parts_of(either.parts.front(), Filter::Kind::And);
    for (const Filter &branch : either.parts) {
        const auto conditions = parts_of(branch, Filter::Kind::And);
        std::erase_if(shared, [&](const Filter &condition) { return !contains(conditions, condition); });
    }
    if (shared.empty())
        return either;
    std::vector<Filter> rests;
    for (const Filter &branch : either.parts) {
        auto rest = parts_of(branch, Filter::Kind::And);
        std::erase_if(rest, [&](const Filter &condition) { return contains(shared, condition); });
        rests.push_back(all_of(std::move(rest)));
    }
    const bool absorbs =
        std::any_of(rests.begin(), rests.end(), [](const Filter &rest) { return rest.kind == Filter::Kind::True; });
    if (absorbs && std::any_of(rests.begin(), rests.end(), may_query) && !shared_as_planned(either, shared))
        return either;
    shared.push_back(combine(Filter::Kind::Or, std::move(rests)));
    return all_of(std::move(shared));
}

Filter FilterReader::read(Node *expression, RelationId table, const Policy *policy) {
    if (is_junction(expression))
        return read_junction(expression, [&](Node *part) { return read(part, table, policy); });
    table_ = table;
    stored_ = expression;
    Node *const simplified =
        inlining_ ? pg::call([expression] { return simplify_into_caller(expression); }) : expression;
    return read_simplified(simplified, expression, policy);
}

Filter FilterReader::read_simplified(Node *expression, Node *printed, const Policy *policy) {
    if (IsA(expression, Const)) {
        auto *const constant = reinterpret_cast<Const *>(expression);
        const bool holds = !constant->constisnull && DatumGetBool(constant->constvalue);
        return {holds ? Filter::Kind::True : Filter::Kind::False, nullptr, {}, false};
    }
    if (is_junction(expression))
        return read_junction(expression, [&](Node *part) { return read_simplified(part, part, policy); });
    // A search by it would read all of an index.
    if (NullTest *const test = test_of_not_null(expression); test != nullptr && test->nulltesttype == IS_NOT_NULL)
        return {Filter::Kind::True, nullptr, {}, !pg::drops_true_null_tests};
    return {Filter::Kind::Clause, make_clause(expression, printed, policy), {}, false};
}

// IS NULL or IS NOT NULL of a column that is NOT NULL, else null.
NullTest *FilterReader::test_of_not_null(Node *expression) const {
    if (!IsA(expression, NullTest))
        return nullptr;
    auto *const test = reinterpret_cast<NullTest *>(expression);
    if (test->argisrow || !IsA(test->arg, Var))
        return nullptr;
    auto *const column = reinterpret_cast<Var *>(test->arg);
    const bool not_null = column->varlevelsup == 0 && column->varattno > 0 && pg::call([this, column] {
                              return pg::is_not_null(static_cast<Oid>(table_), column->varattno);
                          });
    return not_null ? test : nullptr;
}

const Clause *FilterReader::make_clause(Node *simplified, Node *printed, const Policy *policy) {
    Clause &clause = clauses_.emplace_back();
    clause.stored = stored_;
    clause.printed = printed;
    clause.simplified = simplified;
    clause.policy = policy;
    clause.impossible = test_of_not_null(simplified) != nullptr;
    pg::call([this, &clause] {
        fix_opfuncids(clause.simplified);
        clause.planned = init_plans_->extract(clause.simplified);
        clause.search = match_search_clause(clause.planned);
        clause.leakproof = !contain_leaked_vars(clause.planned);
        clause.may_query = may_have_queries(clause.simplified, nullptr);
    });
    return &clause;
}

const Clause *FilterReader::merge(const std::vector<const Clause *> &clauses) {
    Clause &merged = clauses_.emplace_back(*clauses.front());
    merged.either = clauses;
    for (const Clause *clause : clauses)
        merged.leakproof = merged.leakproof && clause->leakproof;
    pg::call([&merged, &clauses] {
        List *printed = NIL;
        List *simplified = NIL;
        List *planned = NIL;
        for (const Clause *clause : clauses) {
            printed = lappend(printed, clause->printed);
            simplified = lappend(simplified, clause->simplified);
            planned = lappend(planned, clause->planned);
        }
        merged.printed = reinterpret_cast<Node *>(make_orclause(printed));
        merged.simplified = reinterpret_cast<Node *>(make_orclause(simplified));
        merged.planned = reinterpret_cast<Node *>(make_orclause(planned));
    });
    return &merged;
}

Node *planned_expression(const Filter &filter) {
    switch (filter.kind) {
    case Filter::Kind::Clause:
        return filter.clause->planned;
    case Filter::Kind::And:
    case Filter::Kind::Or: {
        List *parts = NIL;
        for (const Filter &part : filter.parts)
            parts = lappend(parts, planned_expression(part));
        return reinterpret_cast<Node *>(filter.kind == Filter::Kind::And ? make_andclause(parts)
                                                                         : make_orclause(parts));
    }
    default:
        return makeBoolConst(filter.kind == Filter::Kind::True, false);
    }
}

} // namespace nova::policy
