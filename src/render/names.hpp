// How the server writes identifiers: which words are keywords, how much of a name fits, is its business.
#pragma once

#include <string>

#include "model/ids.hpp"

namespace nova {

class Names {
  public:
    virtual ~Names() = default;
    // quote_identifier.
    virtual std::string quote(const std::string &identifier) = 0;
    // quote_literal.
    virtual std::string literal(const std::string &text) = 0;
    // A table's or an index's, schema-qualified and quoted.
    virtual std::string relation(RelationId id) = 0;
    virtual std::string collation(CollationId id) = 0;
    // Is there a relation of that (unquoted) name in the schema?
    virtual bool taken(NamespaceId schema, const std::string &name) = 0;
    // name1_name2_label within 63 bytes, clipped between characters (makeObjectName of indexcmds.c). Unquoted.
    virtual std::string object_name(const std::string &name1, const std::string &name2, const std::string &label) = 0;
};

} // namespace nova
