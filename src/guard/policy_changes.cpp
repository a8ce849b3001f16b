#include "guard/policy_changes.hpp"

#include <unordered_map>

#include "catalog/cached_row.hpp"
#include "pg/scan.hpp"

namespace nova::guard {

namespace {

using catalog::form;
using catalog::Row;

// Calls visit(tuple, descriptor) for the row of that oid, if the snapshot has it.
template <class Visit> void visit_row(Oid catalog, Oid index, Oid object, Snapshot snapshot, Visit visit) {
    // The oid is the first column of every catalog.
    pg::look_up_catalog(catalog, snapshot, index, {{1, object}}, visit);
}

// The columns of the row as one text; null when there is no row.
char *print_columns(HeapTuple tuple, TupleDesc descriptor, std::span<const int> columns) {
    StringInfoData text;
    initStringInfo(&text);
    for (const int column : columns) {
        bool is_null = false;
        const Datum value = heap_getattr(tuple, column, descriptor, &is_null);
        Oid output = InvalidOid;
        bool varlena = false;
        getTypeOutputInfo(TupleDescAttr(descriptor, column - 1)->atttypid, &output, &varlena);
        // No value holds a byte 1.
        appendStringInfo(&text, "%c%s\1", is_null ? 'N' : 'V', is_null ? "" : OidOutputFunctionCall(output, value));
    }
    return text.data;
}

// What the planner makes of a function depends on these.
constexpr int function_columns[] = {Anum_pg_proc_provolatile, Anum_pg_proc_proleakproof, Anum_pg_proc_prolang,
                                    Anum_pg_proc_prosecdef,   Anum_pg_proc_proisstrict,  Anum_pg_proc_proretset,
                                    Anum_pg_proc_proconfig,   Anum_pg_proc_prosrc,       Anum_pg_proc_prosqlbody};
constexpr int policy_columns[] = {Anum_pg_policy_polcmd, Anum_pg_policy_polpermissive, Anum_pg_policy_polroles,
                                  Anum_pg_policy_polqual};

struct FunctionState {
    char *text; // null: not there
    bool is_volatile;
    bool may_be_inlined; // as far as its declaration tells
};

FunctionState function_state(Oid function, Snapshot snapshot) {
    FunctionState state{};
    visit_row(ProcedureRelationId, ProcedureOidIndexId, function, snapshot, [&](HeapTuple tuple, TupleDesc descriptor) {
        const auto *const row = form<FormData_pg_proc>(tuple);
        state.text = print_columns(tuple, descriptor, function_columns);
        state.is_volatile = row->provolatile == PROVOLATILE_VOLATILE;
        state.may_be_inlined = row->prolang == SQLlanguageId && !row->prosecdef && !row->proretset &&
                               heap_attisnull(tuple, Anum_pg_proc_proconfig, descriptor);
    });
    return state;
}

struct PolicyState {
    Oid table;
    char *text; // null: not there
};

PolicyState policy_state(Oid policy, Snapshot snapshot) {
    PolicyState state{};
    visit_row(PolicyRelationId, PolicyOidIndexId, policy, snapshot, [&](HeapTuple tuple, TupleDesc descriptor) {
        state.table = form<FormData_pg_policy>(tuple)->polrelid;
        state.text = print_columns(tuple, descriptor, policy_columns);
    });
    return state;
}

// Does the body name the table, or is it one whose text says nothing?
bool may_read(Oid function, const char *table) {
    HeapTuple const tuple = SearchSysCache1(PROCOID, ObjectIdGetDatum(function));
    if (!HeapTupleIsValid(tuple))
        return false;
    bool reads = false;
    if (form<FormData_pg_proc>(tuple)->prolang == SQLlanguageId) {
        bool is_null = false;
        SysCacheGetAttr(PROCOID, tuple, Anum_pg_proc_prosqlbody, &is_null);
        reads = !is_null;
        const Datum source = SysCacheGetAttr(PROCOID, tuple, Anum_pg_proc_prosrc, &is_null);
        reads = reads || (!is_null && strcasestr(TextDatumGetCString(source), table) != nullptr);
    }
    ReleaseSysCache(tuple);
    return reads;
}

bool has_row_security(Oid table) {
    return catalog::read_cached<FormData_pg_class>(RELOID, table, false,
                                                   [](const FormData_pg_class &row) { return row.relrowsecurity; });
}

bool has_policies(Oid table, Snapshot now) {
    bool any = false;
    pg::look_up_catalog(PolicyRelationId, now, PolicyPolrelidPolnameIndexId, {{Anum_pg_policy_polrelid, table}},
                        [&any](HeapTuple, TupleDesc) { any = true; });
    return any;
}

} // namespace

Oid table_of_policy(Oid policy, Snapshot now) {
    Oid table = InvalidOid;
    visit_row(PolicyRelationId, PolicyOidIndexId, policy, now,
              [&table](HeapTuple tuple, TupleDesc) { table = form<FormData_pg_policy>(tuple)->polrelid; });
    return table;
}

Oid changed_policy(Oid policy, Snapshot now, Snapshot before) {
    const PolicyState present = policy_state(policy, now);
    if (present.text == nullptr)
        return InvalidOid;
    const PolicyState past = policy_state(policy, before);
    return past.text == nullptr || strcmp(past.text, present.text) != 0 ? present.table : InvalidOid;
}

bool row_security_was_enabled(Oid table, Snapshot now, Snapshot before) {
    if (!has_row_security(table) || !has_policies(table, now))
        return false;
    bool was_off = false; // nor was a table off that was not there
    visit_row(RelationRelationId, ClassOidIndexId, table, before,
              [&was_off](HeapTuple tuple, TupleDesc) { was_off = !form<FormData_pg_class>(tuple)->relrowsecurity; });
    return was_off;
}

bool function_may_slow(Oid function, Snapshot now, Snapshot before) {
    const FunctionState past = function_state(function, before);
    if (past.text == nullptr || past.is_volatile)
        return false;
    const FunctionState present = function_state(function, now);
    return present.text != nullptr && strcmp(past.text, present.text) != 0 &&
           (present.is_volatile || past.may_be_inlined);
}

void policies_calling(Oid function, Snapshot now, std::vector<SuspectPolicy> &policies) {
    pg::look_up_catalog(
        DependRelationId, now, DependReferenceIndexId,
        {{Anum_pg_depend_refclassid, ProcedureRelationId}, {Anum_pg_depend_refobjid, function}},
        [&](HeapTuple tuple, TupleDesc) {
            const auto *const row = form<FormData_pg_depend>(tuple);
            if (row->classid != PolicyRelationId)
                return;
            const Oid policy = row->objid;
            visit_row(PolicyRelationId, PolicyOidIndexId, policy, now, [&](HeapTuple found, TupleDesc) {
                const auto *const declared = form<FormData_pg_policy>(found);
                policies.push_back({PolicyId{policy}, RelationId{declared->polrelid}, NameStr(declared->polname)});
            });
        });
}

void tables_with_policies_reading(Oid table, Snapshot now, IdSet<RelationId> &tables) {
    const char *const name = get_rel_name(table);
    if (name == nullptr)
        return;
    // All that policies depend on: a range of the index.
    std::unordered_map<Oid, bool> functions;
    IdSet<PolicyId> policies;
    pg::look_up_catalog(DependRelationId, now, DependDependerIndexId, {{Anum_pg_depend_classid, PolicyRelationId}},
                        [&](HeapTuple tuple, TupleDesc) {
                            const auto *const row = form<FormData_pg_depend>(tuple);
                            bool reads = row->refclassid == RelationRelationId && row->refobjid == table;
                            if (row->refclassid == ProcedureRelationId && row->refobjid >= FirstNormalObjectId) {
                                const auto known = functions.find(row->refobjid);
                                reads =
                                    known != functions.end()
                                        ? known->second
                                        : functions.emplace(row->refobjid, may_read(row->refobjid, name)).first->second;
                            }
                            if (reads)
                                policies.insert(PolicyId{row->objid});
                        });
    for (const PolicyId policy : policies.to_vector())
        tables.insert(RelationId{table_of_policy(static_cast<Oid>(policy), now)});
}

} // namespace nova::guard
