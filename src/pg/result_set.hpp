// The rows that a set-returning function gives.
#pragma once

#include "pg/call.hpp"

namespace nova::pg {

// Datums from plain C++ values, allocated in the current memory context. Inside pg::call.
Datum name_datum(std::string_view value); // of a catalog, so that it is not too long
Datum text_datum(std::string_view value);
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

// Materializes rows into the caller's tuplestore; scalar for a function that returns SETOF a plain type.
class ResultSet {
  public:
    explicit ResultSet(FunctionCallInfo fcinfo, bool scalar = false);
    ~ResultSet() { MemoryContextDelete(row_memory_); }
    ResultSet(const ResultSet &) = delete;
    ResultSet &operator=(const ResultSet &) = delete;

    // write(row, writer) sets the columns of the row, whose memory is freed then. Under one guard.
    template <class Row, class Write> void add(const Row &row, Write write) {
        call([this, &row, write] { put(row, write); });
    }
    template <class Rows, class Write> void add_all(const Rows &rows, Write write) {
        call([this, &rows, write] {
            for (const auto &row : rows) {
                CHECK_FOR_INTERRUPTS();
                put(row, write);
            }
        });
    }

  private:
    template <class Row, class Write> void put(const Row &row, Write write) {
        MemoryContext const caller = MemoryContextSwitchTo(row_memory_);
        RowWriter writer(result_->setDesc->natts);
        write(row, writer);
        writer.store(result_);
        MemoryContextSwitchTo(caller);
        MemoryContextReset(row_memory_);
    }

    ReturnSetInfo *result_;
    MemoryContext row_memory_;
};

// All rows in one go, as ResultSet::add_all.
template <class Rows, class Write>
void write_result_set(FunctionCallInfo fcinfo, const Rows &rows, Write write, bool scalar = false) {
    ResultSet(fcinfo, scalar).add_all(rows, write);
}

} // namespace nova::pg
