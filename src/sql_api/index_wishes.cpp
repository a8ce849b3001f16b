#include "sql_api/index_wishes.hpp"

#include <algorithm>

#include "sql_api/missing_keys.hpp"
#include "sql_api/missing_policy_indexes.hpp"

namespace nova::sql_api {

std::vector<FindingWish> find_wishes(bool foreign_keys, bool policies) {
    std::vector<FindingWish> wishes;
    if (foreign_keys)
        report_missing_keys(false, [&wishes](MissingKeyFinding &&finding, const RelationCatalog &) {
            if (finding.wish)
                wishes.push_back({finding.key->referencing,
                                  std::move(*finding.wish),
                                  {"fk " + std::string(finding.key->name)},
                                  false,
                                  static_cast<double>(finding.referenced_deletes.value_or(0))});
        });
    if (policies)
        for (MissingPolicyIndexFinding &finding : find_missing_policy_indexes()) {
            if (!finding.wish)
                continue;
            FindingWish &wish = wishes.emplace_back();
            wish.table = finding.index_table;
            wish.index = std::move(*finding.wish);
            for (const std::string &policy : finding.policies)
                wish.serves.push_back("policy " + policy);
            wish.policy = true;
        }
    std::stable_sort(wishes.begin(), wishes.end(),
                     [](const FindingWish &a, const FindingWish &b) { return a.table < b.table; });
    return wishes;
}

} // namespace nova::sql_api
