#include "rules/merge_wishes.hpp"

#include <algorithm>
#include <boost/dynamic_bitset.hpp>
#include <map>
#include <tuple>

#include "rules/chain_cover.hpp"
#include "rules/pattern_class.hpp"

namespace nova {

namespace {

using ColumnSet = boost::dynamic_bitset<>;
using Columns = std::vector<std::size_t>;

// Wishes with the same demands on the order of columns.
struct Demand {
    ColumnSet first;  // any order
    ColumnSet second; // behind them, any order
    Columns rest;     // behind those, as they stand
    ColumnSet all;
    Columns wishes;

    bool free_order() const { return second.none() && rest.empty(); }
    bool same_order(const Demand &other) const {
        return first == other.first && second == other.second && rest == other.rest;
    }
};

// The columns that the wishes of a table name, by number.
class ColumnTable {
  public:
    std::size_t number(const ColumnChoice &column) {
        const auto found = std::find(columns_.begin(), columns_.end(), column);
        if (found == columns_.end())
            columns_.push_back(column);
        return static_cast<std::size_t>(found - columns_.begin());
    }
    std::optional<std::size_t> find(const ColumnChoice &column) const {
        const auto found = std::find(columns_.begin(), columns_.end(), column);
        return found == columns_.end() ? std::nullopt
                                       : std::optional(static_cast<std::size_t>(found - columns_.begin()));
    }
    const ColumnChoice &operator[](std::size_t number) const { return columns_[number]; }
    std::size_t size() const { return columns_.size(); }

  private:
    std::vector<ColumnChoice> columns_;
};

Demand demand_of(const IndexWish &wish, ColumnTable &table, std::size_t size) {
    Demand demand{ColumnSet(size), ColumnSet(size), {}, ColumnSet(size), {}};
    for (std::size_t i = 0; i < wish.choice.columns.size(); ++i) {
        const std::size_t column = table.number(wish.choice.columns[i]);
        if (i < wish.first)
            demand.first.set(column);
        else if (i < wish.first + wish.second)
            demand.second.set(column);
        else
            demand.rest.push_back(column);
        demand.all.set(column);
    }
    return demand;
}

// Demands, each once; one that takes any order is met by one of the same columns in a certain order.
std::vector<Demand> distinct_demands(std::vector<Demand> demands) {
    std::vector<Demand> result;
    std::stable_sort(demands.begin(), demands.end(),
                     [](const Demand &a, const Demand &b) { return !a.free_order() && b.free_order(); });
    for (Demand &demand : demands) {
        const auto same = std::find_if(result.begin(), result.end(), [&](const Demand &known) {
            return demand.free_order() ? demand.all == known.all : demand.same_order(known);
        });
        if (same == result.end())
            result.push_back(std::move(demand));
        else
            same->wishes.insert(same->wishes.end(), demand.wishes.begin(), demand.wishes.end());
    }
    return result;
}

// An index for the upper demand can start with the columns of the lower.
bool below(const Demand &lower, const Demand &upper) { return lower.all.is_subset_of(upper.first); }

// The columns of a chain's index as steps: within one any order will do.
std::vector<Columns> steps_of(const std::vector<const Demand *> &chain) {
    std::vector<Columns> steps;
    ColumnSet placed(chain.front()->all.size());
    const auto add = [&](const ColumnSet &columns) {
        Columns step;
        for (std::size_t c = columns.find_first(); c != ColumnSet::npos; c = columns.find_next(c))
            if (!placed.test_set(c))
                step.push_back(c);
        if (!step.empty())
            steps.push_back(std::move(step));
    };
    for (const Demand *demand : chain) {
        add(demand->first);
        add(demand->second);
        for (const std::size_t column : demand->rest)
            if (!placed.test_set(column))
                steps.push_back({column});
    }
    return steps;
}

// Can the index start with these columns, in this order?
bool may_start_with(const std::vector<Columns> &steps, const Columns &start) {
    std::size_t step = 0;
    std::size_t used = 0;
    for (const std::size_t column : start) {
        if (step < steps.size() && used == steps[step].size()) {
            ++step;
            used = 0;
        }
        if (step == steps.size() || std::find(steps[step].begin(), steps[step].end(), column) == steps[step].end())
            return false;
        ++used;
    }
    return true;
}

class BtreeMerger {
  public:
    BtreeMerger(const std::vector<IndexWish> &wishes, const MergeFacts &facts) : wishes_(wishes), facts_(facts) {}

    std::vector<MergedIndex> merge(const Columns &numbers) {
        for (const std::size_t wish : numbers)
            for (const ColumnChoice &column : wishes_[wish].choice.columns)
                table_.number(column);
        std::vector<Demand> demands;
        for (const std::size_t wish : numbers) {
            demands.push_back(demand_of(wishes_[wish], table_, table_.size()));
            demands.back().wishes = {wish};
        }
        demands = distinct_demands(std::move(demands));

        std::vector<std::vector<std::size_t>> above(demands.size());
        for (std::size_t i = 0; i < demands.size(); ++i)
            for (std::size_t j = 0; j < demands.size(); ++j)
                if (i != j && below(demands[i], demands[j]))
                    above[i].push_back(j);
        std::vector<MergedIndex> result;
        for (const auto &members : minimum_chain_cover(above)) {
            std::vector<const Demand *> chain;
            for (const std::size_t member : members)
                chain.push_back(&demands[member]);
            result.push_back(index_for(chain));
        }
        return result;
    }

  private:
    MergedIndex index_for(const std::vector<const Demand *> &chain) {
        MergedIndex index;
        for (const Demand *demand : chain)
            index.serves.insert(index.serves.end(), demand->wishes.begin(), demand->wishes.end());
        std::sort(index.serves.begin(), index.serves.end());
        const IndexChoice &pattern = wishes_[index.serves.front()].choice;
        index.choice.method = pattern.method;
        index.choice.method_name = pattern.method_name;
        set_predicate(index);

        const auto steps = steps_of(chain);
        const Columns start = index.choice.predicate.empty() ? longest_start(steps) : Columns();
        for (const Columns &step : steps)
            for (const std::size_t column : ordered(step, start))
                index.choice.columns.push_back(table_[column]);
        add_null_columns(index);
        set_replaced(index);
        return index;
    }

    // What all served wishes have in their predicates.
    void set_predicate(MergedIndex &index) const {
        index.choice.predicate = wishes_[index.serves.front()].choice.predicate;
        for (const auto list : predicate_parts)
            for (const std::size_t wish : index.serves) {
                const auto &other = wishes_[wish].choice.predicate.*list;
                std::erase_if(index.choice.predicate.*list, [&](const std::string &text) {
                    return std::find(other.begin(), other.end(), text) == other.end();
                });
            }
    }

    void add_null_columns(MergedIndex &index) const {
        for (const std::size_t wish : index.serves)
            for (const ColumnChoice &column : wishes_[wish].null_columns)
                if (std::find(index.choice.predicate.null.begin(), index.choice.predicate.null.end(), column.column) ==
                        index.choice.predicate.null.end() &&
                    std::find(index.choice.columns.begin(), index.choice.columns.end(), column) ==
                        index.choice.columns.end())
                    index.choice.columns.push_back(column);
    }

    std::optional<Columns> numbers(const std::vector<ColumnChoice> &columns) const {
        Columns result;
        for (const ColumnChoice &column : columns) {
            const auto number = table_.find(column);
            if (!number)
                return std::nullopt;
            result.push_back(*number);
        }
        return result;
    }

    // The existing index that the new one can take over from.
    Columns longest_start(const std::vector<Columns> &steps) const {
        Columns longest;
        for (const auto &existing : facts_.existing)
            if (const auto start = numbers(existing);
                start && start->size() > longest.size() && may_start_with(steps, *start))
                longest = *start;
        return longest;
    }

    // First those that an existing index starts with, then the most selective, then by name.
    Columns ordered(Columns step, const Columns &start) const {
        const auto rank = [&](std::size_t column) {
            const auto place = std::find(start.begin(), start.end(), column) - start.begin();
            const auto distinct = facts_.distinct ? facts_.distinct(table_[column]) : std::nullopt;
            return std::tuple(place, -distinct.value_or(0), table_[column].column, table_[column].expression, column);
        };
        std::sort(step.begin(), step.end(), [&](std::size_t a, std::size_t b) { return rank(a) < rank(b); });
        return step;
    }

    void set_replaced(MergedIndex &index) const {
        if (!index.choice.predicate.empty())
            return;
        for (std::size_t i = 0; i < facts_.existing.size(); ++i) {
            const auto &existing = facts_.existing[i];
            if (existing.size() < index.choice.columns.size() &&
                std::equal(existing.begin(), existing.end(), index.choice.columns.begin()))
                index.replaces.push_back(i);
        }
    }

    const std::vector<IndexWish> &wishes_;
    const MergeFacts &facts_;
    ColumnTable table_;
};

} // namespace

std::vector<MergedIndex> merge_wishes(const std::vector<IndexWish> &as_they_stand, const MergeFacts &facts) {
    const std::vector<IndexWish> wishes = with_shared_classes(as_they_stand);
    Columns btrees;
    std::vector<MergedIndex> result;
    for (std::size_t wish = 0; wish < wishes.size(); ++wish) {
        if (wishes[wish].choice.method_name == "btree") {
            btrees.push_back(wish);
            continue;
        }
        const auto same = std::find_if(result.begin(), result.end(),
                                       [&](const MergedIndex &index) { return index.choice == wishes[wish].choice; });
        if (same == result.end())
            result.push_back({wishes[wish].choice, {wish}, {}});
        else
            same->serves.push_back(wish);
    }
    auto merged = BtreeMerger(wishes, facts).merge(btrees);
    result.insert(result.begin(), std::make_move_iterator(merged.begin()), std::make_move_iterator(merged.end()));
    return result;
}

bool grants(const std::vector<ColumnChoice> &columns, const IndexWish &wish) {
    const auto &wanted = wish.choice.columns;
    if (columns.size() < wanted.size())
        return false;
    const auto has_all = [&](std::size_t begin, std::size_t end) {
        return std::all_of(wanted.begin() + static_cast<std::ptrdiff_t>(begin),
                           wanted.begin() + static_cast<std::ptrdiff_t>(end), [&](const ColumnChoice &column) {
                               return std::any_of(
                                   columns.begin() + static_cast<std::ptrdiff_t>(begin),
                                   columns.begin() + static_cast<std::ptrdiff_t>(end),
                                   [&column](const ColumnChoice &there) { return finds_equal(there, column); });
                           });
    };
    const std::size_t fixed = wish.first + wish.second;
    return has_all(0, wish.first) && has_all(wish.first, fixed) &&
           std::equal(wanted.begin() + static_cast<std::ptrdiff_t>(fixed), wanted.end(),
                      columns.begin() + static_cast<std::ptrdiff_t>(fixed));
}

} // namespace nova
