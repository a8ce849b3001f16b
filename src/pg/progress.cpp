#include "pg/progress.hpp"

#include "pg/settings.hpp"

namespace nova::pg {

namespace {

TimestampTz from_now(int milliseconds) { return TimestampTzPlusMilliseconds(GetCurrentTimestamp(), milliseconds); }

} // namespace

Progress::Progress(const char *what, std::size_t total) : what_(what), total_(total), interval_(settings.progress) {
    if (interval_ > 0)
        next_ = from_now(interval_);
}

void Progress::tell() {
    if (GetCurrentTimestamp() < next_)
        return;
    next_ = from_now(interval_);
    call([this] {
        if (total_ == 0)
            ereport(NOTICE, (errmsg("nova_fkindex: %zu %s", done_, what_)));
        else
            ereport(NOTICE, (errmsg("nova_fkindex: %zu of %zu %s", done_, total_, what_)));
    });
}

} // namespace nova::pg
