// SPDX-License-Identifier: MIT
#include "engine/run/throughput.h"

namespace netdyno {

namespace {

constexpr double kBucketSeconds = 0.5;

}  // namespace

void Throughput::add(Index images, double seconds) {
  if (current_.seconds >= kBucketSeconds) {
    previous_ = current_;
    current_ = {};
  }
  current_.seconds += seconds;
  current_.images += images;
  ++current_.steps;
}

double Throughput::images_per_second() const {
  const double seconds = current_.seconds + previous_.seconds;
  const auto images = static_cast<double>(current_.images + previous_.images);
  return seconds > 0 ? images / seconds : 0.0;
}

double Throughput::step_ms() const {
  const std::int64_t steps = current_.steps + previous_.steps;
  return steps > 0 ? 1e3 * (current_.seconds + previous_.seconds) / static_cast<double>(steps)
                   : 0.0;
}

}  // namespace netdyno
