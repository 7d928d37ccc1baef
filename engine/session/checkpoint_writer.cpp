// SPDX-License-Identifier: MIT
#include "engine/session/checkpoint_writer.h"

#include <exception>
#include <system_error>
#include <utility>

#include "engine/core/error.h"
#include "engine/formats/atomic_file.h"
#include "engine/run/folder_lock.h"
#include "engine/session/thread_priority.h"

namespace netdyno {

CheckpointWriter::CheckpointWriter(Channel<Event>& events, std::function<void()> wake)
    : events_(events), wake_(std::move(wake)), thread_([this] { work(); }) {}

CheckpointWriter::~CheckpointWriter() {
  {
    const std::lock_guard lock(mutex_);
    is_stopping_ = true;
  }
  changed_.notify_all();
}

void CheckpointWriter::write(CheckpointJob job) {
  {
    const std::lock_guard lock(mutex_);
    jobs_.push_back(std::move(job));
  }
  changed_.notify_all();
}

bool CheckpointWriter::is_busy() const {
  const std::lock_guard lock(mutex_);
  return is_writing_ || !jobs_.empty();
}

void CheckpointWriter::work() {
  lower_thread_priority();
  for (;;) {
    std::unique_lock lock(mutex_);
    is_writing_ = false;
    changed_.wait(lock, [&] { return is_stopping_ || !jobs_.empty(); });
    if (jobs_.empty()) return;
    CheckpointJob job = std::move(jobs_.front());
    jobs_.pop_front();
    is_writing_ = true;
    lock.unlock();
    write_now(std::move(job));
    if (wake_) wake_();
  }
}

void CheckpointWriter::write_now(CheckpointJob job) {
  const std::int64_t step = saved_step(job.checkpoint.run.trainer);
  try {
    job.checkpoint.data = fingerprint_of(job.data);
    std::error_code ignored;  // prepare… tells what is wrong
    std::filesystem::create_directories(job.folder, ignored);
    std::optional<FolderLock> lock;  // for as long as it writes: others may go on from it later
    if (std::filesystem::is_directory(job.folder, ignored)) lock.emplace(job.folder);
    prepare_output_folder(job.folder);  // it may have been removed meanwhile
    if (!folder_ || folder_->path() != job.folder) folder_.emplace(job.folder);
    folder_->write(std::move(job.checkpoint));
    events_.push(CheckpointSaved{job.folder, step, job.was_asked_for});
    has_failed_ = false;
  } catch (const Error& error) {
    tell_failure(error.what(), error.hint(), job.was_asked_for);
  } catch (const std::exception& error) {
    tell_failure(error.what(), {}, job.was_asked_for);
  }
}

// A full disk fails every few seconds; once is enough.
void CheckpointWriter::tell_failure(const std::string& what, const std::string& hint,
                                    bool was_asked_for) {
  if (!was_asked_for && std::exchange(has_failed_, true)) return;
  events_.push(CheckpointFailed{what, hint, was_asked_for});
}

const std::string& CheckpointWriter::fingerprint_of(const DataSplits& data) {
  const bool is_known = data.dataset() == known_data_.dataset() &&
                        data.train.count == known_data_.train.count &&
                        data.validation.count == known_data_.validation.count;
  if (!is_known) {
    fingerprint_ = data_fingerprint(data);
    known_data_ = data;
  }
  return fingerprint_;
}

}  // namespace netdyno
