// Any wishes: each is served, by one index that grants it, and no index is idle.
#include <algorithm>

#include "input.hpp"
#include "rules/chain_cover.hpp"
#include "rules/merge_wishes.hpp"

using namespace nova;
using fuzz::Input;
using fuzz::require;

namespace {

ColumnChoice column(Input &input) {
    ColumnChoice result;
    result.column = input.name();
    result.family = OperatorFamilyId{static_cast<std::uint32_t>(1 + input.number(2))};
    result.option = static_cast<std::int16_t>(input.number(4));
    if (input.number(8) == 0)
        result.expression = "lower(" + result.column + ")";
    return result;
}

IndexWish wish(Input &input) {
    IndexWish result;
    result.choice.method = AccessMethodId{403};
    result.choice.method_name = input.number(8) == 0 ? "gist" : "btree";
    for (std::size_t left = 1 + input.number(5); left > 0; --left) {
        const ColumnChoice next = column(input);
        const bool known = std::any_of(result.choice.columns.begin(), result.choice.columns.end(),
                                       [&](const ColumnChoice &other) { return other.column == next.column; });
        if (!known)
            result.choice.columns.push_back(next);
    }
    result.first = input.number(result.choice.columns.size() + 1);
    result.second = input.number(result.choice.columns.size() - result.first + 1);
    if (input.number(3) == 0)
        result.choice.predicate.not_null.push_back(input.name());
    if (input.number(3) == 0) {
        result.null_columns.push_back(column(input));
        result.choice.predicate.null.push_back(result.null_columns.back().column);
    }
    return result;
}

void check_chains(Input &input) {
    // The elements are sets of bits, ordered by inclusion.
    std::vector<unsigned> sets;
    for (std::size_t left = input.number(20); left > 0; --left)
        sets.push_back(input.byte());
    std::vector<std::vector<std::size_t>> above(sets.size());
    for (std::size_t i = 0; i < sets.size(); ++i)
        for (std::size_t j = 0; j < sets.size(); ++j)
            if (sets[i] != sets[j] ? (sets[i] & sets[j]) == sets[i] : i < j)
                above[i].push_back(j);
    std::vector<int> seen(sets.size());
    for (const auto &chain : minimum_chain_cover(above)) {
        require(!chain.empty(), "a chain has elements");
        for (std::size_t i = 0; i < chain.size(); ++i) {
            ++seen.at(chain[i]);
            require(i == 0 || (sets[chain[i - 1]] & sets[chain[i]]) == sets[chain[i - 1]], "chains ascend");
        }
    }
    require(std::all_of(seen.begin(), seen.end(), [](int times) { return times == 1; }),
            "each element is in one chain");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size) {
    Input input(data, size);
    check_chains(input);
    std::vector<IndexWish> wishes;
    while (!input.empty() && wishes.size() < 12)
        wishes.push_back(wish(input));
    MergeFacts facts;
    if (input.flag())
        facts.distinct = [](const ColumnChoice &choice) -> std::optional<double> { return choice.column[0] * 10; };
    std::vector<int> served(wishes.size());
    for (const MergedIndex &index : merge_wishes(wishes, facts)) {
        require(!index.serves.empty(), "an index serves something");
        require(!index.choice.columns.empty(), "an index has columns");
        for (const std::size_t each : index.serves) {
            ++served.at(each);
            require(index.choice.method_name == wishes[each].choice.method_name, "the access method is the wish's");
            if (index.choice.method_name == "btree")
                require(grants(index.choice.columns, wishes[each]), "an index grants what it serves");
        }
    }
    require(std::all_of(served.begin(), served.end(), [](int times) { return times == 1; }),
            "each wish is served once");
    return 0;
}
