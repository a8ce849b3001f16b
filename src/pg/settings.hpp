// The settings nova_fkindex.*, as the server holds them.
#pragma once

namespace nova::pg {

struct Settings {
    int progress = 0; // nova_fkindex.progress: milliseconds between notices of how far a long report is; 0: none
};

inline Settings settings;

// From _PG_init: tells the server of them.
void define_settings();

} // namespace nova::pg
