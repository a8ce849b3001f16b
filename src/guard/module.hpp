// The guard's part of the library's load.
#pragma once

namespace nova::guard {

// Defines the settings, watches what is touched, and looks when transactions end. Called by _PG_init.
void install();

} // namespace nova::guard
