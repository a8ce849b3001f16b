#include "catalog/table_reference.hpp"

namespace nova::catalog {

TableReference parse_table_reference(const std::string &text) {
    TableReference reference;
    pg::call([&] {
        const RangeVar *const name =
            makeRangeVarFromNameList(textToQualifiedNameList(cstring_to_text_with_len(text.data(), text.size())));
        if (name->schemaname != nullptr)
            reference.schema.emplace(name->schemaname);
        reference.name.assign(name->relname);
        reference.found = RangeVarGetRelid(name, NoLock, true);
    });
    return reference;
}

std::vector<std::string> search_path_schemas() {
    std::vector<std::string> schemas;
    pg::call([&schemas] {
        List *const path = fetch_search_path(false);
        const ListCell *cell = nullptr;
        foreach (cell, path)
            if (const char *const schema = get_namespace_name(lfirst_oid(cell)))
                schemas.emplace_back(schema);
    });
    return schemas;
}

} // namespace nova::catalog
