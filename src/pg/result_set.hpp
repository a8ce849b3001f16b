// The rows that a set-returning function gives, written in one go.
#pragma once

#include "pg/call.hpp"

namespace nova::pg {

// Datums from plain C++ values, allocated in the current memory context. Inside pg::call.
Datum name_datum(const std::string &value);
Datum text_datum(const std::string &value);
Datum name_array_datum(const std::vector<std::string> &values);
Datum text_array_datum(const std::vector<std::string> &values);

// One result row under construction: set columns in their order, as value or NULL.
class RowWriter {
  public:
    explicit RowWriter(int columns) : columns_(columns) {}
    void set(Datum value) {
        values_[next_] = value;
        nulls_[next_++] = false;
    }
    void set_null() { nulls_[next_++] = true; }
    template <class Value, class Convert> void set_optional(const std::optional<Value> &value, Convert convert) {
        if (value)
            set(convert(*value));
        else
            set_null();
    }
    void store(ReturnSetInfo *result);

  private:
    static constexpr int max_columns = 32;
    int columns_;
    int next_ = 0;
    Datum values_[max_columns] = {};
    bool nulls_[max_columns] = {};
};

// Materializes rows into the caller's tuplestore: write(row, writer) sets the columns of each; scalar for a function
// that returns SETOF a plain type. Under one
// guard, with the memory of a row freed before the next.
template <class Rows, class Write>
void write_result_set(FunctionCallInfo fcinfo, const Rows &rows, Write write, bool scalar = false) {
    call([fcinfo, &rows, write, scalar] {
        InitMaterializedSRF(fcinfo, scalar ? MAT_SRF_USE_EXPECTED_DESC : 0);
        auto *const result = reinterpret_cast<ReturnSetInfo *>(fcinfo->resultinfo);
        MemoryContext const row_memory =
            AllocSetContextCreate(CurrentMemoryContext, "nova_fkindex row", ALLOCSET_DEFAULT_SIZES);
        MemoryContext const caller = MemoryContextSwitchTo(row_memory);
        for (const auto &row : rows) {
            CHECK_FOR_INTERRUPTS();
            RowWriter writer(result->setDesc->natts);
            write(row, writer);
            writer.store(result);
            MemoryContextReset(row_memory);
        }
        MemoryContextSwitchTo(caller);
        MemoryContextDelete(row_memory);
    });
}

} // namespace nova::pg
