#include "render/index_names.hpp"

#include <boost/algorithm/string/join.hpp>

namespace nova {

std::string IndexNames::allocate(const Relation &table, const std::vector<std::string> &columns,
                                 const std::string &definition) {
    const std::string joined = boost::algorithm::join(columns, "_");
    const std::pair wanted{table.id, definition};
    for (int attempt = 0;; ++attempt) {
        const std::string label = attempt == 0 ? "idx" : "idx" + std::to_string(attempt);
        const std::string name = names_.object_name(table.name, joined, label);
        if (relations_.name_taken(table.schema, name))
            continue;
        const auto [entry, inserted] = allocated_.try_emplace({table.schema, name}, wanted);
        if (inserted || entry->second == wanted)
            return name;
    }
}

} // namespace nova
