#include "rules/redundant_index.hpp"

#include <algorithm>
#include <tuple>

namespace nova {

namespace {

constexpr std::int16_t backwards = 1 | 2; // INDOPTION_DESC | INDOPTION_NULLS_FIRST

// Other access methods make more of their operator classes than the operators and functions of the family.
bool judged_by_family(const Index &index) { return index.method->name == "btree" || index.method->name == "hash"; }

bool same_operator_class(const Index &index, const IndexColumn &a, const IndexColumn &b) {
    if (judged_by_family(index))
        return is_valid(a.family) && a.family == b.family && a.input_type == b.input_type;
    return a.operator_class == b.operator_class;
}

// Are the key columns of `index` the first ones of `other`, sort order aside?
bool is_prefix(const Index &index, const Index &other, IndexTrees &trees) {
    if (index.keys.size() > other.keys.size())
        return false;
    for (std::size_t k = 0; k < index.keys.size(); ++k) {
        const IndexColumn &a = index.keys[k];
        const IndexColumn &b = other.keys[k];
        if (a.attribute != b.attribute || a.collation != b.collation || !same_operator_class(index, a, b))
            return false;
    }
    for (std::size_t k = 0; k < index.keys.size(); ++k)
        if (index.keys[k].attribute == 0 && !trees.same_expression(index, other, k))
            return false;
    return true;
}

bool same_order(const Index &index, const Index &other, std::int16_t difference) {
    return std::equal(
        index.keys.begin(), index.keys.end(), other.keys.begin(),
        [difference](const IndexColumn &a, const IndexColumn &b) { return a.option == (b.option ^ difference); });
}

template <class Values, class Value> bool has(const Values &values, const Value &value) {
    return std::find(values.begin(), values.end(), value) != values.end();
}

bool same_included(const Index &index, const Index &other) {
    const auto within = [](const auto &a, const auto &b) {
        return std::all_of(a.begin(), a.end(), [&b](AttributeNumber column) { return has(b, column); });
    };
    return within(index.included, other.included) && within(other.included, index.included);
}

// Does an index-only scan of `other` give the INCLUDE columns of `index`?
bool carries_included(const Index &index, const Index &other) {
    return std::all_of(index.included.begin(), index.included.end(), [&other](AttributeNumber column) {
        return has(other.included, column) ||
               std::any_of(other.keys.begin(), other.keys.end(),
                           [column](const IndexColumn &key) { return key.attribute == column; });
    });
}

bool as_unique(const Index &index, const Index &other) {
    return other.unique && (other.immediate || !index.immediate) &&
           index.nulls_not_distinct == other.nulls_not_distinct;
}

} // namespace

ReplacementVerdict judge_replacement(const Index &index, const Index &other, IndexTrees &trees) {
    if (index.method->id != other.method->id || index.has_predicate != other.has_predicate ||
        !is_prefix(index, other, trees))
        return {};
    ReplacementVerdict verdict;
    const bool ordered = index.method->name == "btree";
    if (!same_order(index, other, 0)) {
        if (!ordered || !same_order(index, other, backwards))
            return {};
        verdict.reversed = true;
    }
    verdict.longer = other.keys.size() > index.keys.size();
    const bool equal = !verdict.longer && same_included(index, other);
    if (index.unique ? !equal || !as_unique(index, other) : !equal && (!ordered || !carries_included(index, other)))
        return {};
    if (index.has_predicate && !trees.same_predicate(index, other)) {
        if (index.unique || !trees.equivalent_predicates(index, other))
            return {};
        verdict.predicates_differ = true;
    }
    if (!trees.same_parameters(index, other))
        return {};
    verdict.kind = equal && !verdict.predicates_differ ? Replacement::Duplicate : Replacement::Redundant;
    return verdict;
}

SuperfluousIndex best_replacement(const Index &index, const std::vector<const Index *> &candidates, IndexTrees &trees) {
    const auto rank = [](const SuperfluousIndex &found) {
        return std::tuple(found.verdict.kind != Replacement::Duplicate,
                          found.kept->keys.size() + found.kept->included.size(), found.kept->id);
    };
    SuperfluousIndex best;
    for (const Index *other : candidates) {
        if (other == &index || !other->usable())
            continue;
        const SuperfluousIndex found{&index, other, judge_replacement(index, *other, trees)};
        if (found.verdict.kind != Replacement::None && (best.kept == nullptr || rank(found) < rank(best)))
            best = found;
    }
    return best;
}

std::vector<SuperfluousIndex> find_superfluous(const std::vector<const Index *> &indexes,
                                               const std::function<bool(const Index &)> &may_go, IndexTrees &trees) {
    std::vector<const Index *> staying;
    for (const Index *index : indexes)
        if (index->usable())
            staying.push_back(index);
    const auto by_id = [](const Index *a, const Index *b) { return a->id < b->id; };
    std::sort(staying.begin(), staying.end(), by_id);
    // The newest first, so that the oldest of equals finds no other left.
    std::vector<const Index *> going;
    for (std::size_t i = staying.size(); i-- > 0;) {
        const Index *const index = staying[i];
        if (!may_go(*index) || best_replacement(*index, staying, trees).kept == nullptr)
            continue;
        going.push_back(index);
        staying.erase(staying.begin() + static_cast<std::ptrdiff_t>(i));
    }
    // What replaces it may have gone afterwards, for something that replaces both; proofs about predicates need not
    // chain, though, and then it stays.
    std::vector<SuperfluousIndex> result;
    for (auto next = going.rbegin(); next != going.rend(); ++next) {
        const SuperfluousIndex found = best_replacement(**next, staying, trees);
        if (found.kept == nullptr)
            staying.push_back(*next);
        else
            result.push_back(found);
    }
    return result;
}

} // namespace nova
