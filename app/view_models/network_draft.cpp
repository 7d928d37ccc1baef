// SPDX-License-Identifier: MIT
#include "app/view_models/network_draft.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "app/view_models/number_text.h"
#include "engine/nn/layer_builders.h"
#include "engine/nn/layer_registry.h"

namespace netdyno::app {

namespace {

constexpr std::size_t kMostUndo = 200;

std::string path_text(const LayerPath& path) {
  return fmt::format("{}", fmt::join(path, "."));
}

std::string value_text(const OptionValue& value) {
  if (const auto* flag = std::get_if<bool>(&value)) return *flag ? "yes" : "no";
  if (const auto* whole = std::get_if<std::int64_t>(&value)) return fmt::format("{}", *whole);
  if (const auto* number = std::get_if<double>(&value)) return number_text(*number);
  return std::get<std::string>(value);
}

// "size 3, pad 1", in the order of the registry's table; those that are not set are left out.
std::string options_text(const LayerSpec& layer) {
  std::string text;
  for (const OptionField& field : layer_type(layer.type).fields)
    if (layer.options.has(field.key))
      text += fmt::format("{}{} {}", text.empty() ? "" : ", ", field.key,
                          value_text(layer.options.value(field.key)));
  return text;
}

void append_rows(const std::vector<LayerSpec>& layers, const LayerPath& parent, DraftModel& model) {
  for (std::size_t i = 0; i < layers.size(); ++i) {
    // Of its own: the rows move when more are appended.
    LayerPath path = parent;
    path.push_back(i);
    DraftRow row;
    row.path = path;
    row.depth = parent.size();
    row.index = path_text(row.path);
    row.type = layers[i].type;
    row.options = options_text(layers[i]);
    model.rows.push_back(std::move(row));
    append_rows(layers[i].layers, path, model);
  }
}

DraftRow* row_at(DraftModel& model, const LayerPath& path) {
  const auto found = std::ranges::find(model.rows, path, &DraftRow::path);
  return found == model.rows.end() ? nullptr : &*found;
}

// Of a const list or of one that is edited; null where the path leads to no layer.
template <typename Layers>
auto* layer_at(Layers& layers, const LayerPath& path) {
  auto* list = &layers;
  decltype(layers.data()) layer = nullptr;
  for (const std::size_t index : path) {
    if (index >= list->size()) return decltype(layer)(nullptr);
    layer = &(*list)[index];
    list = &layer->layers;
  }
  return layer;
}

}  // namespace

void NetworkDraft::start(NetworkSpec spec) {
  spec_ = std::move(spec);
  undone_from_.clear();
  redone_from_.clear();
  last_edit_.clear();
}

void NetworkDraft::replace(NetworkSpec spec) {
  remember("");
  spec_ = std::move(spec);
}

const LayerSpec* NetworkDraft::find(const LayerPath& path) const {
  return layer_at(spec_.layers, path);
}

std::vector<LayerSpec>* NetworkDraft::list_of(const LayerPath& path) {
  if (path.size() <= 1) return &spec_.layers;
  LayerSpec* parent = layer_at(spec_.layers, LayerPath(path.begin(), path.end() - 1));
  return parent ? &parent->layers : nullptr;
}

void NetworkDraft::remember(const std::string& edit) {
  const bool goes_on = !edit.empty() && edit == last_edit_ && redone_from_.empty();
  last_edit_ = edit;
  redone_from_.clear();
  if (goes_on) return;
  undone_from_.push_back(spec_);
  if (undone_from_.size() > kMostUndo) undone_from_.erase(undone_from_.begin());
}

void NetworkDraft::undo() {
  if (!can_undo()) return;
  redone_from_.push_back(std::exchange(spec_, std::move(undone_from_.back())));
  undone_from_.pop_back();
  last_edit_.clear();
}

void NetworkDraft::redo() {
  if (!can_redo()) return;
  undone_from_.push_back(std::exchange(spec_, std::move(redone_from_.back())));
  redone_from_.pop_back();
  last_edit_.clear();
}

LayerPath NetworkDraft::insert_after(const LayerPath& path, const LayerSpec& layer) {
  remember("");
  std::vector<LayerSpec>* list = list_of(path);
  if (!list) return path;
  const std::size_t position = path.empty() ? 0 : std::min(path.back() + 1, list->size());
  list->insert(list->begin() + static_cast<std::ptrdiff_t>(position), layer);
  LayerPath inserted = path.empty() ? LayerPath{0} : path;
  inserted.back() = position;
  return inserted;
}

LayerPath NetworkDraft::append_inside(const LayerPath& path, const LayerSpec& layer) {
  const LayerSpec* composite = find(path);
  if (!composite) return path;
  LayerPath last = path;
  last.push_back(composite->layers.size());
  remember("");
  list_of(last)->push_back(layer);
  return last;
}

void NetworkDraft::remove(const LayerPath& path) {
  if (!find(path)) return;
  remember("");
  std::vector<LayerSpec>& list = *list_of(path);
  list.erase(list.begin() + static_cast<std::ptrdiff_t>(path.back()));
}

LayerPath NetworkDraft::move(const LayerPath& path, int places) {
  LayerPath to = path;
  if (path.empty() || !find(path)) return path;
  if (places < 0 && path.back() == 0) return path;
  to.back() = static_cast<std::size_t>(static_cast<std::ptrdiff_t>(path.back()) + places);
  if (!find(to)) return path;
  remember("");
  std::vector<LayerSpec>& list = *list_of(path);
  std::swap(list[path.back()], list[to.back()]);
  return to;
}

void NetworkDraft::set_type(const LayerPath& path, const std::string& type) {
  const LayerSpec* old = find(path);
  if (!old || old->type == type) return;
  remember("");
  LayerSpec changed = usual_layer(type, spec_.input);
  const LayerType& row = layer_type(type);
  for (const OptionField& field : row.fields)
    if (old->options.has(field.key) &&
        old->options.value(field.key).index() == static_cast<std::size_t>(field.kind))
      changed.options.set(row.fields, field.key, old->options.value(field.key));
  if (row.has_inner_layers && !old->layers.empty()) changed.layers = old->layers;
  (*list_of(path))[path.back()] = std::move(changed);
}

void NetworkDraft::set_option(const LayerPath& path, const std::string& key,
                              const OptionValue& value) {
  const LayerSpec* layer = find(path);
  if (!layer) return;
  remember(path_text(path) + " " + key);
  (*list_of(path))[path.back()].options.set(layer_type(layer->type).fields, key, value);
}

LayerSpec usual_layer(const std::string& type, const Shape& input) {
  const LayerType& row = layer_type(type);
  LayerSpec layer = default_layer_spec(type);
  for (const auto& [key, value] : row.usual) layer.options.set(row.fields, key, value);
  if (row.usual_layers) layer.layers = row.usual_layers(input);
  return layer;
}

DraftModel build_draft(const NetworkSpec& spec, Index classes) {
  DraftModel model;
  model.input = spec.input.text();
  append_rows(spec.layers, {}, model);
  const NetworkPlan plan = plan_network(spec);
  for (const PlannedLayer& layer : plan.layers)
    if (DraftRow* row = row_at(model, layer.path)) {
      row->output = layer.output.text();
      row->parameters = layer.parameters == 0 ? "" : count_text(layer.parameters);
    }
  model.total = plural(plan.parameters, "parameter");
  if (plan.problem) {
    model.total = "parameters unknown";
    if (DraftRow* row = row_at(model, plan.problem->path)) {
      row->problem = plan.problem->problem;
      row->hint = plan.problem->hint;
    }
    model.problem = fmt::format("Layer {} ({}) cannot be", path_text(plan.problem->path),
                                layer_at(spec.layers, plan.problem->path)->type);
    model.hint = plan.problem->problem;
    if (!plan.problem->hint.empty()) model.hint += ". " + plan.problem->hint;
  } else if (spec.layers.empty()) {
    model.problem = "There are no layers yet";
    model.hint = "Add one, or start from a known network";
  } else if (plan.output.is_image()) {
    model.problem = fmt::format("The last layer gives {}, a score for each class is needed",
                                plan.output.text());
    model.hint = fmt::format("Add flatten and a dense layer of {} units", classes);
  } else if (plan.output.size() < classes) {
    model.problem = fmt::format("The last layer has {} outputs, the data has {} classes",
                                plan.output.size(), classes);
    model.hint = "Give the last layer one unit for each class";
  }
  model.can_train = model.problem.empty();
  return model;
}

Recipe recipe_with(const Recipe& running, const NetworkSpec& draft, Index classes) {
  Recipe recipe = running;
  recipe.model = draft;
  if (draft.input == running.model.input) return recipe;
  const std::vector<OptionField>& fields = data_source("gaussian").fields;
  recipe.data = {};
  recipe.data.source = {"gaussian", Options(fields)};
  recipe.data.source.options.set(fields, "classes", classes);
  // Large images: enough for some minibatches, not for a day.
  const Index examples = std::clamp<Index>(50'000'000 / std::max<Index>(draft.input.size(), 1),
                                           4 * recipe.batch_size, 10'000);
  recipe.data.source.options.set(fields, "examples", examples);
  recipe.data.validation = examples / 10;
  return recipe;
}

}  // namespace netdyno::app
