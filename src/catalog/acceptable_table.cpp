#include "catalog/acceptable_table.hpp"

#include "catalog/fields.hpp"
#include "pg/compat.hpp"
#include "pg/scan.hpp"

namespace nova::catalog {

namespace {

void read_keys(Oid table, AcceptableObjects &objects) {
    pg::look_up_catalog(ConstraintRelationId, nullptr, ConstraintRelidTypidNameIndexId,
                        {{Anum_pg_constraint_conrelid, table}}, [&objects](HeapTuple tuple, TupleDesc) {
                            const auto *const row = form<FormData_pg_constraint>(tuple);
                            if (row->contype != CONSTRAINT_FOREIGN)
                                return;
                            (OidIsValid(row->conparentid) ? objects.derived_keys : objects.foreign_keys)
                                .emplace_back(NameStr(row->conname));
                        });
}

void read_policies(Oid table, AcceptableObjects &objects) {
    pg::look_up_catalog(PolicyRelationId, nullptr, PolicyPolrelidPolnameIndexId, {{Anum_pg_policy_polrelid, table}},
                        [&objects](HeapTuple tuple, TupleDesc) {
                            objects.policies.emplace_back(NameStr(form<FormData_pg_policy>(tuple)->polname));
                        });
}

void read_indexes(Oid table, AcceptableObjects &objects) {
    pg::look_up_catalog(IndexRelationId, nullptr, IndexIndrelidIndexId, {{Anum_pg_index_indrelid, table}},
                        [&objects](HeapTuple tuple, TupleDesc) {
                            if (const char *const name = get_rel_name(form<FormData_pg_index>(tuple)->indexrelid))
                                objects.indexes.emplace_back(name);
                        });
}

} // namespace

std::optional<TableIdentity> identify(Oid table) {
    std::optional<TableIdentity> result;
    pg::call([&result, table] {
        HeapTuple const tuple = SearchSysCache1(RELOID, ObjectIdGetDatum(table));
        if (!HeapTupleIsValid(tuple))
            return;
        const auto *const row = form<FormData_pg_class>(tuple);
        if (const char *const schema = get_namespace_name(row->relnamespace)) {
            TableIdentity &identity = result.emplace();
            identity.schema.assign(schema);
            identity.name.assign(NameStr(row->relname));
            identity.qualified.assign(quote_qualified_identifier(schema, NameStr(row->relname)));
            identity.kind = row->relkind;
            identity.temporary = row->relpersistence == RELPERSISTENCE_TEMP;
        }
        ReleaseSysCache(tuple);
    });
    return result;
}

std::string qualified_name(const std::string &schema, const std::string &name) {
    std::string result;
    pg::call([&] { result.assign(quote_qualified_identifier(schema.c_str(), name.c_str())); });
    return result;
}

AcceptableObjects read_acceptable_objects(Oid table) {
    AcceptableObjects objects;
    pg::call([&objects, table] {
        read_keys(table, objects);
        read_policies(table, objects);
        read_indexes(table, objects);
    });
    // pg_index comes in the order of creation; the others by name already.
    std::sort(objects.indexes.begin(), objects.indexes.end());
    return objects;
}

void require_owner(Oid relation, const TableIdentity &identity) {
    pg::call([&] {
        if (!pg::owns_relation(relation, GetUserId()))
            aclcheck_error(ACLCHECK_NOT_OWNER, get_relkind_objtype(identity.kind), identity.name.c_str());
    });
}

} // namespace nova::catalog
