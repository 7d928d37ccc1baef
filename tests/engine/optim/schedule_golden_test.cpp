// SPDX-License-Identifier: MIT
//
// Schedules against torch.optim.lr_scheduler's, within 1e-9: torch multiplies from step to step
// what ours computes from the time.

#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <set>

#include "engine/optim/schedule.h"

namespace netdyno {
namespace {

using nlohmann::json;

Options make_options(const Schedule& row, const json& values) {
  Options options(row.fields);
  for (const auto& [key, value] : values.items()) {
    const auto whole = std::ranges::find(row.fields, key, &OptionField::key);
    const bool is_integer = whole != row.fields.end() && whole->kind == OptionKind::Integer;
    options.set(row.fields, key,
                is_integer ? OptionValue(value.get<std::int64_t>()) : value.get<double>());
  }
  return options;
}

void expect_rates_over_time(const Schedule& row, const json& entry, double total_epochs) {
  const Options options = make_options(row, entry["options"]);
  for (std::size_t i = 0; i < entry["rates"].size(); ++i) {
    const double epoch = entry["epochs"][i];
    EXPECT_NEAR(row.factor(options, {.epoch = epoch, .total_epochs = total_epochs}),
                entry["rates"][i].get<double>(), 1e-9)
        << row.name << " at epoch " << epoch;
  }
}

void expect_rates_after_losses(const Schedule& row, const json& entry) {
  const Options options = make_options(row, entry["options"]);
  ScheduleState state;
  for (std::size_t i = 0; i < entry["rates"].size(); ++i) {
    row.observe(options, entry["losses"][i].get<double>(), state);
    EXPECT_NEAR(row.factor(options, {.drops = state.drops}), entry["rates"][i].get<double>(), 1e-9)
        << row.name << " after validation " << i + 1;
  }
  EXPECT_GT(state.drops, 1);
}

TEST(ScheduleGolden, RatesEqualTorch) {
  std::ifstream file(NETDYNO_GOLDEN_DIR "/schedules.json");
  const json golden = json::parse(file);
  std::set<std::string> kinds;
  for (const json& entry : golden["cases"]) {
    const Schedule& row = schedule(entry["kind"].get<std::string>());
    kinds.insert(row.name);
    if (row.observe)
      expect_rates_after_losses(row, entry);
    else
      expect_rates_over_time(row, entry, golden["total_epochs"].get<double>());
  }
  kinds.merge(std::set<std::string>{"constant", "inverse-time"});  // torch has none
  EXPECT_EQ(kinds.size(), schedules().size());
}

}  // namespace
}  // namespace netdyno
