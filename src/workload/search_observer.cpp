#include "workload/search_observer.hpp"

#include "pg/compat.hpp"

namespace nova::workload {

namespace {

SearchObserver *observer = nullptr;
set_rel_pathlist_hook_type previous_hook = nullptr;

// What comes from elsewhere is a value to the search.
Node *as_value(Node *node) {
    Param *const parameter = makeNode(Param);
    parameter->paramkind = PARAM_EXEC;
    parameter->paramid = 0;
    parameter->paramtype = exprType(node);
    parameter->paramtypmod = exprTypmod(node);
    parameter->paramcollid = exprCollation(node);
    parameter->location = -1;
    return reinterpret_cast<Node *>(parameter);
}

Node *about_relation(Node *node, ::Index *number) {
    if (node == nullptr)
        return nullptr;
    if (IsA(node, Var)) {
        auto *const variable = reinterpret_cast<Var *>(node);
        if (variable->varno != static_cast<int>(*number))
            return as_value(node);
        auto *const copy = reinterpret_cast<Var *>(copyObjectImpl(variable));
        copy->varno = 1;
        copy->varnosyn = 1;
        pg::forget_outer_joins(copy);
        return reinterpret_cast<Node *>(copy);
    }
    if (IsA(node, PlaceHolderVar))
        return about_relation(reinterpret_cast<Node *>(reinterpret_cast<PlaceHolderVar *>(node)->phexpr), number);
    if (IsA(node, RestrictInfo))
        return about_relation(reinterpret_cast<Node *>(reinterpret_cast<RestrictInfo *>(node)->clause), number);
    return pg::mutate_expression(node, about_relation, number);
}

Node *about(const RelOptInfo *relation, Node *node) {
    ::Index number = relation->relid;
    return about_relation(node, &number);
}

ObservedClause *observed(Node *clause, ::Index other) {
    auto *const result = static_cast<ObservedClause *>(palloc(sizeof(ObservedClause)));
    *result = {clause, other};
    return result;
}

::Index another_relation(Relids relations, const RelOptInfo *relation) {
    int member = -1;
    while ((member = bms_next_member(relations, member)) >= 0)
        if (member != static_cast<int>(relation->relid))
            return static_cast<::Index>(member);
    return 0;
}

void add_branches(Node *clause, ObservedSearch *search) {
    auto *const either = reinterpret_cast<BoolExpr *>(clause);
    for (int i = 0; i < list_length(either->args); ++i) {
        List *branch = NIL;
        List *const conditions = make_ands_implicit(static_cast<Expr *>(list_nth(either->args, i)));
        for (int j = 0; j < list_length(conditions); ++j)
            branch = lappend(branch, observed(static_cast<Node *>(list_nth(conditions, j)), 0));
        search->alternatives = lappend(search->alternatives, branch);
    }
}

void add_restrictions(RelOptInfo *relation, ObservedSearch *search) {
    for (int i = 0; i < list_length(relation->baserestrictinfo); ++i) {
        auto *const restriction = static_cast<RestrictInfo *>(list_nth(relation->baserestrictinfo, i));
        if (restriction->pseudoconstant)
            continue;
        Node *const clause = about(relation, reinterpret_cast<Node *>(restriction->clause));
        search->filter = lappend(search->filter, clause);
        if (!restriction_is_securely_promotable(restriction, relation))
            continue;
        if (is_orclause(clause))
            add_branches(clause, search);
        else
            search->clauses = lappend(search->clauses, observed(clause, 0));
    }
}

void add_joins(RelOptInfo *relation, ObservedSearch *search) {
    for (int i = 0; i < list_length(relation->joininfo); ++i) {
        auto *const join = static_cast<RestrictInfo *>(list_nth(relation->joininfo, i));
        if (join_clause_is_movable_to(join, relation) && restriction_is_securely_promotable(join, relation))
            search->clauses = lappend(search->clauses, observed(about(relation, reinterpret_cast<Node *>(join->clause)),
                                                                another_relation(join->clause_relids, relation)));
    }
}

// Does the member compute its value from columns of the relation, and no other?
bool is_of(const EquivalenceMember *member, const RelOptInfo *relation) {
    return !member->em_is_const && !member->em_is_child && bms_equal(member->em_relids, relation->relids);
}

EquivalenceMember *member_of(const EquivalenceClass *equal_values, const RelOptInfo *relation) {
    for (int i = 0; i < list_length(equal_values->ec_members); ++i)
        if (auto *const member = static_cast<EquivalenceMember *>(list_nth(equal_values->ec_members, i));
            is_of(member, relation))
            return member;
    return nullptr;
}

// `a.x = b.y`, which the planner has put into a class of values that are equal.
void add_equal_values(const EquivalenceClass *equal_values, RelOptInfo *relation, ObservedSearch *search) {
    if (equal_values->ec_has_volatile || equal_values->ec_has_const || equal_values->ec_broken)
        return;
    const EquivalenceMember *const own = member_of(equal_values, relation);
    if (own == nullptr)
        return;
    for (int i = 0; i < list_length(equal_values->ec_members); ++i) {
        auto *const other = static_cast<EquivalenceMember *>(list_nth(equal_values->ec_members, i));
        if (other->em_is_child || bms_is_empty(other->em_relids) || bms_overlap(other->em_relids, relation->relids))
            continue;
        const Oid op = get_opfamily_member(linitial_oid(equal_values->ec_opfamilies), own->em_datatype,
                                           other->em_datatype, BTEqualStrategyNumber);
        if (!OidIsValid(op) || (equal_values->ec_max_security > relation->baserestrict_min_security &&
                                !get_func_leakproof(get_opcode(op))))
            continue;
        Expr *const clause =
            make_opclause(op, BOOLOID, false, own->em_expr, other->em_expr, InvalidOid, equal_values->ec_collation);
        set_opfuncid(reinterpret_cast<OpExpr *>(clause));
        search->clauses = lappend(search->clauses, observed(about(relation, reinterpret_cast<Node *>(clause)),
                                                            another_relation(other->em_relids, relation)));
    }
}

void add_order(PlannerInfo *root, RelOptInfo *relation, ObservedSearch *search) {
    for (int i = 0; i < list_length(root->query_pathkeys); ++i) {
        auto *const key = static_cast<PathKey *>(list_nth(root->query_pathkeys, i));
        const EquivalenceMember *const member = member_of(key->pk_eclass, relation);
        if (member == nullptr)
            return; // ordered by another table
        auto *const order = static_cast<ObservedOrder *>(palloc(sizeof(ObservedOrder)));
        *order = {about(relation, reinterpret_cast<Node *>(member->em_expr)), key->pk_opfamily,
                  key->pk_eclass->ec_collation, pg::is_descending(key), key->pk_nulls_first};
        search->order = lappend(search->order, order);
    }
}

// As check_index_only sees them.
void add_columns(RelOptInfo *relation, ObservedSearch *search) {
    pull_varattnos(reinterpret_cast<Node *>(relation->reltarget->exprs), relation->relid, &search->output);
    search->columns = bms_copy(search->output);
    for (int i = 0; i < list_length(relation->baserestrictinfo); ++i)
        pull_varattnos(
            reinterpret_cast<Node *>(static_cast<RestrictInfo *>(list_nth(relation->baserestrictinfo, i))->clause),
            relation->relid, &search->columns);
}

bool is_of_interest(const RelOptInfo *relation, const RangeTblEntry *entry) {
    return relation->reloptkind == RELOPT_BASEREL && entry->rtekind == RTE_RELATION &&
           entry->relid >= FirstNormalObjectId && entry->tablesample == nullptr &&
           (entry->relkind == RELKIND_RELATION || entry->relkind == RELKIND_PARTITIONED_TABLE ||
            entry->relkind == RELKIND_MATVIEW);
}

} // namespace

void observe(PlannerInfo *root, RelOptInfo *relation, ::Index number, RangeTblEntry *entry) {
    if (previous_hook != nullptr)
        previous_hook(root, relation, number, entry);
    if (!is_of_interest(relation, entry))
        return;
    MemoryContext const caller = MemoryContextSwitchTo(observer->memory_);
    auto *const search = static_cast<ObservedSearch *>(palloc0(sizeof(ObservedSearch)));
    search->table = entry->relid;
    add_restrictions(relation, search);
    add_joins(relation, search);
    for (int i = 0; i < list_length(root->eq_classes); ++i)
        add_equal_values(static_cast<EquivalenceClass *>(list_nth(root->eq_classes, i)), relation, search);
    add_order(root, relation, search);
    add_columns(relation, search);
    observer->searches_ = lappend(observer->searches_, search);
    MemoryContextSwitchTo(caller);
}

SearchObserver::SearchObserver() : memory_(CurrentMemoryContext) {
    previous_hook = set_rel_pathlist_hook;
    set_rel_pathlist_hook = observe;
    observer = this;
}

SearchObserver::~SearchObserver() {
    observer = nullptr;
    set_rel_pathlist_hook = previous_hook;
}

} // namespace nova::workload
