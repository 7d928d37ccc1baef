// SPDX-License-Identifier: MIT
#include "engine/run/journal.h"

#include <fmt/core.h>

#include <nlohmann/json.hpp>

#include "engine/core/error.h"
#include "engine/recipe/recipe_path.h"
#include "engine/run/old_journal.h"

namespace netdyno {

namespace {

struct ToJson {
  Json operator()(const KnobTurn& turn) const {
    return {{"path", turn.path}, {"value", turn.value.json()}};
  }
  Json operator()(const Redraw& redraw) const {
    Json json = {{"action", "redraw"}};
    if (redraw.layer) json["layer"] = *redraw.layer;
    return json;
  }
  Json operator()(const RestoreBest&) const { return {{"action", "restore_best"}}; }
};

RunChange action_from_json(const Json& json) {
  const std::string name = json.at("action");
  if (name == "restore_best") return RestoreBest{};
  if (name != "redraw") throw RecipeError("action", fmt::format("unknown action \"{}\"", name));
  if (!json.contains("layer")) return Redraw{};
  return Redraw{json.at("layer").get<std::size_t>()};
}

RunChange change_from_json(const Json& json) {
  if (json.contains("command")) return old_change_from_json(json);
  if (json.contains("action")) return action_from_json(json);
  KnobTurn turn{json.at("path").get<std::string>(), KnobValue::of(json.at("value"))};
  if (!find_knob(schema_place(turn.path)))
    throw RecipeError("path", fmt::format("\"{}\" is no setting that changes", turn.path));
  return turn;
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
    return {.step = json.at("step").get<std::int64_t>(), .change = change_from_json(json)};
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
    json.update(std::visit(ToJson{}, entry.change));
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
