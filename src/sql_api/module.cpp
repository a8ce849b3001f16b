// The library's entry points for the server's loader.
#include "guard/module.hpp"
#include "pg/gate.hpp"
#include "pg/settings.hpp"

extern "C" {
PG_MODULE_MAGIC;
void _PG_init(void);
}

void _PG_init() {
    nova::pg::define_settings();
    nova::guard::install();
}
