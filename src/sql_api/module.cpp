// The library's entry points for the server's loader.
#include "guard/module.hpp"
#include "pg/gate.hpp"

extern "C" {
PG_MODULE_MAGIC;
void _PG_init(void);
}

void _PG_init() { nova::guard::install(); }
