#include "render/index_names.hpp"

#include <boost/algorithm/string/join.hpp>
#include <boost/container_hash/hash.hpp>

namespace nova {

std::size_t IndexNames::Hash::operator()(const Name &name) const {
    std::size_t seed = std::hash<std::string>()(name.second);
    boost::hash_combine(seed, static_cast<std::uint32_t>(name.first));
    return seed;
}

std::string IndexNames::allocate(const Relation &table, const std::vector<std::string> &columns,
                                 const std::string &definition) {
    const std::string joined = boost::algorithm::join(columns, "_");
    for (int attempt = 0;; ++attempt) {
        const std::string label = attempt == 0 ? "idx" : "idx" + std::to_string(attempt);
        const Name name(table.schema, names_.object_name(table.name, joined, label));
        const auto known = allocated_.find(name);
        if (known == allocated_.end() ? names_.taken(name.first, name.second)
                                      : known->second.first != table.id || known->second.second != definition)
            continue;
        if (known == allocated_.end())
            allocated_.emplace(name, std::pair(table.id, definition));
        return name.second;
    }
}

} // namespace nova
