// app/panels/builder_panel.h
// SPDX-License-Identifier: MIT
//
// Builds and edits a network: add, remove, reorder and change layers, with shapes and parameter
// counts as they are typed and impossible shapes explained; then trains it from step 0.

#pragma once

#include <imgui.h>

#include <string>

#include "app/panels/panel.h"
#include "app/view_models/network_draft.h"

namespace netdyno::app {

class BuilderPanel final : public Panel {
 public:
  void draw(const FrameContext& frame) override;
  // The draft where it differs from the running network and can be trained.
  std::optional<Recipe> recipe_to_save() const override;

 private:
  void follow(const FrameContext& frame);
  void draw_start(const FrameContext& frame);
  void draw_tools(const FrameContext& frame);
  void draw_add(const char* label, bool is_inside);
  void draw_rows(const FrameContext& frame, const ImVec2& size);
  void draw_row(const DraftRow& row, bool has_options, const Theme& theme);
  void draw_layer(const Theme& theme);
  void draw_verdict(const FrameContext& frame);
  void handle_keys();
  // Shape that the layer behind the selected one gets.
  Shape shape_at_selection() const;
  // After edits: what is shown again.
  void refresh();
  float height_below_table(const FrameContext& frame) const;

  NetworkDraft draft_;
  // What the list says the draft is: "deep-tanh-10, edited".
  std::string draft_name() const;

  NetworkSpec followed_;   // the running network that the draft was started from
  NetworkSpec base_;       // known or running network that the draft was made from
  std::string base_name_;  // of a known one; empty: the running one
  std::string run_name_;   // of the run that is followed, without what was done to it
  NetworkSpec shown_;      // what model_ is of
  std::shared_ptr<const Recipe> running_;  // of the last frame
  bool is_edited_ = false;
  LayerPath selected_;
  DraftModel model_;
  Index classes_ = 0;
};

}  // namespace netdyno::app
