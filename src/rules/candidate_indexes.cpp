#include "rules/candidate_indexes.hpp"

#include <algorithm>

#include "model/add_once.hpp"

namespace nova {

namespace {

constexpr const char *btree = "btree";
constexpr AccessMethodId btree_method{403}; // BTREE_AM_OID

bool same_place(const ColumnChoice &a, const ColumnChoice &b) {
    return a.column == b.column && a.expression == b.expression && a.cast == b.cast;
}

bool has(const std::vector<ColumnChoice> &columns, const ColumnChoice &column) {
    return std::any_of(columns.begin(), columns.end(),
                       [&](const ColumnChoice &other) { return same_place(other, column); });
}

// Does an index with the predicate hold no row that fails the part? Of nothing to settle, nothing is settled.
bool settles(const IndexPredicate &predicate, const IndexPredicate &part) {
    const auto within = [&](auto list) {
        return std::all_of((part.*list).begin(), (part.*list).end(), [&](const std::string &text) {
            return std::find((predicate.*list).begin(), (predicate.*list).end(), text) != (predicate.*list).end();
        });
    };
    return !part.empty() && std::all_of(predicate_parts.begin(), predicate_parts.end(), within);
}

class CandidateBuilder {
  public:
    explicit CandidateBuilder(const TableSearch &search) : search_(search) {}

    std::vector<IndexWish> build() {
        add_conjunction(search_.conditions);
        for (const auto &branch : search_.alternatives)
            add_conjunction(branch);
        return std::move(wishes_);
    }

  private:
    using Conditions = std::vector<const SearchCondition *>;

    void add_conjunction(const std::vector<SearchCondition> &conditions) {
        add_for_predicate(conditions, {});
        for (const IndexPredicate &predicate : search_.predicates)
            add_for_predicate(conditions, predicate);
    }

    void add_for_predicate(const std::vector<SearchCondition> &conditions, const IndexPredicate &predicate) {
        // A search by nothing else takes the flag as its key.
        const bool only_tests =
            search_.sequence.empty() && std::all_of(conditions.begin(), conditions.end(),
                                                    [](const SearchCondition &condition) { return condition.test; });
        Conditions equalities;
        Conditions ranges;
        std::vector<std::uint32_t> others;
        for (const SearchCondition &condition : conditions) {
            if (settles(predicate, condition.predicate) || (condition.test && !only_tests))
                continue;
            if (condition.method_name != btree) {
                add_alone(condition, predicate);
                continue;
            }
            if (condition.other != 0)
                add_once(others, condition.other);
            (condition.range ? ranges : equalities).push_back(&condition);
        }
        const auto with = [&](auto chosen) {
            std::vector<ColumnChoice> columns;
            for (const SearchCondition *equality : equalities)
                if (chosen(equality->other) && !has(columns, equality->column))
                    columns.push_back(equality->column);
            add_sequences(columns, ranges, predicate);
        };
        with([](std::uint32_t other) { return other == 0; });
        for (const std::uint32_t wanted : others)
            with([wanted](std::uint32_t other) { return other == 0 || other == wanted; });
        for (const std::uint32_t wanted : others)
            with([wanted](std::uint32_t other) { return other == wanted; });
        if (others.size() > 1)
            with([](std::uint32_t) { return true; });
    }

    void add_sequences(const std::vector<ColumnChoice> &equalities, const Conditions &ranges,
                       const IndexPredicate &predicate) {
        add(equalities, {}, predicate);
        add(equalities, search_.sequence, predicate);
        for (const SearchCondition *range : ranges) {
            const std::vector<ColumnChoice> column =
                range->row.empty() ? std::vector<ColumnChoice>{range->column} : range->row;
            add(equalities, column, predicate);
        }
    }

    void add(const std::vector<ColumnChoice> &equalities, const std::vector<ColumnChoice> &sequence,
             const IndexPredicate &predicate) {
        IndexWish wish;
        wish.choice.method = btree_method;
        wish.choice.method_name = btree;
        wish.choice.columns = equalities;
        wish.first = equalities.size();
        for (const ColumnChoice &column : sequence)
            if (!has(wish.choice.columns, column))
                wish.choice.columns.push_back(column);
        wish.choice.predicate = predicate;
        if (wish.choice.columns.empty() || wish.choice.columns.size() > max_key_columns)
            return;
        keep(wish);
        if (include_rest(wish))
            keep(wish);
    }

    // Another access method: no order, one condition.
    void add_alone(const SearchCondition &condition, const IndexPredicate &predicate) {
        IndexWish wish;
        wish.choice.method = condition.method;
        wish.choice.method_name = condition.method_name;
        wish.choice.columns = {condition.column};
        wish.choice.predicate = predicate;
        wish.first = 1;
        keep(wish);
    }

    bool include_rest(IndexWish &wish) const {
        if (search_.whole_row)
            return false;
        double width = 0;
        for (const ReadColumn &column : search_.columns_read) {
            if (wish.choice.has_key(column.name) || settles(wish.choice.predicate, column.settled_by))
                continue;
            wish.choice.included.push_back(column.name);
            width += column.width;
        }
        return !wish.choice.included.empty() && wish.choice.included.size() <= max_included &&
               width <= max_included_width;
    }

    void keep(const IndexWish &wish) {
        const bool known = std::any_of(wishes_.begin(), wishes_.end(),
                                       [&](const IndexWish &other) { return other.choice == wish.choice; });
        if (!known)
            wishes_.push_back(wish);
    }

    const TableSearch &search_;
    std::vector<IndexWish> wishes_;
};

} // namespace

std::vector<IndexWish> candidate_indexes(const TableSearch &search) { return CandidateBuilder(search).build(); }

} // namespace nova
