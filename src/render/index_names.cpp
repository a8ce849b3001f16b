#include "render/index_names.hpp"

#include <boost/algorithm/string/join.hpp>
#include <boost/container_hash/hash.hpp>

namespace nova {

std::string IndexNames::allocate(const Relation &table, const std::vector<std::string> &columns,
                                 const std::string &definition) {
    const std::string joined = boost::algorithm::join(columns, "_");
    const std::size_t definition_hash = std::hash<std::string>()(definition);
    for (int attempt = 0;; ++attempt) {
        const std::string label = attempt == 0 ? "idx" : "idx" + std::to_string(attempt);
        std::string name = names_.object_name(table.name, joined, label);
        std::size_t hash = std::hash<std::string>()(name);
        boost::hash_combine(hash, static_cast<std::uint32_t>(table.schema));
        // Another name with the same hash makes this one count as taken.
        if (const Allocated *const known = allocated_.find(hash)) {
            if (known->table != table.id || known->definition != definition_hash)
                continue;
        } else {
            if (names_.taken(table.schema, name))
                continue;
            allocated_[hash] = {table.id, definition_hash};
        }
        return name;
    }
}

} // namespace nova
