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

} // namespace nova::pg
