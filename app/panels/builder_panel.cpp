// SPDX-License-Identifier: MIT
#include "app/panels/builder_panel.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>

#include "app/chart/canvas.h"
#include "app/panels/option_editor.h"
#include "app/panels/widgets.h"
#include "engine/nn/layer_registry.h"
#include "engine/nn/named_networks.h"

namespace netdyno::app {

namespace {

constexpr float kFieldLabelWidth = 6;  // in font heights
constexpr float kIndent = 1.2f;        // of an inner layer, in font heights
constexpr float kOptionsFrom = 36;     // width in font heights from which options have a column
constexpr float kSideBySideFrom = 38;  // and from which the editor stands beside the table
constexpr float kTableShare = 0.62f;   // of the width, where it does

bool draw_button(const char* label, bool is_enabled, const char* tooltip) {
  ImGui::BeginDisabled(!is_enabled);
  const bool is_pressed = ImGui::Button(label);
  ImGui::EndDisabled();
  draw_tooltip(tooltip);
  return is_pressed;
}

}  // namespace

void BuilderPanel::draw(const FrameContext& frame) {
  if (draw_unready_state(frame)) return;
  follow(frame);
  draw_start(frame);
  draw_tools(frame);
  const ImVec2 available = ImGui::GetContentRegionAvail();
  const bool is_wide = available.x >= kSideBySideFrom * frame.theme.font_px;
  if (is_wide) {
    draw_rows(frame, {std::floor(available.x * kTableShare), available.y});
    ImGui::SameLine();
    ImGui::BeginChild("layer");
    draw_layer(frame.theme);
    draw_verdict(frame);
    ImGui::EndChild();
  } else {
    draw_rows(frame, {0, std::max(available.y - height_below_table(frame),
                                  5 * ImGui::GetTextLineHeightWithSpacing())});
    draw_layer(frame.theme);
    draw_verdict(frame);
  }
  handle_keys();
  refresh();
}

std::optional<Recipe> BuilderPanel::recipe_to_save() const {
  if (!running_ || !is_edited_ || !model_.can_train) return std::nullopt;
  return recipe_with(*running_, draft_.spec(), classes_);
}

float BuilderPanel::height_below_table(const FrameContext& frame) const {
  const LayerSpec* layer = draft_.find(selected_);
  const std::size_t fields = layer ? layer_type(layer->type).fields.size() : 0;
  const bool has_note =
      !model_.problem.empty() || draft_.spec().input != frame.snapshot->recipe->model.input;
  return ImGui::GetFrameHeightWithSpacing() * static_cast<float>(fields + 2) +
         ImGui::GetTextLineHeightWithSpacing() * (has_note ? 4.0f : 1.0f);
}

void BuilderPanel::follow(const FrameContext& frame) {
  const Recipe& recipe = *frame.snapshot->recipe;
  running_ = frame.snapshot->recipe;
  const auto classes = static_cast<Index>(frame.snapshot->class_names.size());
  // Another recipe was opened: what was drafted for the one before goes with it.
  if (const std::string name(frame.run_name.substr(0, frame.run_name.find(',')));
      name != run_name_) {
    run_name_ = name;
    is_edited_ = false;
    followed_ = NetworkSpec();
  }
  const bool is_same_run = is_edited_ || followed_ == recipe.model;
  if (is_same_run && classes == classes_) return;
  classes_ = classes;
  if (!is_same_run) {
    followed_ = base_ = recipe.model;
    base_name_.clear();
    draft_.start(recipe.model);
    selected_.clear();
  }
  model_ = build_draft(draft_.spec(), classes_);
  shown_ = draft_.spec();
}

void BuilderPanel::refresh() {
  if (draft_.spec() == shown_) return;
  shown_ = draft_.spec();
  is_edited_ = shown_ != followed_;
  if (!draft_.find(selected_)) selected_.clear();
  model_ = build_draft(shown_, classes_);
}

Shape BuilderPanel::shape_at_selection() const {
  const NetworkPlan plan = plan_network(draft_.spec());
  const auto at = std::ranges::find(plan.layers, selected_, &PlannedLayer::path);
  return at == plan.layers.end() ? plan.output : at->output;
}

std::string BuilderPanel::draft_name() const {
  const std::string name = base_name_.empty() ? std::string("running network") : base_name_;
  return draft_.spec() == base_ ? name : name + ", edited";
}

void BuilderPanel::draw_start(const FrameContext& frame) {
  std::vector<std::string> names, docs;
  if (is_edited_) {
    names.push_back(draft_name());
    docs.push_back("What stands below");
  }
  const std::size_t running_row = names.size();
  names.push_back("running network");
  docs.push_back("The network that is trained now");
  for (const NamedNetwork& row : named_networks()) {
    names.push_back(row.name);
    docs.push_back(row.doc);
  }
  ImGui::AlignTextToFramePadding();
  draw_text_line("Start from", frame.theme.text);
  ImGui::SameLine();
  const auto chosen = draw_choice("start", names, docs, 0, -FLT_MIN);
  draw_tooltip("Puts a known network into the draft, made for the data at hand where it can be");
  if (!chosen) return;
  const NetworkSpec& running = frame.snapshot->recipe->model;
  const NamedNetwork* named =
      *chosen > running_row ? &named_networks()[*chosen - running_row - 1] : nullptr;
  if (!named) followed_ = running;
  base_ = named ? make_named_network(*named, running.input, classes_) : running;
  base_name_ = named ? named->name : std::string();
  draft_.replace(base_);
  selected_.clear();
  refresh();
}

void BuilderPanel::draw_add(const char* label, bool is_inside) {
  if (is_inside) same_line_if_fits(button_width(label));
  if (draw_button(label, true,
                  is_inside ? "Adds a layer as the last inside of the selected block"
                            : "Adds a layer behind the selected one"))
    ImGui::OpenPopup(label);
  if (!ImGui::BeginPopup(label)) return;
  for (const LayerType& type : layer_types()) {
    if (ImGui::MenuItem(type.name.c_str())) {
      const LayerSpec layer = usual_layer(type.name, shape_at_selection());
      LayerPath after = selected_;
      if (after.empty() && !draft_.spec().layers.empty()) after = {draft_.spec().layers.size() - 1};
      selected_ =
          is_inside ? draft_.append_inside(selected_, layer) : draft_.insert_after(after, layer);
      refresh();
    }
    draw_tooltip(type.doc);
  }
  ImGui::EndPopup();
}

void BuilderPanel::draw_tools(const FrameContext&) {
  // Asked before the buttons, which move layers.
  const LayerSpec* layer = draft_.find(selected_);
  const bool has_layer = layer != nullptr;
  const bool is_composite = has_layer && layer_type(layer->type).has_inner_layers;
  draw_add("Add layer", false);
  if (is_composite) draw_add("Add inside", true);
  same_line_if_fits(button_width("Up"));
  if (draw_button("Up", has_layer, "Moves the selected layer one place up (Alt+Up)"))
    selected_ = draft_.move(selected_, -1);
  same_line_if_fits(button_width("Down"));
  if (draw_button("Down", has_layer, "Moves the selected layer one place down (Alt+Down)"))
    selected_ = draft_.move(selected_, 1);
  same_line_if_fits(button_width("Remove"));
  if (draw_button("Remove", has_layer, "Removes the selected layer (Delete)"))
    draft_.remove(selected_);
  same_line_if_fits(button_width("Undo"));
  if (draw_button("Undo", draft_.can_undo(), "Takes the last edit of the draft back"))
    draft_.undo();
  same_line_if_fits(button_width("Redo"));
  if (draw_button("Redo", draft_.can_redo(), "Does again what was taken back")) draft_.redo();
  refresh();
}

void BuilderPanel::draw_rows(const FrameContext& frame, const ImVec2& size) {
  const SmallText small;
  const float width = size.x > 0 ? size.x : ImGui::GetContentRegionAvail().x;
  const bool has_options = width >= kOptionsFrom * frame.theme.font_px;
  constexpr ImGuiTableFlags kFlags = ImGuiTableFlags_RowBg | ImGuiTableFlags_ScrollY |
                                     ImGuiTableFlags_BordersInnerH | ImGuiTableFlags_SizingFixedFit;
  if (ImGui::BeginTable("draft", has_options ? 5 : 4, kFlags, size)) {
    ImGui::TableSetupScrollFreeze(0, 1);
    for (const char* name : {"#", "Layer", "Output"}) ImGui::TableSetupColumn(name);
    const auto last = ImGuiTableColumnFlags_WidthStretch;
    ImGui::TableSetupColumn("Parameters", has_options ? ImGuiTableColumnFlags_None : last);
    if (has_options) ImGui::TableSetupColumn("Options", last);
    ImGui::TableHeadersRow();
    for (const DraftRow& row : model_.rows) draw_row(row, has_options, frame.theme);
    ImGui::EndTable();
  }
}

void BuilderPanel::draw_row(const DraftRow& row, bool has_options, const Theme& theme) {
  ImGui::TableNextRow();
  ImGui::PushID(row.index.c_str());
  ImGui::TableNextColumn();
  if (ImGui::Selectable(row.index.c_str(), selected_ == row.path,
                        ImGuiSelectableFlags_SpanAllColumns))
    selected_ = row.path;
  draw_tooltip(row.problem.empty() ? layer_type(row.type).doc : row.problem + "\n" + row.hint);
  ImGui::TableNextColumn();
  if (row.depth > 0) ImGui::Indent(kIndent * theme.font_px * static_cast<float>(row.depth));
  draw_text_line(row.type, row.problem.empty() ? theme.text : theme.error);
  if (row.depth > 0) ImGui::Unindent(kIndent * theme.font_px * static_cast<float>(row.depth));
  ImGui::TableNextColumn();
  draw_text_line(row.problem.empty() ? row.output : "cannot be",
                 row.problem.empty() ? theme.text : theme.error);
  ImGui::TableNextColumn();
  draw_text_line(row.parameters, theme.text);
  if (has_options) {
    ImGui::TableNextColumn();
    draw_text_line(row.options, theme.text_muted);
  }
  ImGui::PopID();
}

void BuilderPanel::draw_layer(const Theme& theme) {
  const LayerSpec* layer = draft_.find(selected_);
  if (!layer) {
    draw_text_line("Select a layer to change it", theme.text_muted);
    return;
  }
  std::vector<std::string> names, docs;
  for (const LayerType& type : layer_types()) {
    names.push_back(type.name);
    docs.push_back(type.doc);
  }
  const float label_px = kFieldLabelWidth * theme.font_px;
  const float left = ImGui::GetCursorPosX();
  ImGui::AlignTextToFramePadding();
  draw_text_line("type", theme.text);
  ImGui::SameLine(left + label_px, 0);
  const auto current =
      static_cast<std::size_t>(std::ranges::find(names, layer->type) - names.begin());
  if (const auto chosen = draw_choice("type", names, docs, current, 9 * theme.font_px))
    draft_.set_type(selected_, names[*chosen]);
  draw_tooltip(layer_type(layer->type).doc);
  layer = draft_.find(selected_);
  for (const OptionField& field : layer_type(layer->type).fields) {
    std::optional<OptionValue> value;
    if (layer->options.has(field.key)) value = layer->options.value(field.key);
    if (const auto edited = draw_option_editor(field, value, label_px, theme).value)
      draft_.set_option(selected_, field.key, *edited);
  }
  refresh();
}

void BuilderPanel::draw_verdict(const FrameContext& frame) {
  const Recipe& running = *frame.snapshot->recipe;
  draw_wrapped_text(fmt::format("Input {} · {}", model_.input, model_.total),
                    frame.theme.text_muted);
  if (!model_.problem.empty())
    draw_wrapped_text(model_.problem + ": " + model_.hint, frame.theme.error);
  else if (draft_.spec().input != running.model.input)
    draw_wrapped_text(
        fmt::format("It takes {}, the data at hand is {}: it will train on random images",
                    model_.input, running.model.input.text()),
        frame.theme.warning);
  const float save_px = button_width("Save…") + ImGui::GetStyle().ItemSpacing.x;
  ImGui::BeginDisabled(!model_.can_train || !is_edited_);
  if (ImGui::Button("Train this network",
                    ImVec2(std::max(ImGui::GetContentRegionAvail().x - save_px, save_px), 0))) {
    frame.actions.request(OpenEditedRecipe{recipe_with(running, draft_.spec(), classes_),
                                           base_name_.empty() ? std::string() : draft_name()});
    frame.actions.request(ShowPanel{"curves"});
    followed_ = draft_.spec();
    is_edited_ = false;
  }
  ImGui::EndDisabled();
  draw_tooltip("Replaces the running network: training starts over at step 0 with new weights");
  ImGui::SameLine();
  ImGui::BeginDisabled(!model_.can_train);
  if (ImGui::Button("Save…")) frame.actions.request(SaveRecipe{});
  ImGui::EndDisabled();
  draw_tooltip("Saves this network with the present knobs as a recipe file (Ctrl + S)");
}

void BuilderPanel::handle_keys() {
  if (!ImGui::IsWindowFocused(ImGuiFocusedFlags_ChildWindows) || ImGui::IsAnyItemActive()) return;
  const ImGuiIO& io = ImGui::GetIO();
  const auto is_pressed = [](ImGuiKey key) {
    return ImGui::IsKeyPressed(ImGui::GetKeyIndex(key), false);
  };
  if (is_pressed(ImGuiKey_Delete)) draft_.remove(selected_);
  if (io.KeyAlt && is_pressed(ImGuiKey_UpArrow)) selected_ = draft_.move(selected_, -1);
  if (io.KeyAlt && is_pressed(ImGuiKey_DownArrow)) selected_ = draft_.move(selected_, 1);
}

}  // namespace netdyno::app
