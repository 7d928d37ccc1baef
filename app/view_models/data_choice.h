// app/view_models/data_choice.h
// SPDX-License-Identifier: MIT
//
// The data sets that can be had with one click, and the knobs of those that are generated: what a
// recipe looks like after one was chosen, turned, or after a point was put into the plane.

#pragma once

#include <span>
#include <string>
#include <vector>

#include "app/view_models/controls_model.h"
#include "engine/recipe/recipe.h"

namespace netdyno::app {

struct DataSetChoice {
  std::string source;  // as in recipes: "spiral"
  std::string recipe;  // that ships with the app
  std::string title;   // "Spiral"
  std::string doc;
};

// Points of the plane first, then pictures.
std::span<const DataSetChoice> data_set_choices();
std::span<const DataSetChoice> planar_choices();

// Its examples are points of the plane.
bool is_planar(const Recipe& recipe);
bool is_planar(const DataSetChoice& choice);

// A planar recipe on another set of the plane: the network and all else stay, but for as many
// outputs as there are classes.
Recipe on_data_set(const Recipe& recipe, const DataSetChoice& choice);

// Of the generator: number of points, noise, classes; empty where the examples come from files.
std::vector<NumberKnob> data_knobs(const Recipe& recipe);
Recipe with_data_knob(const Recipe& recipe, const NumberKnob& knob, double value);

// A point more to train on, of a class in [0, classes_of()).
Recipe with_point(const Recipe& recipe, double x, double y, Index label);
Recipe without_points(const Recipe& recipe);
bool has_points(const Recipe& recipe);
Index classes_of(const Recipe& recipe);

}  // namespace netdyno::app
