#include "planner/column_facts.hpp"
#include "planner/index_description.hpp"

namespace nova::planner {

namespace {

constexpr int enough_samples = 30;

struct Extracted {
    double elements; // in all samples
    double bytes;
    List *hashes; // of int, sorted
};

int by_value(const ListCell *a, const ListCell *b) {
    return (lfirst_int(a) > lfirst_int(b)) - (lfirst_int(a) < lfirst_int(b));
}

// Calls the operator class's own function, as building the index would.
Extracted extract(const HypotheticalIndex *index, int column, Oid element, const ColumnFacts *facts) {
    constexpr int most_elements = 20'000;
    const Oid input = index->input_types[column];
    FmgrInfo extractor;
    fmgr_info(get_opfamily_proc(index->families[column], input, input, GIN_EXTRACTVALUE_PROC), &extractor);
    set_fn_opclass_options(&extractor, index->parsed_class_options[column]);
    std::int16_t length = 0;
    bool value = false;
    get_typlenbyval(element, &length, &value);
    Extracted result{};
    for (int i = 0; i < facts->sample_count && result.elements < most_elements; ++i) {
        std::int32_t count = 0;
        bool *nulls = nullptr;
        auto *const elements =
            reinterpret_cast<Datum *>(FunctionCall3Coll(&extractor, index->collations[column], facts->samples[i],
                                                        PointerGetDatum(&count), PointerGetDatum(&nulls)));
        for (int j = 0; elements != nullptr && j < count; ++j) {
            if (nulls != nullptr && nulls[j])
                continue;
            ++result.elements;
            result.bytes += static_cast<double>(datumGetSize(elements[j], value, length));
            result.hashes = lappend_int(result.hashes, static_cast<int>(datum_image_hash(elements[j], value, length)));
        }
    }
    list_sort(result.hashes, by_value);
    return result;
}

struct Counted {
    double distinct;
    double once;
};

// Also notes the shares of rows that have the common elements, when they are not known.
Counted count(const List *sample, ColumnFacts *facts) {
    constexpr double common = 0.05;
    const int size = list_length(sample);
    const bool note = facts->element_share_count == 0;
    if (note)
        facts->element_shares = static_cast<double *>(palloc(sizeof(double) * static_cast<std::size_t>(size + 1)));
    Counted result{0, 0};
    for (int i = 0; i < size;) {
        int next = i + 1;
        while (next < size && list_nth_int(sample, next) == list_nth_int(sample, i))
            ++next;
        ++result.distinct;
        result.once += next == i + 1 ? 1 : 0;
        const double share = std::min(1.0, static_cast<double>(next - i) / facts->sample_count);
        if (note && share >= common)
            facts->element_shares[facts->element_share_count++] = share;
        i = next;
    }
    return result;
}

// Of so many occurrences, by those of a sample: as ANALYZE estimates distinct values (Haas and Stokes, Duj1).
double all_distinct(double size, const Counted &sample, double occurrences) {
    if (size >= occurrences)
        return sample.distinct;
    return size * sample.distinct / (size - sample.once + sample.once * size / occurrences);
}

} // namespace

void collect_elements(const HypotheticalIndex *index, int column, Oid kept, ColumnFacts *facts) {
    const Oid type = index->types[column];
    const Oid element = kept == ANYELEMENTOID ? get_base_element_type(type) : (OidIsValid(kept) ? kept : type);
    facts->element_width = element == type ? facts->width : get_typavgwidth(element, -1);
    if (facts->sample_count >= enough_samples && element != type) {
        const Extracted extracted = extract(index, column, element, facts);
        facts->elements = extracted.elements / facts->sample_count;
        // What ANALYZE counted comes from more rows.
        const Counted counted = count(extracted.hashes, facts);
        facts->distinct_elements = std::max(
            facts->distinct_elements, all_distinct(extracted.elements, counted, facts->elements * facts->distinct));
        facts->element_width = extracted.elements > 0 ? extracted.bytes / extracted.elements : facts->element_width;
    } else if (facts->elements <= 0) {
        facts->elements = 1;
        facts->distinct_elements = facts->distinct;
    }
}

} // namespace nova::planner
