// SPDX-License-Identifier: MIT
#include "app/application/palette_entries.h"

#include <fmt/core.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "app/view_models/controls_model.h"
#include "engine/recipe/knob_paths.h"
#include "tests/support/snapshot_factory.h"

namespace netdyno::app {
namespace {

class PaletteEntriesTest : public testing::Test {
 protected:
  const std::shared_ptr<const Snapshot> snapshot_ = test::make_scene(test::Scene::Running).snapshot;
  const PaletteEntries entries_ = palette_entries({}, snapshot_.get(), {}, {});

  const PaletteAction* action(const std::string& text) const {
    for (std::size_t i = 0; i < entries_.items.size(); ++i)
      if (entries_.items[i].text == text) return &entries_.actions[i];
    return nullptr;
  }
  template <typename T>
  const T* command(const std::string& text) const {
    const PaletteAction* found = action(text);
    const Command* sent = found ? std::get_if<Command>(found) : nullptr;
    return sent ? std::get_if<T>(sent) : nullptr;
  }
};

TEST_F(PaletteEntriesTest, HaveEveryDropoutLayer) {
  const auto* rate = command<SetKnob>("Dropout rate of layer 8 = 0.5");
  ASSERT_TRUE(rate);
  EXPECT_EQ(rate->path, "model.layers[8].rate");
  EXPECT_EQ(rate->value.number(), 0.5);
}

TEST_F(PaletteEntriesTest, HaveEveryInitializationScheduleAndPenalty) {
  const auto* zero = command<SetKnob>("Initialization: re-draw all weights by zero");
  ASSERT_TRUE(zero);
  EXPECT_EQ(zero->value.at("scheme").text(), "zero");
  EXPECT_TRUE(command<SetKnob>("Schedule: cosine"));
  const auto* penalty = command<SetKnob>("Penalty L2 λ₂ = 0.01");
  ASSERT_TRUE(penalty);
  EXPECT_EQ(penalty->path, "penalty.l2");
  EXPECT_EQ(penalty->value.number(), 0.01);
}

TEST_F(PaletteEntriesTest, FindEveryOtherKnobWhereItStands) {
  const auto model = build_controls(snapshot_.get());
  ASSERT_TRUE(model);
  const auto is_found = [&](const std::string& knob) {
    return std::ranges::any_of(entries_.items, [&](const PaletteItem& item) {
      return item.text.find(knob) != std::string::npos;
    });
  };
  for (const std::string& path : knob_paths(*snapshot_->recipe))
    EXPECT_TRUE(is_found(knob_label(*snapshot_->recipe, path))) << path;
  for (const NumberKnob& knob : model->optimizer_knobs) EXPECT_TRUE(is_found(knob.label));
  for (const SwitchKnob& knob : model->optimizer_switches) EXPECT_TRUE(is_found(knob.label));
  for (const char* other : {"patience", "decay", "Augmentation: add rotate", "Preprocessing: pca"})
    EXPECT_TRUE(is_found(other)) << other;
}

TEST_F(PaletteEntriesTest, SayWhenAKnobWithoutAPanelTakesEffect) {
  const auto* shuffle = command<SetKnob>("shuffle = off (from step 0)");
  ASSERT_TRUE(shuffle);
  EXPECT_EQ(shuffle->path, "shuffle");
  EXPECT_EQ(shuffle->value, KnobValue(false));
}

TEST_F(PaletteEntriesTest, HaveEveryLayer) {
  for (const LayerSummary& layer : snapshot_->network->layers) {
    const PaletteAction* found =
        action(fmt::format("Layer {} {}: show its distributions", layer.index, layer.type));
    ASSERT_TRUE(found) << layer.index;
    EXPECT_EQ(std::get<SelectLayer>(*found).layer, layer.index);
  }
}

TEST_F(PaletteEntriesTest, HaveEveryDataSet) {
  const PaletteAction* spiral = action("Data set: Spiral");
  ASSERT_TRUE(spiral);
  EXPECT_EQ(std::get<OpenShipped>(*spiral).name, "spiral");
}

}  // namespace
}  // namespace netdyno::app
