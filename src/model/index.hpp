// An index as pg_index describes it.
#pragma once

#include <string>
#include <vector>

#include <boost/container/small_vector.hpp>
#include <boost/iterator/indirect_iterator.hpp>
#include <boost/range/iterator_range.hpp>

#include "model/id_map.hpp"
#include "model/ids.hpp"

namespace nova {

// What a scan reads beyond what it returns.
enum class ScanLoss {
    None,
    Uncorrelated, // everything when the column's values do not follow the table's physical order (BRIN)
    Always        // a signature of every row (bloom)
};

struct AccessMethod {
    AccessMethodId id{};
    std::string name;
    bool ordered_columns = true; // a search must start at the first column; not so for GIN, BRIN and bloom
    bool searches_nulls = false; // IS NULL and IS NOT NULL: amsearchnulls
    ScanLoss loss = ScanLoss::None;
};

struct IndexColumn {
    AttributeNumber attribute = 0; // 0: an expression
    OperatorClassId operator_class{};
    OperatorFamilyId family{};
    TypeId input_type{}; // of the operator class; the column's own type is binary-coercible to it
    CollationId collation{};
    std::int16_t option = 0; // INDOPTION_DESC, INDOPTION_NULLS_FIRST
};

struct Index {
    RelationId id{};
    RelationId table{};
    const AccessMethod *method = nullptr;
    boost::container::small_vector<IndexColumn, 2> keys; // mostly so few, which need no allocation
    std::vector<AttributeNumber> included;               // INCLUDE columns
    bool valid = true;
    bool ready = true;
    bool live = true;
    bool unique = false;
    bool nulls_not_distinct = false; // of a unique one
    bool immediate = true;           // a unique one checks at once; not so for a deferrable constraint
    bool exclusion = false;          // enforces an exclusion constraint
    bool replica_identity = false;
    bool clustered = false; // by ALTER TABLE ... CLUSTER ON
    bool has_predicate = false;
    bool has_expressions = false;
    TreeId predicate{};   // server-side: for the prover
    TreeId expressions{}; // those of `keys`, in their order

    bool usable() const { return valid && ready && live; }
};

// Some indexes, wherever they lie.
using Indexes = boost::iterator_range<boost::indirect_iterator<const Index *const *>>;

// All indexes of interest, by table.
class IndexCatalog {
  public:
    IndexCatalog() = default;
    explicit IndexCatalog(std::vector<Index> indexes); // in any order
    IndexCatalog(IndexCatalog &&) = default;
    IndexCatalog &operator=(IndexCatalog &&) = default;

    // The table's indexes, in the order in which they were made.
    Indexes of(RelationId table) const;

  private:
    struct Range {
        std::uint32_t first = 0;
        std::uint32_t count = 0;
    };
    std::vector<Index> indexes_;       // as they came: they are large
    std::vector<const Index *> order_; // those of a table together, by id
    IdMap<RelationId, Range> tables_;
};

} // namespace nova
