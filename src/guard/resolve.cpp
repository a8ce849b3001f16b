#include "guard/resolve.hpp"

#include "catalog/cached_row.hpp"
#include "guard/policy_changes.hpp"
#include "pg/scan.hpp"

namespace nova::guard {

namespace {

using catalog::form;

// The touched objects, each once, by kind.
std::vector<TouchedObject> unique_objects(const Transaction &transaction) {
    std::vector<TouchedObject> objects(transaction.objects, transaction.objects + transaction.count);
    std::sort(objects.begin(), objects.end());
    objects.erase(std::unique(objects.begin(), objects.end()), objects.end());
    return objects;
}

// Gone tables and temporary ones are not looked at.
bool is_permanent_table(Oid table) {
    return catalog::read_cached<FormData_pg_class>(
        RELOID, table, false, [](const FormData_pg_class &row) { return row.relpersistence != RELPERSISTENCE_TEMP; });
}

// The referencing table of a foreign key; none for another constraint, or one that is gone.
Oid table_of_key(Oid constraint) {
    return catalog::read_cached<FormData_pg_constraint>(
        CONSTROID, constraint, InvalidOid, [](const FormData_pg_constraint &row) {
            return row.contype == CONSTRAINT_FOREIGN ? row.conrelid : InvalidOid;
        });
}

// The table of what was an index in the snapshot; none when it was none.
Oid table_of_index(Oid index, Snapshot snapshot) {
    Oid table = InvalidOid;
    pg::look_up_catalog(IndexRelationId, snapshot, IndexRelidIndexId, {{Anum_pg_index_indexrelid, index}},
                        [&table](HeapTuple tuple, TupleDesc) { table = form<FormData_pg_index>(tuple)->indrelid; });
    return table;
}

// The tables that the table is a partition or child of, at any remove.
void add_ancestors(Oid table, Snapshot snapshot, IdSet<RelationId> &ancestors) {
    std::vector<Oid> parents;
    pg::look_up_catalog(
        InheritsRelationId, snapshot, InheritsRelidSeqnoIndexId, {{Anum_pg_inherits_inhrelid, table}},
        [&parents](HeapTuple tuple, TupleDesc) { parents.push_back(form<FormData_pg_inherits>(tuple)->inhparent); });
    for (const Oid parent : parents)
        if (ancestors.insert(RelationId{parent}))
            add_ancestors(parent, snapshot, ancestors);
}

class Resolver {
  public:
    Resolver(Question &question, Snapshot now, Snapshot before) : question_(question), now_(now), before_(before) {}

    void add(const TouchedObject &object) {
        switch (object.how) {
        case Touch::NewRelation: // the first of all kinds
            created_.insert(RelationId{object.object});
            break;
        case Touch::Key:
        case Touch::ChangedKey:
            if (const Oid table = table_of_key(object.object); OidIsValid(table)) {
                if (object.how == Touch::Key) {
                    add_table(table);
                    question_.keys.created.insert(ConstraintId{object.object});
                } else {
                    add_keys_of(table);
                }
            }
            break;
        case Touch::Index:
            if (const Oid table = table_of_index(object.object, before_); OidIsValid(table))
                add_changed_indexes_of(table);
            break;
        case Touch::Inheritance:
            add_keys_of(object.object);
            add_attached(object.object);
            break;
        case Touch::NewPolicy:
            add_changed_policy(object.object, table_of_policy(object.object, now_));
            break;
        case Touch::Policy:
            add_changed_policy(object.object, changed_policy(object.object, now_, before_));
            break;
        case Touch::Table:
            // The policies of a new table are new as well.
            if (!created_.contains(RelationId{object.object}) &&
                row_security_was_enabled(object.object, now_, before_)) {
                add_policies_of(object.object);
                question_.policies.switched_on.insert(RelationId{object.object});
            }
            break;
        case Touch::Function:
            add_function(object.object);
            break;
        }
    }

    // Also after the index was taken for gone.
    void add_changed_indexes_of(Oid table) {
        if (question_.policies.indexes_changed.contains(RelationId{table}) || !is_permanent_table(table))
            return;
        add_keys_of(table);
        question_.policies.indexes_changed.insert(RelationId{table});
        IdSet<RelationId> searched;
        searched.insert(RelationId{table});
        add_ancestors(table, now_, searched);
        for (const RelationId id : searched.to_vector()) {
            add_policies_of(static_cast<Oid>(id));
            IdSet<RelationId> readers;
            tables_with_policies_reading(static_cast<Oid>(id), now_, readers);
            for (const RelationId reader : readers.to_vector())
                add_policies_of(static_cast<Oid>(reader));
        }
    }

  private:
    void add_keys_of(Oid table) {
        add_table(table);
        question_.keys.in_full.insert(RelationId{table});
    }
    void add_table(Oid table) {
        if (tables_.insert(RelationId{table}) && is_permanent_table(table))
            question_.keys.tables.push_back(RelationId{table});
    }
    // No table: gone, or not changed.
    void add_changed_policy(Oid policy, Oid table) {
        if (!OidIsValid(table))
            return;
        add_policies_of(table);
        question_.policies.changed.insert(PolicyId{policy});
    }
    void add_policies_of(Oid table) {
        if (policy_tables_.insert(RelationId{table}) && is_permanent_table(table))
            question_.policies.tables.push_back(RelationId{table});
    }

    void add_attached(Oid child) {
        IdSet<RelationId> parents;
        IdSet<RelationId> parents_before;
        add_ancestors(child, now_, parents);
        add_ancestors(child, before_, parents_before);
        for (const RelationId parent : parents.to_vector()) {
            if (parents_before.contains(parent))
                continue;
            question_.policies.attached.insert(RelationId{child});
            add_policies_of(static_cast<Oid>(parent));
        }
    }

    void add_function(Oid function) {
        if (!function_may_slow(function, now_, before_))
            return;
        std::vector<SuspectPolicy> policies;
        policies_calling(function, now_, policies);
        // What a function makes of a column is what an index is searched by; without arguments it is a mere value.
        if (get_func_nargs(function) > 0)
            for (const SuspectPolicy &policy : policies) {
                add_policies_of(static_cast<Oid>(policy.table));
                question_.policies.changed.insert(policy.id);
            }
        question_.suspects.insert(question_.suspects.end(), policies.begin(), policies.end());
    }

    Question &question_;
    Snapshot now_;
    Snapshot before_;
    IdSet<RelationId> created_;
    IdSet<RelationId> tables_;
    IdSet<RelationId> policy_tables_;
};

} // namespace

Question resolve(const Transaction &transaction) {
    const std::vector<TouchedObject> objects = unique_objects(transaction);
    Question question;
    question.keys.since = transaction.since;
    question.policies.since = transaction.since;
    pg::CatalogSnapshot now;
    pg::CatalogSnapshot before(transaction.since);
    Resolver resolver(question, now.get(), before.get());
    pg::call([&] {
        for (const TouchedObject &object : objects) {
            CHECK_FOR_INTERRUPTS();
            resolver.add(object);
        }
    });
    before.release();
    now.release();
    return question;
}

Question resolve_drop(Oid index) {
    Question question;
    question.keys.leaving.insert(RelationId{index});
    question.policies.leaving.insert(RelationId{index});
    question.keys.since = question.policies.since = pg::call([] { return GetCurrentCommandId(false); });
    pg::CatalogSnapshot now;
    Resolver resolver(question, now.get(), now.get());
    pg::call([&] {
        if (const Oid table = table_of_index(index, now.get()); OidIsValid(table))
            resolver.add_changed_indexes_of(table);
    });
    now.release();
    return question;
}

} // namespace nova::guard
