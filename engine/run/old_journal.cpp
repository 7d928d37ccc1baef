// SPDX-License-Identifier: MIT
#include "engine/run/old_journal.h"

#include <fmt/core.h>

#include <array>
#include <initializer_list>
#include <nlohmann/json.hpp>
#include <string>

#include "engine/core/error.h"

namespace netdyno {

namespace {

// These of an entry's keys, all of which it must have.
Json keys_of(const Json& entry, std::initializer_list<const char*> keys) {
  Json part = Json::object();
  for (const char* key : keys) part[key] = entry.at(key);
  return part;
}

struct OldCommand {
  const char* name;
  std::string (*path)(const Json& entry);
  Json (*value)(const Json& entry);
};

Json own_value(const Json& entry) {
  return entry.at("value");
}

constexpr std::array<OldCommand, 13> kCommands = {{
    {"learning_rate", [](const Json&) -> std::string { return "optimizer.learning_rate"; },
     own_value},
    {"optimizer_option",
     [](const Json& entry) { return "optimizer." + entry.at("key").get<std::string>(); },
     own_value},
    {"optimizer", [](const Json&) -> std::string { return "optimizer"; },
     [](const Json& entry) { return entry.at("optimizer"); }},
    {"schedule", [](const Json&) -> std::string { return "schedule"; },
     [](const Json& entry) { return entry.at("schedule"); }},
    {"loss", [](const Json&) -> std::string { return "loss"; }, own_value},
    {"penalty", [](const Json&) -> std::string { return "penalty"; },
     [](const Json& entry) {
       return keys_of(entry, {"l2", "l1"});
     }},
    {"early_stopping", [](const Json&) -> std::string { return "early_stopping"; },
     [](const Json& entry) {
       return keys_of(entry, {"patience", "metric", "min_delta"});
     }},
    {"averaging", [](const Json&) -> std::string { return "averaging"; },
     [](const Json& entry) {
       return keys_of(entry, {"kind", "decay", "start"});
     }},
    {"batch_size", [](const Json&) -> std::string { return "batch_size"; }, own_value},
    {"layer_option",
     [](const Json& entry) {
       return fmt::format("model.layers[{}].{}", entry.at("layer").get<std::size_t>(),
                          entry.at("key").get<std::string>());
     },
     own_value},
    {"preprocess", [](const Json&) -> std::string { return "data.preprocess"; }, own_value},
    {"augmentation", [](const Json&) -> std::string { return "data.augment"; },
     [](const Json& entry) { return entry.at("steps"); }},
    {"reinitialize",
     [](const Json& entry) -> std::string {
       if (!entry.contains("layer")) return "model.init";
       return fmt::format("model.layers[{}].init", entry.at("layer").get<std::size_t>());
     },
     [](const Json& entry) { return entry.at("init"); }},
}};

}  // namespace

RunChange old_change_from_json(const Json& entry) {
  const std::string name = entry.at("command");
  if (name == "restore_best") return RestoreBest{};
  for (const OldCommand& command : kCommands)
    if (name == command.name)
      return KnobTurn{command.path(entry), KnobValue::of(command.value(entry))};
  throw RecipeError("command", fmt::format("unknown command \"{}\"", name));
}

}  // namespace netdyno
