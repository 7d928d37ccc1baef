// engine/study/study_of.h
// SPDX-License-Identifier: MIT

#pragma once

#include <utility>

#include "engine/study/study.h"

namespace netdyno {

// A class with advance(), cancel() and report() as a Study.
template <typename Work>
class StudyOf final : public Study {
 public:
  template <typename... Arguments>
  explicit StudyOf(Arguments&&... arguments) : work_(std::forward<Arguments>(arguments)...) {}

  bool advance() override { return work_.advance(); }
  void cancel() override { work_.cancel(); }
  StudyReport report() const override { return work_.report(); }

 private:
  Work work_;
};

}  // namespace netdyno
