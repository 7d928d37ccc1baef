// engine/recipe/recipe_document.h
// SPDX-License-Identifier: MIT
//
// The outer form of a recipe: text to a JSON document, before anything is known of its meaning.
//
//   Range    JSON with // and /* */ comments, at most 4 MiB, nested at most 64 deep, 4096 keys in
//            an object, texts of at most 4096 bytes: a recipe needs far less, and nothing that a
//            file says may exhaust the stack or the processor
//   Errors   RecipeError with line and column for wrong syntax, with the JSON path for a key that
//            is given twice or a bound that is passed

#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>

namespace netdyno {

nlohmann::ordered_json parse_document(std::string_view text);

// What a JSON value is, for messages: "the text \"abc\"", "a list". Long texts are shortened.
std::string describe_json(const nlohmann::ordered_json& value);

}  // namespace netdyno
