// Findings that were accepted as they are: what reports leave out.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "model/relation.hpp"

namespace nova {

// The rows of nova_accepted whose schema there is. Names decide, not oids: a row whose table or object is gone matches
// nothing, and one of the same name that is made later is accepted again.
class Acceptance {
  public:
    // rule: nothing stands for all rules.
    void add(NamespaceId schema, const std::string &table, const std::string &object,
             const std::optional<std::string> &rule);
    bool empty() const { return rules_.empty(); }

    // Is the finding by `rule` about the table's constraint, policy or index of that name accepted? A table that is
    // null has nothing accepted.
    bool contains(const Relation *table, std::string_view object, std::string_view rule) const;
    // Is it for each of the objects? One that is not accepted keeps a finding about all of them. False for none.
    bool contains_all(const Relation *table, const std::vector<std::string> &objects, std::string_view rule) const;

  private:
    std::unordered_map<std::string, std::vector<std::string>> rules_; // by schema, table and object; "": all rules
};

} // namespace nova
