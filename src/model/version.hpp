// The version of the extension that this library is of: default_version in nova_fkindex.control.
#pragma once

namespace nova {

inline constexpr char extension_version[] = "1.0";

} // namespace nova
