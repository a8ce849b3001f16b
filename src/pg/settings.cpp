#include "pg/settings.hpp"

#include "pg/gate.hpp"

namespace nova::pg {

void define_settings() {
    DefineCustomIntVariable("nova_fkindex.progress", "Time between notices of how far a long report is.",
                            "0 gives none.", &settings.progress, 0, 0, 3600000, PGC_USERSET, GUC_UNIT_MS, nullptr,
                            nullptr, nullptr);
}

} // namespace nova::pg
