// Another way to read a text that could not be read.
#pragma once

#include "workload/text_analysis.hpp"

namespace nova::workload {

// Tries an interpretation: nullptr when it can be read. The error is in the current memory context.
class Reading {
  public:
    virtual ErrorData *read(const Interpretation &interpretation) = 0;
    // The types that the last one tried came to.
    virtual std::vector<Oid> types() const = 0;

  protected:
    ~Reading() = default;
};

// Reads the text as it stands, and when that fails, by undoing what normalisation did: one repair after the other, each
// where the error is, until it can be read. nested: it may be an expression or have variables of PL/pgSQL. Nullptr when
// it could be read, else the error that is left, or that of the text as it stands. At most 100 readings.
ErrorData *read_with_repairs(Interpretation interpretation, bool nested, Reading &reading);

} // namespace nova::workload
