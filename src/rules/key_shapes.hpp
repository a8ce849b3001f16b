// Findings of foreign keys that are the same in many schemas, as where each tenant has tables of its own.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "model/finding.hpp"
#include "model/id_map.hpp"
#include "model/relation.hpp"

namespace nova {

// One table and key, whatever the schema.
struct KeyShape {
    std::string table;                // unquoted, without its schema
    std::vector<std::string> columns; // names, in the key's order
    std::string referenced;           // unquoted, without its schema
    NamespaceId referenced_schema{};  // none: the schema of the referencing table
    ReferentialAction on_delete = ReferentialAction::NoAction;
    ReferentialAction on_update = ReferentialAction::NoAction;
    Coverage coverage = Coverage::None;

    bool operator==(const KeyShape &) const = default;
};

struct KeyShapeGroup {
    KeyShape shape;
    std::uint64_t schemas = 0;
    RelationId example{};                           // the table of the worst finding: the most severe, then largest
    Severity severity = Severity::Low;              // the worst
    std::string problem;                            // of the example
    std::optional<double> rows;                     // sums over the tables whose figures are known
    std::optional<double> bytes;                    //
    std::optional<std::int64_t> referenced_deletes; // likewise, over the referenced tables
};

// Groups findings as they come, so that they need not be kept.
class KeyShapes {
  public:
    // Counts the finding, whose table must be one of the relations. Returns the group's problem, to be filled in, where
    // the finding is the worst of its group so far, and null otherwise.
    std::string *add(const MissingKeyFinding &finding, const RelationCatalog &relations);

    // The most severe first, then those that concern the most bytes, then by name. The groups are gone afterwards.
    std::vector<KeyShapeGroup> take_sorted();

  private:
    struct Hash {
        std::size_t operator()(const KeyShape &shape) const;
    };
    struct Entry {
        KeyShapeGroup group;
        double worst_bytes = -1; // of the example
        // Two keys of a table may have one shape, and many tables refer to one: each counts once.
        IdSet<RelationId> tables;
        IdSet<RelationId> referenced;
    };

    std::unordered_map<KeyShape, Entry, Hash> entries_;
};

} // namespace nova
