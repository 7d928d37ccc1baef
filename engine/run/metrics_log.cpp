// SPDX-License-Identifier: MIT
#include "engine/run/metrics_log.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

#include "engine/core/error.h"
#include "engine/core/file_errors.h"
#include "engine/formats/atomic_file.h"
#include "engine/run/metrics_rows.h"

namespace netdyno {

void MetricsLog::begin(const std::filesystem::path& folder, const History& history) {
  file_ = folder / kMetricsFile;
  if (!history.empty() && takes_over(history)) return write(history);
  write_anew(history);
}

// The file's rows up to the history's last one, which is written again: how it was validated may
// differ.
bool MetricsLog::takes_over(const History& history) {
  struct stat status {};
  if (stat(file_.c_str(), &status) != 0) return false;
  const OpenFile existing = OpenFile::for_reading(file_, "Take it away and try again");
  const std::optional<FoundRow> row = find_metrics_row(existing, history.last().step);
  if (!row) return false;
  const std::string_view number = std::string_view(row->text).substr(0, row->text.find(','));
  const std::size_t position = history.position_of_step(std::stoll(std::string(number)));
  if (position >= history.size()) return false;
  const bool is_ours = row->text.starts_with(metrics_row_start(history.record(position)));
  if (!is_ours) return false;
  open_for_appending();
  length_ = row->begin;
  written_ = position;
  cut_to(length_);
  return true;
}

void MetricsLog::write_anew(const History& history) {
  AtomicFile anew(file_);
  if (anew.is_in_place())
    throw Error("Cannot write " + file_.string() + ": it is no file", "Take it away and try again");
  std::uint64_t length = metrics_heading().size() + 1;
  anew.write(std::string(metrics_heading()) + "\n");
  const std::size_t last = give_metrics_rows(history, 0, [&](std::string_view rows) {
    anew.write(rows);
    length += rows.size();
  });
  anew.commit();
  open_for_appending();
  written_ = history.size();
  length_ = length;
  last_row_ = length - last;
  known_validations_ = history.validations().size();
}

void MetricsLog::open_for_appending() {
  opened_.reset();
  const int descriptor = open(file_.c_str(), O_WRONLY | O_APPEND | O_CLOEXEC);
  if (descriptor < 0) fail_to_write(file_, errno);
  opened_.emplace(descriptor, file_);
}

bool MetricsLog::is_there() const {
  struct stat named {
  }, opened{};
  return opened_ && stat(file_.c_str(), &named) == 0 &&
         fstat(opened_->descriptor(), &opened) == 0 && named.st_ino == opened.st_ino &&
         named.st_dev == opened.st_dev;
}

void MetricsLog::cut_to(std::uint64_t length) const {
  if (ftruncate(opened_->descriptor(), static_cast<off_t>(length)) != 0)
    fail_to_write(file_, errno);
}

void MetricsLog::write(const History& history) {
  if (!is_there()) return write_anew(history);
  const bool is_stale =
      written_ > 0 && last_row_ > 0 && history.validations().size() != known_validations_ &&
      history.validations().at_step(history.record(written_ - 1).step).has_value();
  if (is_stale) {
    cut_to(last_row_);
    length_ = last_row_;
    last_row_ = 0;
    --written_;
  }
  if (written_ == history.size()) return;
  std::uint64_t length = length_;
  std::size_t last = 0;
  try {
    last = give_metrics_rows(history, written_, [&](std::string_view rows) {
      opened_->write_all(rows);
      length += rows.size();
    });
  } catch (...) {
    cut_to(length_);  // no torn row stays
    throw;
  }
  length_ = length;
  last_row_ = length - last;
  known_validations_ = history.validations().size();
  written_ = history.size();
}

std::string metrics_csv(const History& history) {
  std::string csv(metrics_heading());
  csv += '\n';
  give_metrics_rows(history, 0, [&](std::string_view rows) { csv += rows; });
  return csv;
}

}  // namespace netdyno
