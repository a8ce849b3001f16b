#include "catalog/relation_rows.hpp"

#include "catalog/cached_row.hpp"

namespace nova::catalog {

namespace {

bool is_table(char kind) {
    return kind == RELKIND_RELATION || kind == RELKIND_PARTITIONED_TABLE || kind == RELKIND_FOREIGN_TABLE;
}

std::optional<TableSize> size_of(const FormData_pg_class &row) {
    // -1: never vacuumed or analysed. A partitioned table has no storage; its leaves count.
    if (row.reltuples < 0 || row.relkind == RELKIND_PARTITIONED_TABLE)
        return std::nullopt;
    return TableSize{static_cast<double>(row.reltuples), static_cast<double>(row.relpages)};
}

bool is_reported_on(const FormData_pg_class &row) {
    return is_table(row.relkind) && !is_system_schema(row.relnamespace);
}

// All but extension_member.
void fill_in(const FormData_pg_class &row, Relation &relation) {
    relation.id = RelationId{row.oid};
    relation.schema = NamespaceId{row.relnamespace};
    relation.name.assign(NameStr(row.relname));
    relation.partitioned = row.relkind == RELKIND_PARTITIONED_TABLE;
    relation.foreign = row.relkind == RELKIND_FOREIGN_TABLE;
    relation.row_security = row.relrowsecurity;
    relation.permanent = row.relpersistence != RELPERSISTENCE_TEMP;
    relation.size = size_of(row);
}

class RelationLookup final : public RelationSource {
  public:
    RelationLookup(Snapshot snapshot, Citus citus, RelationRows rows)
        : snapshot_(snapshot), citus_(std::move(citus)), rows_(rows) {}

    std::optional<Relation> relation(RelationId id) override {
        std::optional<Relation> relation;
        const auto take = [&relation](const FormData_pg_class &row) {
            if (is_reported_on(row))
                fill_in(row, relation.emplace());
            return true;
        };
        pg::call([&] {
            if (rows_ == RelationRows::OfSnapshot ||
                !read_cached<FormData_pg_class>(RELOID, static_cast<Oid>(id), false, take))
                pg::look_up_catalog(RelationRelationId, snapshot_, ClassOidIndexId,
                                    {{Anum_pg_class_oid, static_cast<Oid>(id)}},
                                    [&take](HeapTuple tuple, TupleDesc) { take(*form<FormData_pg_class>(tuple)); });
            if (relation)
                relation->extension_member = is_extension_member(static_cast<Oid>(id));
        });
        if (relation && citus_.is_shell(id))
            relation->size.reset();
        return relation;
    }
    std::vector<RelationId> children(RelationId parent) override {
        std::vector<RelationId> children;
        pg::call([&] {
            // Without the flag the server reads no pg_inherits either; it stays when the last child has gone.
            if (!read_cached<FormData_pg_class>(RELOID, static_cast<Oid>(parent), true,
                                                [](const FormData_pg_class &row) { return row.relhassubclass; }))
                return;
            pg::look_up_catalog(InheritsRelationId, snapshot_, InheritsParentIndexId,
                                {{Anum_pg_inherits_inhparent, static_cast<Oid>(parent)}},
                                [&children](HeapTuple tuple, TupleDesc) {
                                    children.push_back(RelationId{form<FormData_pg_inherits>(tuple)->inhrelid});
                                });
        });
        return children;
    }
    std::optional<RelationId> parent(RelationId child) override {
        std::optional<RelationId> parent;
        pg::call([&] {
            pg::look_up_catalog(InheritsRelationId, snapshot_, InheritsRelidSeqnoIndexId,
                                {{Anum_pg_inherits_inhrelid, static_cast<Oid>(child)}},
                                [&parent](HeapTuple tuple, TupleDesc) {
                                    parent = RelationId{form<FormData_pg_inherits>(tuple)->inhparent};
                                });
        });
        return parent;
    }

  private:
    bool is_extension_member(Oid relation) const {
        bool member = false;
        pg::look_up_catalog(DependRelationId, snapshot_, DependDependerIndexId,
                            {{Anum_pg_depend_classid, RelationRelationId}, {Anum_pg_depend_objid, relation}},
                            [&member](HeapTuple tuple, TupleDesc) {
                                const auto *const row = form<FormData_pg_depend>(tuple);
                                member = member || (row->deptype == DEPENDENCY_EXTENSION &&
                                                    row->refclassid == ExtensionRelationId);
                            });
        return member;
    }

    Snapshot snapshot_;
    Citus citus_;
    RelationRows rows_;
};

} // namespace

void read_extension_members(Snapshot snapshot, std::unordered_set<Oid> &members) {
    pg::look_up_catalog(DependRelationId, snapshot, DependReferenceIndexId,
                        {{Anum_pg_depend_refclassid, ExtensionRelationId}}, [&](HeapTuple tuple, TupleDesc) {
                            const auto *const row = form<FormData_pg_depend>(tuple);
                            if (row->classid == RelationRelationId && row->deptype == DEPENDENCY_EXTENSION)
                                members.insert(row->objid);
                        });
}

void read_relations(Snapshot snapshot, const std::unordered_set<Oid> &members, RelationCatalog &relations) {
    pg::scan_catalog(RelationRelationId, snapshot, [&](HeapTuple tuple, TupleDesc) {
        const auto *const row = form<FormData_pg_class>(tuple);
        if (!is_reported_on(*row))
            return;
        Relation relation;
        fill_in(*row, relation);
        relation.extension_member = members.contains(row->oid);
        relations.add(std::move(relation));
    });
    pg::scan_catalog(InheritsRelationId, snapshot, [&](HeapTuple tuple, TupleDesc) {
        const auto *const row = form<FormData_pg_inherits>(tuple);
        relations.add_child(RelationId{row->inhparent}, RelationId{row->inhrelid});
    });
}

RelationCatalog look_up_relations(const pg::CatalogSnapshot &snapshot, Citus citus, RelationRows rows) {
    return RelationCatalog(std::make_unique<RelationLookup>(snapshot.get(), std::move(citus), rows));
}

RelationCatalog load_relations(const pg::CatalogSnapshot &snapshot, const Citus &citus) {
    RelationCatalog relations;
    std::unordered_set<Oid> extension_members;
    pg::call([&] {
        read_extension_members(snapshot.get(), extension_members);
        read_relations(snapshot.get(), extension_members, relations);
    });
    for (const RelationId shell : citus.shells())
        relations.forget_size(shell);
    return relations;
}

} // namespace nova::catalog
