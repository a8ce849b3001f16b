#include "pg/result_set.hpp"

namespace nova::pg {

namespace {

Datum array_datum(const std::vector<std::string> &values, Oid type, int length, bool by_value, char alignment,
                  Datum (*convert)(std::string_view)) {
    auto *const elements = static_cast<Datum *>(palloc(sizeof(Datum) * std::max<std::size_t>(values.size(), 1)));
    for (std::size_t i = 0; i < values.size(); ++i)
        elements[i] = convert(values[i]);
    return PointerGetDatum(
        construct_array(elements, static_cast<int>(values.size()), type, length, by_value, alignment));
}

} // namespace

Datum name_datum(std::string_view value) {
    auto *const name = static_cast<Name>(palloc0(sizeof(NameData)));
    value.copy(NameStr(*name), NAMEDATALEN - 1);
    return NameGetDatum(name);
}

Datum text_datum(std::string_view value) {
    return PointerGetDatum(cstring_to_text_with_len(value.data(), static_cast<int>(value.size())));
}

Datum name_array_datum(const std::vector<std::string> &values) {
    return array_datum(values, NAMEOID, NAMEDATALEN, false, TYPALIGN_CHAR, name_datum);
}

Datum text_array_datum(const std::vector<std::string> &values) {
    return array_datum(values, TEXTOID, -1, false, TYPALIGN_INT, text_datum);
}

void RowWriter::store(ReturnSetInfo *result) {
    if (next_ != columns_)
        elog(ERROR, "a row of %d columns was given %d", columns_, next_);
    tuplestore_putvalues(result->setResult, result->setDesc, values_, nulls_);
}

ResultSet::ResultSet(FunctionCallInfo fcinfo, bool scalar)
    : result_(reinterpret_cast<ReturnSetInfo *>(fcinfo->resultinfo)), row_memory_(call([fcinfo, scalar] {
          InitMaterializedSRF(fcinfo, scalar ? MAT_SRF_USE_EXPECTED_DESC : 0);
          return AllocSetContextCreate(CurrentMemoryContext, "nova_fkindex row", ALLOCSET_DEFAULT_SIZES);
      })) {}

} // namespace nova::pg
