// How far a long report is.
#pragma once

#include "pg/call.hpp"

namespace nova::pg {

// Counts the steps of one stage of a report. With nova_fkindex.progress above 0 it tells every so often, as
// NOTICE "nova_fkindex: 1200 of 5000 statements planned". Each step is a point where a cancel takes effect.
class Progress {
  public:
    // what: "statements planned". total 0: not known, and not told.
    Progress(const char *what, std::size_t total);

    void step() {
        ++done_;
        check_for_interrupts();
        if (interval_ > 0)
            tell();
    }

  private:
    void tell();

    const char *what_;
    std::size_t total_;
    std::size_t done_ = 0;
    int interval_; // milliseconds; 0: silent
    TimestampTz next_ = 0;
};

} // namespace nova::pg
