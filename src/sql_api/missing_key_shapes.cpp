#include "sql_api/missing_key_shapes.hpp"

#include "sql_api/missing_keys.hpp"

namespace nova::sql_api {

std::vector<KeyShapeGroup> find_missing_key_shapes(bool include_accepted) {
    KeyShapes shapes;
    report_missing_keys(include_accepted, [&shapes](MissingKeyFinding &&finding, const RelationCatalog &relations) {
        if (std::string *const problem = shapes.add(finding, relations))
            *problem = std::move(finding.problem);
    });
    return shapes.take_sorted();
}

} // namespace nova::sql_api
