// SPDX-License-Identifier: MIT
#include "engine/optim/schedule.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "engine/core/registry.h"

namespace netdyno {

namespace {

OptionField share(std::string key, std::string doc, double preset) {
  return real(std::move(key), std::move(doc)).preset(preset).at_least(0).at_most(1).live();
}

OptionField epochs(std::string key, std::string doc, double preset) {
  return real(std::move(key), std::move(doc)).in("epochs").preset(preset).above(0).live();
}

OptionField rate_per_epoch(double preset) {
  return real("rate", "k, decay per epoch").preset(preset).at_least(0).live();
}

// From 1 at share 0 of a half wave to `final` at share 1.
double half_cosine(double share_done, double final_factor) {
  return final_factor +
         (1.0 - final_factor) * 0.5 * (1.0 + std::cos(std::numbers::pi * share_done));
}

double constant(const Options&, const ScheduleTime&) {
  return 1.0;
}

double step(const Options& options, const ScheduleTime& time) {
  return std::pow(options.real("factor"), std::floor(time.epoch / options.real("every")));
}

double exponential(const Options& options, const ScheduleTime& time) {
  return std::exp(-options.real("rate") * time.epoch);
}

double inverse_time(const Options& options, const ScheduleTime& time) {
  return 1.0 / (1.0 + options.real("rate") * time.epoch);
}

double epoch_decay(const Options& options, const ScheduleTime& time) {
  return std::pow(options.real("factor"), std::floor(time.epoch));
}

double cosine(const Options& options, const ScheduleTime& time) {
  const double share_done =
      time.total_epochs > 0.0 ? std::clamp(time.epoch / time.total_epochs, 0.0, 1.0) : 1.0;
  return half_cosine(share_done, options.real("final"));
}

double cosine_restarts(const Options& options, const ScheduleTime& time) {
  const double growth = options.real("growth");
  const double period = options.real("period");
  double restarts = std::floor(time.epoch / period);
  double since = time.epoch - restarts * period;
  double current = period;
  if (growth > 1.0) {
    // Restart n happens at period (growthⁿ − 1)/(growth − 1).
    restarts =
        std::floor(std::log1p(time.epoch / period * (growth - 1.0)) / std::log(growth) + 1e-12);
    current = period * std::pow(growth, restarts);
    since = std::max(time.epoch - (current - period) / (growth - 1.0), 0.0);
  }
  return half_cosine(since / current, options.real("final"));
}

double cyclic(const Options& options, const ScheduleTime& time) {
  const double low = options.real("low");
  const double phase = std::fmod(time.epoch / options.real("half_period"), 2.0);
  return low + (1.0 - low) * (1.0 - std::abs(phase - 1.0));
}

double plateau(const Options& options, const ScheduleTime& time) {
  return std::pow(options.real("factor"), static_cast<double>(time.drops));
}

// A loss that is not a number is no improvement.
void observe_plateau(const Options& options, double loss, ScheduleState& state) {
  if (loss < state.best * (1.0 - options.real("threshold"))) {
    state.best = loss;
    state.waited = 0;
  } else if (++state.waited > options.integer("patience")) {
    ++state.drops;
    state.waited = 0;
  }
}

}  // namespace

std::span<const Schedule> schedules() {
  static const std::vector<Schedule> rows = {
      {"constant", "Always the base rate, factor 1", {}, constant},
      {"step",
       "Times a factor f every E epochs, f^⌊t/E⌋",
       {share("factor", "f, multiplies the rate at each step", 0.1),
        epochs("every", "E, epochs between two steps", 10)},
       step},
      {"exponential", "Exponential decay, exp(−k t)", {rate_per_epoch(0.05)}, exponential},
      {"inverse-time", "Decay as 1/t, 1 / (1 + k t)", {rate_per_epoch(1.0)}, inverse_time},
      {"epoch-decay",
       "Times a factor f at each epoch's end, f^⌊t⌋",
       {share("factor", "f, multiplies the rate after each epoch", 0.97)},
       epoch_decay},
      {"cosine",
       "Half a cosine over the T epochs of the run, f + (1 − f)(1 + cos(π t/T))/2",
       {share("final", "f, factor at the end", 0.0)},
       cosine},
      {"cosine-restarts",
       "Half a cosine over a period that starts again and grows (Loshchilov and Hutter 2017)",
       {epochs("period", "epochs of the first period", 1),
        real("growth", "length of a period over that of the one before")
            .preset(2.0)
            .at_least(1)
            .live(),
        share("final", "f, factor at the end of a period", 0.0)},
       cosine_restarts},
      {"cyclic",
       "Up and down in straight lines between f and 1 (Smith 2017)",
       {share("low", "f, factor at the start and end of a cycle", 0.1),
        epochs("half_period", "epochs from the lowest to the highest rate", 2)},
       cyclic},
      {"plateau",
       "Times a factor f each time that the validation loss has not fallen for a while",
       {share("factor", "f, multiplies the rate on a plateau", 0.1),
        integer("patience", "validations without a lower loss that are put up with")
            .preset(std::int64_t{3})
            .at_least(0)
            .live(),
        share("threshold", "share by which a loss must fall to count as lower", 1e-4)},
       plateau,
       observe_plateau},
  };
  return rows;
}

const Schedule& schedule(const std::string& name) {
  return find_row(schedules(), name, "kind", "schedule");
}

}  // namespace netdyno
