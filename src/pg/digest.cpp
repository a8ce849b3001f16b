#include "pg/digest.hpp"

namespace nova::pg {

namespace {

constexpr std::size_t kept_bytes = 16;

} // namespace

std::string digest(const std::string &text) {
    char digits[2 * kept_bytes];
    call([&text, &digits] {
        const Datum bytes = PointerGetDatum(cstring_to_text_with_len(text.data(), static_cast<int>(text.size())));
        const Datum hash = DirectFunctionCall1(sha256_bytea, bytes);
        hex_encode(VARDATA_ANY(DatumGetPointer(hash)), kept_bytes, digits);
        pfree(DatumGetPointer(hash));
        pfree(DatumGetPointer(bytes));
    });
    return std::string(digits, sizeof digits);
}

} // namespace nova::pg
