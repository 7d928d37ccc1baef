// SPDX-License-Identifier: MIT
#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <initializer_list>
#include <nlohmann/json.hpp>

#include "engine/core/error.h"
#include "engine/session/journal.h"

namespace netdyno {

namespace {

Json value_json(const OptionValue& value) {
  return std::visit([](const auto& held) { return Json(held); }, value);
}

Json with_options(Json json, const Options& options) {
  for (const auto& [key, value] : options.values()) json[key] = value_json(value);
  return json;
}

Json value_json(const InitSpec& init) {
  return with_options({{"scheme", init.scheme}}, init.options);
}

Json value_json(const OptimizerSpec& optimizer) {
  return with_options({{"kind", optimizer.kind}, {"learning_rate", optimizer.learning_rate}},
                      optimizer.options);
}

Json value_json(const ScheduleSpec& schedule) {
  return with_options({{"kind", schedule.kind}}, schedule.options);
}

Json value_json(const std::vector<AugmentSpec>& steps) {
  Json list = Json::array();
  for (const AugmentSpec& step : steps)
    list.push_back(with_options({{"type", step.type}}, step.options));
  return list;
}

OptionValue option_value(const Json& json) {
  if (json.is_boolean()) return json.get<bool>();
  if (json.is_number_integer()) return json.get<std::int64_t>();
  if (json.is_number()) return json.get<double>();
  return json.get<std::string>();
}

// All keys but `others`. Options are checked when the command is applied, so any is taken here.
Options options_without(const Json& json, std::initializer_list<const char*> others) {
  Options options;
  for (const auto& [key, value] : json.items()) {
    if (std::ranges::find(others, key) != others.end()) continue;
    const OptionValue option = option_value(value);
    OptionField any;
    any.key = key;
    any.kind = static_cast<OptionKind>(option.index());
    options.set(std::span(&any, 1), key, option);
  }
  return options;
}

InitSpec init_spec(const Json& json) {
  return {json.at("scheme"), options_without(json, {"scheme"})};
}

OptimizerSpec optimizer_spec(const Json& json) {
  return {json.at("kind"), json.at("learning_rate").get<double>(),
          options_without(json, {"kind", "learning_rate"})};
}

ScheduleSpec schedule_spec(const Json& json) {
  return {json.at("kind"), options_without(json, {"kind"})};
}

std::vector<AugmentSpec> augment_specs(const Json& list) {
  std::vector<AugmentSpec> steps;
  for (const Json& step : list) steps.push_back({step.at("type"), options_without(step, {"type"})});
  return steps;
}

struct ToJson {
  Json operator()(const SetLearningRate& c) const {
    return {{"command", "learning_rate"}, {"value", c.learning_rate}};
  }
  Json operator()(const SetOptimizerOption& c) const {
    return {{"command", "optimizer_option"}, {"key", c.key}, {"value", value_json(c.value)}};
  }
  Json operator()(const SetOptimizer& c) const {
    return {{"command", "optimizer"}, {"optimizer", value_json(c.optimizer)}};
  }
  Json operator()(const SetSchedule& c) const {
    return {{"command", "schedule"}, {"schedule", value_json(c.schedule)}};
  }
  Json operator()(const SetLoss& c) const { return {{"command", "loss"}, {"value", c.name}}; }
  Json operator()(const SetPenalty& c) const {
    return {{"command", "penalty"}, {"l2", c.penalty.l2}, {"l1", c.penalty.l1}};
  }
  Json operator()(const SetEarlyStopping& c) const {
    return {{"command", "early_stopping"},
            {"patience", c.early_stopping.patience},
            {"metric", c.early_stopping.metric},
            {"min_delta", c.early_stopping.min_delta}};
  }
  Json operator()(const SetAveraging& c) const {
    return {{"command", "averaging"},
            {"kind", c.averaging.kind},
            {"decay", c.averaging.decay},
            {"start", c.averaging.start}};
  }
  Json operator()(const RestoreBest&) const { return {{"command", "restore_best"}}; }
  Json operator()(const SetBatchSize& c) const {
    return {{"command", "batch_size"}, {"value", c.batch_size}};
  }
  Json operator()(const SetLayerOption& c) const {
    return {{"command", "layer_option"},
            {"layer", c.layer},
            {"key", c.key},
            {"value", value_json(c.value)}};
  }
  Json operator()(const SetPreprocess& c) const {
    return {{"command", "preprocess"}, {"value", c.name}};
  }
  Json operator()(const SetAugmentation& c) const {
    return {{"command", "augmentation"}, {"steps", value_json(c.steps)}};
  }
  Json operator()(const Reinitialize& c) const {
    Json json = {{"command", "reinitialize"}, {"init", value_json(c.init)}};
    if (c.layer) json["layer"] = *c.layer;
    return json;
  }
  template <typename Transport>
  Json operator()(const Transport&) const {
    throw ContractError("Only journaled commands are in a journal");
  }
};

struct Reader {
  const char* name;
  Command (*read)(const Json&);
};

constexpr std::array<Reader, 14> kReaders = {{
    {"learning_rate",
     [](const Json& j) -> Command { return SetLearningRate{j.at("value").get<double>()}; }},
    {"optimizer_option",
     [](const Json& j) -> Command {
       return SetOptimizerOption{j.at("key").get<std::string>(), option_value(j.at("value"))};
     }},
    {"optimizer",
     [](const Json& j) -> Command { return SetOptimizer{optimizer_spec(j.at("optimizer"))}; }},
    {"schedule",
     [](const Json& j) -> Command { return SetSchedule{schedule_spec(j.at("schedule"))}; }},
    {"loss", [](const Json& j) -> Command { return SetLoss{j.at("value").get<std::string>()}; }},
    {"penalty",
     [](const Json& j) -> Command {
       return SetPenalty{{.l2 = j.at("l2").get<double>(), .l1 = j.at("l1").get<double>()}};
     }},
    {"early_stopping",
     [](const Json& j) -> Command {
       return SetEarlyStopping{{.patience = j.at("patience").get<std::int64_t>(),
                                .metric = j.at("metric").get<std::string>(),
                                .min_delta = j.at("min_delta").get<double>()}};
     }},
    {"averaging",
     [](const Json& j) -> Command {
       return SetAveraging{{.kind = j.at("kind").get<std::string>(),
                            .decay = j.at("decay").get<double>(),
                            .start = j.at("start").get<double>()}};
     }},
    {"restore_best", [](const Json&) -> Command { return RestoreBest{}; }},
    {"batch_size",
     [](const Json& j) -> Command { return SetBatchSize{j.at("value").get<Index>()}; }},
    {"layer_option",
     [](const Json& j) -> Command {
       return SetLayerOption{j.at("layer").get<std::size_t>(), j.at("key").get<std::string>(),
                             option_value(j.at("value"))};
     }},
    {"preprocess",
     [](const Json& j) -> Command { return SetPreprocess{j.at("value").get<std::string>()}; }},
    {"augmentation",
     [](const Json& j) -> Command { return SetAugmentation{augment_specs(j.at("steps"))}; }},
    {"reinitialize",
     [](const Json& j) -> Command {
       Reinitialize command{.init = init_spec(j.at("init")), .layer = {}};
       if (j.contains("layer")) command.layer = j.at("layer").get<std::size_t>();
       return command;
     }},
}};

Command command_from_json(const Json& json) {
  const std::string name = json.at("command");
  for (const Reader& reader : kReaders)
    if (name == reader.name) return reader.read(json);
  throw RecipeError("command", fmt::format("unknown command \"{}\"", name));
}

// As much of a value as an error can show.
std::string start_of(const Json& json) {
  constexpr std::size_t kMost = 60;  // bytes
  const std::string text = json.dump(-1, ' ', true, Json::error_handler_t::replace);
  return text.size() > kMost ? text.substr(0, kMost) + "…" : text;
}

JournalEntry entry_from_json(const Json& json, std::size_t position) {
  const std::string path = fmt::format("commands[{}]", position);
  try {
    return {.step = json.at("step").get<std::int64_t>(), .command = command_from_json(json)};
  } catch (const RecipeError& error) {
    throw error.within(path);
  } catch (const Json::exception&) {
    throw RecipeError(path, fmt::format("{} is no change that a run wrote", start_of(json)));
  }
}

}  // namespace

Json journal_to_json(const Recipe& recipe, int threads, const Journal& journal) {
  Json document;
  document["recipe"] = recipe_to_json(recipe);
  document["seed"] = recipe.seed;
  document["threads"] = threads;
  document["commands"] = Json::array();
  for (const JournalEntry& entry : journal) {
    Json json = {{"step", entry.step}};
    json.update(std::visit(ToJson{}, entry.command));
    document["commands"].push_back(std::move(json));
  }
  return document;
}

JournalDocument journal_from_json(const Json& document) {
  JournalDocument journal;
  try {
    journal.recipe = recipe_from_json(document.at("recipe"));
    journal.recipe.seed = document.at("seed").get<std::uint64_t>();
    journal.threads = document.at("threads").get<int>();
    const Json& commands = document.at("commands");
    if (!commands.is_array()) throw RecipeError("commands", "expected a list of commands");
    for (std::size_t i = 0; i < commands.size(); ++i)
      journal.journal.push_back(entry_from_json(commands.at(i), i));
  } catch (const RecipeError& error) {
    throw error.within("journal");
  } catch (const Json::exception&) {
    throw RecipeError("journal", "has not what a run writes: recipe, seed, threads and commands",
                      "Take the file of another run");
  }
  return journal;
}

}  // namespace netdyno
