#include "pg/user_error.hpp"

namespace nova::pg {

void raise(const UserError &error) {
    call([&error] {
        ereport(ERROR, (errcode(error.sqlstate), errmsg_internal("%s", error.message.c_str()),
                        error.detail.empty() ? 0 : errdetail_internal("%s", error.detail.c_str()),
                        error.hint.empty() ? 0 : errhint("%s", error.hint.c_str())));
    });
    pg_unreachable(); // call has thrown
}

void notice(const std::string &message) {
    call([text = message.c_str()] { ereport(NOTICE, (errmsg("%s", text))); });
}

void warn(const UserError &warning) {
    call([&warning] {
        ereport(WARNING, (errcode(warning.sqlstate), errmsg_internal("%s", warning.message.c_str()),
                          warning.detail.empty() ? 0 : errdetail_internal("%s", warning.detail.c_str()),
                          warning.hint.empty() ? 0 : errhint("%s", warning.hint.c_str())));
    });
}

} // namespace nova::pg
