#include "sql_api/missing_key_shapes.hpp"

#include "catalog/relation_rows.hpp"
#include "sql_api/missing_keys.hpp"

namespace nova::sql_api {

std::vector<KeyShapeGroup> find_missing_key_shapes(bool include_accepted) {
    pg::CatalogSnapshot snapshot;
    const RelationCatalog relations = catalog::load_relations(snapshot, catalog::Citus(snapshot));
    KeyShapes shapes(relations);
    report_missing_keys(include_accepted, [&](MissingKeyFinding &&finding) {
        // One that was made since is left for the next time.
        if (relations.find(finding.key->referencing) == nullptr)
            return;
        if (std::string *const problem = shapes.add(finding))
            *problem = std::move(finding.problem);
    });
    snapshot.release();
    return shapes.take_sorted();
}

} // namespace nova::sql_api
