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
        const auto known = allocated_.find({table.schema, name});
        if (known != allocated_.end() ? known->second != wanted : names_.taken(table.schema, name))
            continue;
        allocated_.try_emplace({table.schema, name}, wanted);
        return name;
    }
}

} // namespace nova
