// SPDX-License-Identifier: MIT
#include "app/cli/schema_text.h"

#include <fmt/core.h>

namespace netdyno::app {

namespace {

std::string key_text(const SchemaKey& key, const std::string& indent) {
  std::string text = fmt::format("{}{}: {}", indent, key.key, key.doc);
  text += fmt::format("\n{}    {}", indent, key.expectation);
  if (key.is_required) text += "; required";
  if (!key.preset.empty()) text += "; default " + key.preset;
  text += "; takes effect " + effect_name(key.effect);
  return text + "\n";
}

std::string row_text(const std::string& selector, const SchemaRow& row) {
  std::string text = fmt::format("  \"{}\": \"{}\"  {}\n", selector, row.name, row.doc);
  for (const SchemaKey& key : row.keys) text += key_text(key, "      ");
  return text;
}

}  // namespace

std::string schema_text(const std::vector<SchemaSection>& sections) {
  std::string text;
  for (const SchemaSection& section : sections) {
    if (!text.empty()) text += "\n";
    text += fmt::format("{}: {}\n", section.path.empty() ? "RECIPE" : section.path, section.doc);
    for (const SchemaKey& key : section.keys) text += key_text(key, "  ");
    for (const SchemaRow& row : section.rows) text += row_text(section.selector, row);
  }
  return text;
}

}  // namespace netdyno::app
