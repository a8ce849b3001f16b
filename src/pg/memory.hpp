// A memory context for what a report builds with the server's means.
#pragma once

#include "pg/call.hpp"

namespace nova::pg {

// Current while it lives; what was allocated goes with it. Objects that point there must go before.
class ReportMemory {
  public:
    ReportMemory()
        : caller_(CurrentMemoryContext), own_(call([] {
              return AllocSetContextCreate(CurrentMemoryContext, "nova_fkindex report", ALLOCSET_DEFAULT_SIZES);
          })) {
        MemoryContextSwitchTo(own_);
    }
    ~ReportMemory() {
        MemoryContextSwitchTo(caller_);
        MemoryContextDelete(own_);
    }
    ReportMemory(const ReportMemory &) = delete;
    ReportMemory &operator=(const ReportMemory &) = delete;

  private:
    MemoryContext caller_;
    MemoryContext own_;
};

} // namespace nova::pg
