// SPDX-License-Identifier: MIT
#include "engine/run/run_output.h"

#include <fcntl.h>
#include <fmt/compile.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cmath>
#include <iterator>
#include <nlohmann/json.hpp>
#include <system_error>

#include "engine/core/error.h"
#include "engine/run/weights_file.h"

namespace netdyno {

namespace {

namespace fs = std::filesystem;

[[noreturn]] void fail_to_write(const fs::path& file, int code) {
  const bool is_full = code == ENOSPC || code == EDQUOT;
  throw Error(
      fmt::format("Cannot write {}: {}", file.string(), std::generic_category().message(code)),
      is_full ? "Free some space there or choose another folder"
              : "Choose a folder that you may write to");
}

// A file that is removed unless it was renamed to its final name.
class TemporaryFile {
 public:
  explicit TemporaryFile(const fs::path& target)
      : target_(target),
        path_(target.parent_path() /
              fmt::format(".{}.{}.partial", target.filename().string(), getpid())),
        descriptor_(open(path_.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666)) {
    if (descriptor_ < 0) fail_to_write(target_, errno);
  }
  ~TemporaryFile() {
    if (descriptor_ >= 0) close(descriptor_);
    if (!was_renamed_) unlink(path_.c_str());
  }
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;

  void write_all(std::string_view bytes) {
    while (!bytes.empty()) {
      const ssize_t written = ::write(descriptor_, bytes.data(), bytes.size());
      if (written < 0 && errno == EINTR) continue;
      if (written < 0) fail_to_write(target_, errno);
      bytes.remove_prefix(static_cast<std::size_t>(written));
    }
  }

  // After fsync(), so that not even a power cut leaves an empty file under the final name.
  void rename_to_target() {
    if (fsync(descriptor_) != 0) fail_to_write(target_, errno);
    // Some file systems report a full disk only here.
    if (close(std::exchange(descriptor_, -1)) != 0) fail_to_write(target_, errno);
    if (rename(path_.c_str(), target_.c_str()) != 0) fail_to_write(target_, errno);
    was_renamed_ = true;
  }

 private:
  fs::path target_;
  fs::path path_;
  int descriptor_;
  bool was_renamed_ = false;
};

void append_row(fmt::memory_buffer& out, const StepRecord& row) {
  fmt::format_to(std::back_inserter(out), FMT_COMPILE("{},{},{},{},{},{},{},"), row.step, row.epoch,
                 row.seconds, row.learning_rate, row.train_loss, row.train_accuracy, row.penalty);
}

}  // namespace

void write_file_atomically(const fs::path& file, std::string_view bytes) {
  TemporaryFile temporary(file);
  temporary.write_all(bytes);
  temporary.rename_to_target();
}

std::string metrics_csv(const History& history) {
  fmt::memory_buffer out;
  out.append(std::string_view(
      "step,epoch,seconds,learning_rate,train_loss,train_accuracy,penalty,validation_loss,"
      "validation_accuracy\n"));
  const std::vector<ValidationRecord>& validations = history.validations();
  std::size_t next = 0;
  for (std::size_t i = 0; i < history.size(); ++i) {
    const StepRecord row = history.record(i);
    append_row(out, row);
    const ValidationRecord* validation = nullptr;
    for (; next < validations.size() && validations[next].step <= row.step; ++next)
      if (validations[next].step == row.step) validation = &validations[next];
    if (validation)
      fmt::format_to(std::back_inserter(out), FMT_COMPILE("{},{}\n"), validation->loss,
                     validation->accuracy);
    else
      out.append(std::string_view(",\n"));
  }
  return fmt::to_string(out);
}

void prepare_output_folder(const fs::path& folder) {
  std::error_code error;
  fs::create_directories(folder, error);
  if (error) fail_to_write(folder, error.value());
  if (!fs::is_directory(folder)) fail_to_write(folder, ENOTDIR);
  // Permissions say little (root, read-only and full file systems): only writing proves it.
  TemporaryFile probe(folder / "recipe.json");
  probe.write_all("{}\n");
}

void write_run_output(const fs::path& folder, const Recipe& recipe, const History& history,
                      Network& network, const Json& journal) {
  write_file_atomically(folder / "recipe.json", recipe_to_json(recipe).dump(2) + "\n");
  write_file_atomically(folder / "journal.json", journal.dump(2) + "\n");
  write_file_atomically(folder / "metrics.csv", metrics_csv(history));
  write_safetensors(folder / "weights.safetensors", network_weights(network));
}

}  // namespace netdyno
