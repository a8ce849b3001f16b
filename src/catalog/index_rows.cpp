#include "catalog/index_rows.hpp"

#include "catalog/cached_row.hpp"

namespace nova::catalog {

namespace {

// Properties that the server keeps in code and shows in no catalog, by the access method's name.
bool has_ordered_columns(std::string_view method) { return method != "gin" && method != "brin" && method != "bloom"; }

bool searches_nulls(std::string_view method) {
    return method == "btree" || method == "gist" || method == "spgist" || method == "brin";
}

ScanLoss scan_loss(std::string_view method) {
    if (method == "brin")
        return ScanLoss::Uncorrelated;
    return method == "bloom" ? ScanLoss::Always : ScanLoss::None;
}

void add_method(const FormData_pg_am &row, IndexingCatalog &catalog) {
    AccessMethod &method = catalog.methods.emplace_back();
    method.id = AccessMethodId{row.oid};
    method.name.assign(NameStr(row.amname));
    method.ordered_columns = has_ordered_columns(method.name);
    method.searches_nulls = searches_nulls(method.name);
    method.loss = scan_loss(method.name);
}

const AccessMethod *find_method(const IndexingCatalog &catalog, Oid id) {
    for (const AccessMethod &method : catalog.methods)
        if (method.id == AccessMethodId{id})
            return &method;
    return nullptr;
}

void add_operator_class(const FormData_pg_opclass &row, IndexingCatalog &catalog) {
    catalog.operator_classes[row.oid] = {row.oid, find_method(catalog, row.opcmethod), row.opcfamily, row.opcintype,
                                         row.opcdefault};
}

void add_operator(const FormData_pg_operator &row, IndexingCatalog &catalog) {
    // Others may be functions in SQL, which the planner opens up.
    if (row.oprkind == 'b' && row.oid < FirstNormalObjectId)
        catalog.operators[OperatorId{row.oid}] = {OperatorId{row.oprcom}, TypeId{row.oprright}};
}

void look_up_method(Oid id, IndexingCatalog &catalog) {
    if (find_method(catalog, id) == nullptr)
        read_cached<FormData_pg_am>(AMOID, id, false, [&catalog](const FormData_pg_am &row) {
            add_method(row, catalog);
            return true;
        });
}

void look_up_operator_classes(const oidvector *classes, IndexingCatalog &catalog) {
    for (int i = 0; i < classes->dim1; ++i) {
        if (catalog.operator_classes.contains(classes->values[i]))
            continue;
        read_cached<FormData_pg_opclass>(CLAOID, classes->values[i], false, [&catalog](const FormData_pg_opclass &row) {
            look_up_method(row.opcmethod, catalog);
            add_operator_class(row, catalog);
            return true;
        });
    }
}

void append_index(const Form_pg_index row, FieldWalk fields, const IndexingCatalog &catalog,
                  std::vector<Index> &indexes, TreeTexts &trees) {
    // As they follow one another in pg_index.
    const auto *const columns = fields.vector<int2vector>();
    const auto *const collations = fields.vector<oidvector>();
    const auto *const classes = fields.vector<oidvector>();
    const auto *const options = fields.vector<int2vector>();
    const char *const expressions = fields.next();
    const char *const predicate = fields.next();

    Index &index = indexes.emplace_back();
    index.id = RelationId{row->indexrelid};
    index.table = RelationId{row->indrelid};
    index.valid = row->indisvalid;
    index.ready = row->indisready;
    index.live = row->indislive;
    index.unique = row->indisunique;
    index.nulls_not_distinct = row->indnullsnotdistinct;
    index.immediate = row->indimmediate;
    index.exclusion = row->indisexclusion;
    index.replica_identity = row->indisreplident;
    index.clustered = row->indisclustered;
    index.has_predicate = predicate != nullptr;
    index.has_expressions = expressions != nullptr;
    if (index.has_predicate)
        index.predicate = trees.intern(PointerGetDatum(predicate));
    if (index.has_expressions)
        index.expressions = trees.intern(PointerGetDatum(expressions));
    index.keys.reserve(static_cast<std::size_t>(row->indnkeyatts));
    for (int i = 0; i < row->indnkeyatts; ++i) {
        // A class made after the snapshot leaves a family that holds no operator.
        const auto *const known = catalog.operator_classes.find(classes->values[i]);
        const OperatorClassRow operator_class = known == nullptr ? OperatorClassRow{} : *known;
        index.keys.push_back({columns->values[i], OperatorClassId{classes->values[i]},
                              OperatorFamilyId{operator_class.family}, TypeId{operator_class.input_type},
                              CollationId{collations->values[i]}, options->values[i]});
        if (operator_class.method != nullptr)
            index.method = operator_class.method;
    }
    for (int i = row->indnkeyatts; i < row->indnatts; ++i)
        index.included.push_back(columns->values[i]);
    if (index.method == nullptr)
        indexes.pop_back();
}

FieldWalk fields_of(HeapTuple tuple) {
    return FieldWalk(tuple, Anum_pg_index_indkey, offsetof(FormData_pg_index, indkey));
}

// indclass, the third of them.
const oidvector *operator_classes_of(FieldWalk fields) {
    fields.next();
    fields.next();
    return fields.vector<oidvector>();
}

} // namespace

void read_access_methods(Snapshot snapshot, IndexingCatalog &catalog) {
    pg::scan_catalog(AccessMethodRelationId, snapshot, [&](HeapTuple tuple, TupleDesc) {
        const auto *const row = form<FormData_pg_am>(tuple);
        if (row->amtype == AMTYPE_INDEX && find_method(catalog, row->oid) == nullptr)
            add_method(*row, catalog);
    });
}

void read_operator_classes(Snapshot snapshot, IndexingCatalog &catalog) {
    pg::scan_catalog(OperatorClassRelationId, snapshot, [&](HeapTuple tuple, TupleDesc) {
        add_operator_class(*form<FormData_pg_opclass>(tuple), catalog);
    });
    catalog.all_operator_classes = true;
}

void read_indexing_catalog(Snapshot snapshot, IndexingCatalog &catalog) {
    read_access_methods(snapshot, catalog);
    read_operator_classes(snapshot, catalog);
    pg::scan_catalog(OperatorRelationId, snapshot, [&](HeapTuple tuple, TupleDesc) {
        const auto *const row = form<FormData_pg_operator>(tuple);
        add_operator(*row, catalog);
    });
    pg::scan_catalog(AccessMethodOperatorRelationId, snapshot, [&](HeapTuple tuple, TupleDesc) {
        const auto *const row = form<FormData_pg_amop>(tuple);
        if (row->amoppurpose == AMOP_SEARCH)
            catalog.search_operators.add(OperatorId{row->amopopr}, OperatorFamilyId{row->amopfamily});
    });
}

void read_indexes(Snapshot snapshot, const IndexingCatalog &catalog, const IdSet<RelationId> &tables,
                  std::vector<Index> &indexes, TreeTexts &trees) {
    pg::scan_catalog(IndexRelationId, snapshot, [&](HeapTuple tuple, TupleDesc) {
        auto *const row = reinterpret_cast<Form_pg_index>(GETSTRUCT(tuple));
        if (!tables.contains(RelationId{row->indrelid}))
            return;
        append_index(row, fields_of(tuple), catalog, indexes, trees);
    });
}

void read_indexes_of(Snapshot snapshot, std::span<const RelationId> tables, const IdSet<RelationId> &leaving,
                     IndexingCatalog &catalog, std::vector<Index> &indexes, TreeTexts &trees) {
    for (const RelationId table : tables) {
        pg::look_up_catalog(IndexRelationId, snapshot, IndexIndrelidIndexId,
                            {{Anum_pg_index_indrelid, static_cast<Oid>(table)}}, [&](HeapTuple tuple, TupleDesc) {
                                auto *const row = reinterpret_cast<Form_pg_index>(GETSTRUCT(tuple));
                                if (leaving.contains(RelationId{row->indexrelid}))
                                    return;
                                look_up_operator_classes(operator_classes_of(fields_of(tuple)), catalog);
                                append_index(row, fields_of(tuple), catalog, indexes, trees);
                            });
    }
}

void look_up_operator(Oid op, IndexingCatalog &catalog) {
    const auto commutator = read_cached<FormData_pg_operator>(OPEROID, op, std::optional<Oid>(),
                                                              [&catalog](const FormData_pg_operator &row) {
                                                                  add_operator(row, catalog);
                                                                  return std::optional(row.oprcom);
                                                              });
    if (!commutator)
        return;
    look_up_search_operator(op, catalog);
    if (OidIsValid(*commutator) && *commutator != op)
        look_up_search_operator(*commutator, catalog);
}

void look_up_search_operator(Oid op, IndexingCatalog &catalog) {
    CatCList *const members = SearchSysCacheList1(AMOPOPID, ObjectIdGetDatum(op));
    for (int i = 0; i < members->n_members; ++i) {
        const auto *const row = form<FormData_pg_amop>(&members->members[i]->tuple);
        if (row->amoppurpose == AMOP_SEARCH)
            catalog.search_operators.add(OperatorId{op}, OperatorFamilyId{row->amopfamily});
    }
    ReleaseSysCacheList(members);
}

} // namespace nova::catalog
