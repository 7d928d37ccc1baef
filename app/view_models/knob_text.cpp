// SPDX-License-Identifier: MIT
#include "app/view_models/knob_text.h"

#include <array>
#include <utility>

namespace netdyno::app {

std::string knob_symbol(const std::string& knob) {
  constexpr std::array<std::pair<const char*, const char*>, 3> kSymbols = {
      {{"weights drawn anew", "init"}, {"L2 penalty λ", "λ₂"}, {"L1 penalty λ", "λ₁"}}};
  for (const auto& [name, symbol] : kSymbols)
    if (knob == name) return symbol;
  const std::string kRate = " rate of layer ";  // "dropout rate of layer 3" → "dropout 3"
  if (const auto at = knob.find(kRate); at != std::string::npos)
    return knob.substr(0, at) + " " + knob.substr(at + kRate.size());
  const auto space = knob.rfind(' ');
  if (space == std::string::npos) return knob;
  const std::string last = knob.substr(space + 1);
  const bool is_greek = !last.empty() && static_cast<unsigned char>(last[0]) >= 0x80;
  const bool is_capital = last.size() == 1 && last[0] >= 'A' && last[0] <= 'Z';
  return is_greek || is_capital ? last : knob;
}

}  // namespace netdyno::app
