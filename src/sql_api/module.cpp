// The library's entry points for the server's loader.
#include "pg/gate.hpp"

extern "C" {
PG_MODULE_MAGIC;
}
